/** Three-valued logic (Kleene), with the questions that an outcome rests on. */
import { type Truth } from './expression.js';

export interface Outcome {
  readonly truth: Truth;
  /** Keys (cells as `table.row.column`) that the outcome rests on: of a breach, those that contradict one another. */
  readonly keys: readonly string[];
}

export function negateTruth(truth: Truth): Truth {
  if (truth === 'unknown') return truth;
  return truth === 'holds' ? 'fails' : 'holds';
}

/** Holds when all hold, fails when one fails. Empty: holds. */
export function joinAll(outcomes: readonly Outcome[]): Outcome {
  return join(outcomes, 'fails', 'holds');
}

/** Holds when one holds, fails when all fail. Empty: fails. */
export function joinAny(outcomes: readonly Outcome[]): Outcome {
  return join(outcomes, 'holds', 'fails');
}

function join(outcomes: readonly Outcome[], decisive: Truth, otherwise: Truth): Outcome {
  const deciding = outcomes.filter(({ truth }) => truth === decisive);
  if (deciding.length > 0) return { truth: decisive, keys: gatherKeys(deciding) };
  const open = outcomes.some(({ truth }) => truth === 'unknown');
  return { truth: open ? 'unknown' : otherwise, keys: gatherKeys(outcomes) };
}

function gatherKeys(outcomes: readonly Outcome[]): string[] {
  return [...new Set(outcomes.flatMap(({ keys }) => keys))];
}
