/**
 * A file as the review shows it beside the answers: its pages to be drawn, or its words; and where each question stands on them,
 * as far as that is known for sure.
 */
import { type RectTuple } from './reading.js';

export interface FileLook {
  readonly kind: 'pages' | 'words' | 'none';
  /** Points, as seen (after rotation). */
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  /** Of a Word document or a text; null for any other. */
  readonly words: readonly WordBlock[] | null;
  /** By KEY, KEY.code or KEY.ROW.COLUMN, blank or not; only where the page was laid over the blank. */
  readonly places: Readonly<Record<string, FilePlace>>;
}
export interface WordBlock {
  /** `body/p[3]`, `body/tbl[1]/tr[2]/tc[2]`, of a text `body/line[3]`: begins the path of every answer that was read in it. */
  readonly path: string;
  readonly text: string;
  /** Path of the table that it is a cell of. */
  readonly table: string | null;
}
export interface FilePlace {
  readonly page: number;
  readonly rect: RectTuple;
}

/** A file to be looked at. Of one that holds others, the one in which the sheet of this number was found. */
export interface LookedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly sheet: number;
}

/** Looks into hostile files, in a process of its own. */
export interface FileViewer {
  /** Null when it cannot be opened, or was stopped. */
  look(file: LookedFile): Promise<FileLook | null>;
  /** A page as PNG; null when there is no such page, or it cannot be drawn. */
  draw(file: LookedFile, page: number, dpi: number): Promise<Uint8Array | null>;
}

/** Opens a file with its password, in a process of its own. */
export interface FileOpener {
  /** The file without its password; null when this is not the password, or the file cannot be opened so. */
  unlock(
    file: { readonly name: string; readonly bytes: Uint8Array; readonly type?: string },
    password: string,
  ): Promise<Uint8Array | null>;
}

export const NOTHING_TO_SEE: FileLook = { kind: 'none', pages: [], words: null, places: {} };
