/** Step 3: the answers of a case, each with who gave it, and what a newer sheet does to them. */
import { type Finding } from '../sheet/finding.js';
import { type ReadAnswer, type ReadCell } from '../sheet/reading.js';

/** Who did something, as it is shown and signed: the name at that time, whatever becomes of the account. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

/** What a person did to one answer or cell. */
export interface Touch {
  /** `entered`: the value is hers; `accepted`: she looked at what was read and took it. */
  readonly how: 'entered' | 'accepted';
  readonly by: Person;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly why?: string;
  /** When a person looked once more at what was entered, and at what is remarked of it. */
  readonly seenAt?: string;
  /** What had been read there before the first entry of a person; null: nothing. */
  readonly before?: ReadAnswer | ReadCell | null;
}

export interface CaseAnswer {
  /** A value of null whose raw text is empty: a person emptied it. */
  readonly answer: ReadAnswer;
  /** Who gave it: a sheet as the reader read it, or a person in the console. */
  readonly origin: 'reading' | 'person';
  /**
   * Tables: the cells (`ROW.COLUMN`) that a person entered or emptied, when not the whole table. Absent with
   * origin `person`: every filled cell.
   */
  readonly personCells?: readonly string[];
  /** By `ROW.COLUMN`, or WHOLE: what persons did to it. Absent: nobody has looked at it. */
  readonly touches?: Readonly<Record<string, Touch>>;
}
/** The touch that is not of one cell. */
export const WHOLE = '';
/** The answers of a case by field key. */
export type CaseAnswers = Readonly<Record<string, CaseAnswer>>;

/** For the history: what a key held before and holds after; null before when it held nothing. */
export interface AnswerChange {
  readonly key: string;
  readonly before: CaseAnswer | null;
  readonly after: CaseAnswer;
  /** KEY or KEY.ROW.COLUMN that a person acted on; absent for a sheet. */
  readonly name?: string;
  readonly why?: string;
}

/** A person left nothing where something was: no newer sheet fills it again. */
export function isEmptied({ answer, origin }: CaseAnswer): boolean {
  return origin === 'person' && answer.value === null && answer.raw === '';
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
