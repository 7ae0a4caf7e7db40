/** Step 5: what persons decide of a case as a whole: they look at its inclusion, and sign it. */
import { type RuleOutcome } from '../study/check-case.js';
import { type Localised } from '../study/study.js';
import { type Person } from './case-answers.js';

export interface InclusionLook {
  readonly by: Person;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** What was looked at: truths by rule. */
  readonly verdicts: Readonly<Record<string, RuleOutcome['truth']>>;
  /** Why the case is kept although not every criterion is met for sure. */
  readonly reason?: string;
}

/** A signature: name, meaning and time (21 CFR 11.50). */
export interface Confirmation {
  readonly by: Person;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly meaning: Localised;
}

/** What a confirmation says, in one line. */
export const CONFIRMATION_MEANING: Localised = {
  fr: 'Ces données sont conformes à la fiche reçue.',
  en: 'These data agree with the sheet that was received.',
};

export function listVerdicts(inclusion: readonly RuleOutcome[]): InclusionLook['verdicts'] {
  return Object.fromEntries(inclusion.map(({ id, truth }) => [id, truth]));
}

/** Whether what was looked at is what stands there now. */
export function isStillSeen(look: InclusionLook | undefined, inclusion: readonly RuleOutcome[]): boolean {
  return (
    look !== undefined &&
    inclusion.length === Object.keys(look.verdicts).length &&
    inclusion.every(({ id, truth }) => look.verdicts[id] === truth)
  );
}
