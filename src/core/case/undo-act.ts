/**
 * Step 5: one's own last act taken back, for some seconds: a key pressed too fast does no harm. Only what is still as the act
 * left it is taken back; whatever else has happened to the case since stays.
 */
import { Problem } from '../problem.js';
import { type Finding } from '../sheet/finding.js';
import { type AnswerEntry, type CaseAct, type CaseChangeSet } from './case-history.js';
import { type CaseAnswer, type CaseAnswers } from './case-answers.js';
import { type CaseState } from './case-state.js';

export const UNDO_WITHIN_MS = 15_000;

const UNDOABLE = {
  answer: 'answer',
  accept: 'accept',
  accept_sure: 'accept',
  confirm: 'confirm',
  set_aside: 'set_aside',
} as const;
export type Undoable = (typeof UNDOABLE)[keyof typeof UNDOABLE];

/** What the act would be called in a button; null when it cannot be undone. */
export function findUndoable(act: CaseAct | null): Undoable | null {
  return act && act.act in UNDOABLE ? UNDOABLE[act.act as keyof typeof UNDOABLE] : null;
}

export interface UndoneCase {
  readonly answers: CaseAnswers;
  readonly findings: readonly Finding[];
  readonly changes: readonly AnswerEntry[];
  /** Of a confirmation or a setting aside: the state that was before. */
  readonly state: CaseState | null;
}

/** Throws the Problem `undo_too_late` (conflict). */
export function undoAct(
  current: {
    readonly answers: CaseAnswers;
    readonly findings: readonly Finding[];
    readonly state: CaseState;
  },
  { act, changes }: CaseChangeSet,
): UndoneCase {
  if (!findUndoable(act)) throw tooLate();
  if (act?.state && current.state !== act.state.after) throw tooLate();
  if (!act?.state && current.state !== 'draft') throw tooLate();
  const answers: Record<string, CaseAnswer> = { ...current.answers };
  const undone = changes.map(({ key, before, after, name }): AnswerEntry => {
    if (!isSame(answers[key], after)) throw tooLate();
    const named = { key, ...(name !== undefined && { name }) };
    if (before) {
      answers[key] = before;
      return after ? { ...named, before: after, after: before } : { ...named, before: null, after: before };
    }
    delete answers[key];
    if (!after) throw tooLate();
    return { ...named, before: after, after: null };
  });
  return {
    answers,
    findings: [...current.findings, ...(act?.settled ?? [])],
    changes: undone,
    state: act?.state?.before ?? null,
  };
}

function isSame(held: CaseAnswer | undefined, after: CaseAnswer | null): boolean {
  return JSON.stringify(held ?? null) === JSON.stringify(after);
}

function tooLate(): Problem {
  return new Problem('undo_too_late', 'conflict', 'There is nothing left of yours to undo.');
}
