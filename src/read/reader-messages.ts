/** What the pool and its reader processes say to each other. Studies travel once, as plain data. */
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';

export interface ReadableFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As declared by the sender; never believed. */
  readonly type?: string;
  /** `YYYY-MM-DD`, for years of two digits. */
  readonly receivedOn?: string;
}

export type ToReader =
  | {
      readonly kind: 'start';
      readonly studies: readonly Study[];
      readonly maxOutputBytes: number;
      /** Read a blank before saying `ready`, so that the first file does not wait for the parsers. */
      readonly warm: boolean;
    }
  | { readonly kind: 'read'; readonly id: number; readonly file: ReadableFile };

export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done'; readonly id: number; readonly readings: readonly SheetReading[] };
