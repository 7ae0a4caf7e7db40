/**
 * Step 5: what is kept, sealed, of each change of a case. A sheet's row is the list of its answers; a person's begins with
 * what she did. From these rows come the history, the clash of two persons, and the undoing of one's last act.
 */
import { type Finding } from '../sheet/finding.js';
import { type AnswerChange, type CaseAnswer, type Person } from './case-answers.js';
import { type CaseState } from './case-state.js';
import { type Confirmation, type InclusionLook } from './review.js';

export const ACTS = [
  'made', // typed from the start by a person
  'answer',
  'accept',
  'accept_sure',
  'inclusion',
  'confirm',
  'set_aside',
  'reopen',
  'undo',
  'join', // this case went into another
  'joined', // another case came into this one
  'dismiss_proposal',
  'take', // answers of a sheet that waited
  'dismiss_sheet',
  'withdrawn', // the patient objects: everything else is gone
] as const;
export type Act = (typeof ACTS)[number];

export interface CaseAct {
  readonly act: Act;
  readonly by: Person;
  readonly why?: string;
  /** KEY or KEY.ROW.COLUMN that were accepted. */
  readonly names?: readonly string[];
  /** What the sheets had left to be looked at, and is settled by this. */
  readonly settled?: readonly Finding[];
  readonly state?: { readonly before: CaseState; readonly after: CaseState };
  /** As they were before, where the act put another in its place. */
  readonly inclusion?: InclusionLook | null;
  readonly confirmation?: Confirmation;
  /** How a case came that was typed from the start. */
  readonly origin?: string;
  /** The version that was undone. */
  readonly undoes?: number;
  /** The reference of the other case. */
  readonly other?: string;
}

/** An undone entry: the answer is gone again. */
export interface AnswerRemoval {
  readonly key: string;
  readonly before: CaseAnswer;
  readonly after: null;
  readonly name?: string;
}
export type AnswerEntry = AnswerChange | AnswerRemoval;
export type CaseEntry = AnswerEntry | CaseAct;

export interface CaseChangeSet {
  readonly act: CaseAct | null;
  readonly changes: readonly AnswerEntry[];
}

export function splitEntries(entries: readonly CaseEntry[]): CaseChangeSet {
  const isAct = (entry: CaseEntry): entry is CaseAct => 'act' in entry;
  return {
    act: entries.find(isAct) ?? null,
    changes: entries.filter((entry): entry is AnswerEntry => !isAct(entry)),
  };
}

/** Whether two names are of the same answer: the same, or one a cell of the other. */
export function isSameAnswer(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
