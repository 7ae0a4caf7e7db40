/**
 * Step 4 and 2: one line of a letter's list, as it was printed. It is kept with the letter: the answer that comes back is known by
 * its number, its words, or the place beneath it.
 */
import { type Language } from '../study/study.js';

export interface AskedLine {
  /** As printed: the sheet's number, with its place in the table for a cell (`46a1`). Several for answers that do not agree. */
  readonly numbers: readonly string[];
  /** `KEY` or `KEY.ROW.COLUMN`: what each of the numbers stands for. */
  readonly names: readonly string[];
  /** The whole line, without breaks. */
  readonly text: string;
  /** An investigator's own question: what answers it is for her to read. */
  readonly isQuestion?: boolean;
  /** It says why it asks although something stands there: the same value again is meant so. */
  readonly isDoubt?: boolean;
}

/** What a letter asked, for the answer to it. */
export interface AskedList {
  readonly language: Language;
  readonly lines: readonly AskedLine[];
}

/** What a letter on several cases asked of one of them. */
export interface AskedOfOne {
  readonly caseId: string;
  readonly reference: string;
  readonly lines: readonly AskedLine[];
}
