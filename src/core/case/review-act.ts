/** Step 5: what a person's act on answers starts from, and what it comes to. */
import { type Finding } from '../sheet/finding.js';
import { type Language, type Study } from '../study/study.js';
import { type AnswerChange, type CaseAnswers, type Person } from './case-answers.js';

export interface ActContext {
  readonly study: Study;
  /** Of the sheet. */
  readonly language: Language;
  /** The day of receipt, `YYYY-MM-DD`. */
  readonly today: string;
  readonly by: Person;
  /** UTC, ISO 8601. */
  readonly at: string;
}

export interface ReviewAct {
  readonly answers: CaseAnswers;
  readonly changes: readonly AnswerChange[];
  /** KEY or KEY.ROW.COLUMN that were acted on. */
  readonly names: readonly string[];
  /** Of the sheets: those that this settles are no longer there. */
  readonly findings: readonly Finding[];
  readonly settled: readonly Finding[];
}

/** What the sheets had left to be looked at of these names, and of their cells, is looked at. */
export function settleFindings(
  findings: readonly Finding[],
  names: readonly string[],
): Pick<ReviewAct, 'findings' | 'settled'> {
  const isSettled = ({ key }: Finding) =>
    key !== undefined && names.some((name) => key === name || key.startsWith(`${name}.`));
  return {
    findings: findings.filter((finding) => !isSettled(finding)),
    settled: findings.filter(isSettled),
  };
}
