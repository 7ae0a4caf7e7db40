/** What the pool and its reader processes say to each other. Studies travel once, as plain data. */
import { type AskedList, type AskedOfOne } from '../core/letter/asked-line.js';
import { type FileLook, type LookedFile } from '../core/sheet/file-look.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { type ExplainedPage } from '../external/explained-page.js';

export interface ReadableFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As declared by the sender; never believed. */
  readonly type?: string;
  /** `YYYY-MM-DD`, for years of two digits. */
  readonly receivedOn?: string;
  /** Of the words of a message that answers one of our letters: what the letter asked. */
  readonly reply?: AnsweredLetter;
}

export interface AnsweredLetter {
  readonly asked: AskedList;
  /** The letter's text. */
  readonly letter: string;
  /** The message names this letter; otherwise it is the last of the thread that asked. */
  readonly isExact: boolean;
  /** Of a letter on several cases: what it asked of each; `asked` holds all of it. */
  readonly several?: readonly AskedOfOne[];
}

export type ToReader =
  | {
      readonly kind: 'start';
      readonly studies: readonly Study[];
      readonly maxOutputBytes: number;
      /** Read a blank before saying `ready`, so that the first file does not wait for the parsers. */
      readonly warm: boolean;
    }
  | (ReaderTask & { readonly id: number });

/** What a ready reader can be asked. */
export type ReaderTask =
  | { readonly kind: 'read'; readonly file: ReadableFile }
  /** A message of another format into MIME. */
  | { readonly kind: 'convert'; readonly file: ReadableFile }
  | { readonly kind: 'look'; readonly file: LookedFile }
  | { readonly kind: 'unlock'; readonly file: ReadableFile; readonly password: string }
  | { readonly kind: 'draw'; readonly file: LookedFile; readonly page: number; readonly dpi: number }
  | {
      readonly kind: 'explain';
      readonly file: LookedFile;
      readonly page: number;
      readonly dpi: number;
      readonly explained: ExplainedPage;
    };

export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  /** The file being read holds scanned pages, which take longer; said at most once a file. */
  | { readonly kind: 'scanning' }
  | (ReaderAnswer & { readonly id: number });

export type ReaderAnswer =
  | { readonly kind: 'done'; readonly readings: readonly SheetReading[] }
  | { readonly kind: 'looked'; readonly look: FileLook | null }
  | { readonly kind: 'converted'; readonly bytes: Uint8Array | null }
  | { readonly kind: 'unlocked'; readonly bytes: Uint8Array | null }
  | { readonly kind: 'drawn'; readonly png: Uint8Array | null };
