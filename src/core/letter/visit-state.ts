/** Step 5: what may become of a visit, in one table. */
export const VISIT_STATES = ['asked', 'planned', 'done', 'cancelled'] as const;
export type VisitState = (typeof VISIT_STATES)[number];
export type VisitAct = 'plan' | 'cancel' | 'finish';

const NEXT: Readonly<Record<VisitState, Partial<Record<VisitAct, VisitState>>>> = {
  asked: { plan: 'planned', cancel: 'cancelled' },
  // Planned anew: another day, in the same entry of the clinician's calendar.
  planned: { plan: 'planned', cancel: 'cancelled', finish: 'done' },
  done: {},
  cancelled: { plan: 'planned' },
};

/** Null when it cannot be. */
export function actOnVisit(state: VisitState, act: VisitAct): VisitState | null {
  return NEXT[state][act] ?? null;
}
