/** What an answer's text was found to mean: a value, a doubt, and what must be told about a value that is sure. */
import { type Scalar } from '../study/answer.js';
import { type Finding, type FindingCode } from './finding.js';
import { type DoubtCode } from './reading.js';

export interface Doubt {
  readonly code: DoubtCode;
  /** What the words of the doubt add: what was written, or how it could be read. */
  readonly detail?: string;
}

/** Told of a value although it is sure: `partial_date`, `converted`. */
export interface Note {
  readonly code: FindingCode;
  readonly detail: string;
}

export interface ParsedAnswer {
  /** Null when nothing can be proposed. With a doubt: what a person may accept, never a sure value. */
  readonly value: Scalar | null;
  /** Absent: the text can be read in one way only. */
  readonly doubt?: Doubt;
  readonly notes: readonly Note[];
}

/** What the grammars cannot know by themselves. */
export interface ParseOptions {
  /** `YYYY-MM-DD`: the day of receipt. Without it, a year of two digits is never sure. */
  readonly today?: string;
  /** Units (folded by `foldUnit`, in small letters) that another answer of the sheet gives to a number without its own. */
  readonly saidUnits?: ReadonlySet<string>;
}

export function readAsSure(value: Scalar, notes: readonly Note[] = []): ParsedAnswer {
  return { value, notes };
}

export function readAsDoubtful(
  value: Scalar | null,
  code: DoubtCode,
  detail?: string,
  notes: readonly Note[] = [],
): ParsedAnswer {
  return { value, doubt: { code, ...(detail !== undefined && { detail }) }, notes };
}

/** The text says nothing that the question could take. */
export function readAsNothing(raw: string): ParsedAnswer {
  return readAsDoubtful(null, 'unparsed', raw);
}

/** A note on the answer of a place, as a finding. */
export function findingOf(note: Note, key: string): Finding {
  return { code: note.code, key, detail: note.detail };
}
