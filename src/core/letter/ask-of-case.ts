/** Step 4: what is asked of a case as it stands: what is missing or doubtful, and investigators' own questions; in the words of a later letter. */
import { type CaseAnswers } from '../case/case-answers.js';
import { measureCase } from '../case/measure-case.js';
import { type Finding } from '../sheet/finding.js';
import { joinFindings } from '../sheet/join-findings.js';
import { type Study } from '../study/study.js';
import { type LetterOutcome, type Question } from './letter-input.js';
import { type Ask, listAsks, needsPersonToRead } from './list-asks.js';
import { isWaiting, listWaiting } from './list-waiting.js';

export interface AskedOfCase {
  readonly asks: readonly Ask[];
  readonly questions: readonly Question[];
  readonly personReads: boolean;
  /** Questions without an answer that are not asked as long as a person has not read the page on which they stand. */
  readonly waits: boolean;
}

/** @param today the day of receipt, `YYYY-MM-DD` */
export function askOfCase(
  study: Study,
  { answers, findings }: { readonly answers: CaseAnswers; readonly findings: readonly Finding[] },
  today: string,
  questions: readonly Question[],
): AskedOfCase {
  const measure = measureCase(study, answers, today);
  const waiting = listWaiting(answers, findings);
  const missing = measure.missing.filter((name) => !isWaiting(name, waiting));
  // What an investigator asks in her own words is not asked a second time by the list.
  const asks = listAsks(study, {
    missing,
    answers,
    findings: joinFindings(findings, measure.findings),
  }).filter(({ names }) => !names.every((name) => questions.some((question) => question.name === name)));
  return {
    asks,
    questions: questions.map(({ name, text }) => ({ name, text })),
    personReads: needsPersonToRead(answers) || waiting.length > 0,
    waits: missing.length < measure.missing.length,
  };
}

/** The letter of a reminder (step 1 to 3), or of an investigator's own questions (0); null when there is nothing to ask. */
export function wordReminder(
  step: number,
  reference: string,
  { asks, questions }: AskedOfCase,
): LetterOutcome | null {
  if (asks.length + questions.length === 0) return null;
  return step > 0
    ? { outcome: 'reminder', step, reference, asks, questions }
    : { outcome: 'question', reference, asks, questions };
}
