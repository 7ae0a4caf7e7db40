/** Step 3: the answers of a case, each with who gave it, and what a newer sheet does to them. */
import { type Finding } from '../sheet/finding.js';
import { type ReadAnswer } from '../sheet/reading.js';

export interface CaseAnswer {
  readonly answer: ReadAnswer;
  /** Who gave it: a sheet as the reader read it, or a person in the console. */
  readonly origin: 'reading' | 'person';
  /**
   * Tables: the cells (`ROW.COLUMN`) that a person entered or emptied, when not the whole table. Absent with
   * origin `person`: every filled cell.
   */
  readonly personCells?: readonly string[];
}
/** The answers of a case by field key. */
export type CaseAnswers = Readonly<Record<string, CaseAnswer>>;

/** For the history: what a key held before and holds after; null before when it held nothing. */
export interface AnswerChange {
  readonly key: string;
  readonly before: CaseAnswer | null;
  readonly after: CaseAnswer;
}

/** `waiting`: the case is closed to readings; the sheet is kept beside it for an investigator. */
export type MergeOutcome = 'new' | 'updated' | 'unchanged' | 'waiting';

export interface Merge {
  readonly outcome: MergeOutcome;
  readonly answers: CaseAnswers;
  readonly changes: readonly AnswerChange[];
  /** `differs` and `differs_from_person`, without the values. */
  readonly findings: readonly Finding[];
}

/** What becomes of one answer: the new one (null: what was there stays) and what must be shown. */
export interface AnswerMerge {
  readonly after: CaseAnswer | null;
  readonly findings: readonly Finding[];
}
