/**
 * Step 5: the states of a case, and the only ways from one to another. Nothing else in the program changes a
 * state; who may act is the caller's matter, and the trail records the reason.
 */
import { Problem } from '../problem.js';

export const CASE_STATES = ['draft', 'confirmed', 'set_aside'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const SET_ASIDE_REASONS = ['not_eligible', 'duplicate', 'withdrawn', 'not_a_sheet'] as const;
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

export type CaseAction =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'set_aside'; readonly reason: SetAsideReason }
  /** The reason is a person's own words: a signature is being undone, or a decision taken back. */
  | { readonly kind: 'reopen'; readonly reason: string };

/** state → action → next state. What is not here is refused. */
const TRANSITIONS: Readonly<Record<CaseState, Partial<Record<CaseAction['kind'], CaseState>>>> = {
  draft: { confirm: 'confirmed', set_aside: 'set_aside' },
  confirmed: { reopen: 'draft' },
  set_aside: { reopen: 'draft' },
};

/** The state that the action leads to. Throws a Problem: `case_state` (conflict), `reason_missing` (invalid). */
export function transition(state: CaseState, action: CaseAction): CaseState {
  const next = TRANSITIONS[state][action.kind];
  if (!next)
    throw new Problem('case_state', 'conflict', `A case in state ${state} cannot ${action.kind}.`, {
      state,
      action: action.kind,
    });
  if (action.kind === 'set_aside' && !SET_ASIDE_REASONS.includes(action.reason))
    throw new Problem('reason_missing', 'invalid', 'Setting a case aside needs one of the known reasons.');
  if (action.kind === 'reopen' && action.reason.trim() === '')
    throw new Problem('reason_missing', 'invalid', 'Reopening a case needs a reason.');
  return next;
}

/** The actions that the state allows, for a console's buttons. */
export function listActions(state: CaseState): CaseAction['kind'][] {
  return Object.keys(TRANSITIONS[state]) as CaseAction['kind'][];
}
