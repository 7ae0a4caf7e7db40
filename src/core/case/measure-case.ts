/**
 * Step 3: where a case stands: what is missing, what is unsure, how much of what is asked is there. What was written and
 * could not be understood is unsure, not missing: the clinician did answer.
 */
import { type Finding } from '../sheet/finding.js';
import { type Answers } from '../study/answer.js';
import { type CaseCheck, checkCase } from '../study/check-case.js';
import { type Study } from '../study/study.js';
import { type CaseAnswer, type CaseAnswers, isEmptied } from './case-answers.js';

export interface CaseMeasure {
  /** Required questions and cells that apply, and those of them with an answer. */
  readonly asked: number;
  readonly answered: number;
  /** Required, shown and blank: KEY, or KEY.ROW.COLUMN. */
  readonly missing: readonly string[];
  /** Answers that a person should look at: KEY, or KEY.ROW.COLUMN, in the sheet's order. */
  readonly unsure: readonly string[];
  /** Of the study's rules. */
  readonly findings: readonly Finding[];
  readonly check: CaseCheck;
}

/** @param today the day of receipt where the study is: `YYYY-MM-DD` */
export function measureCase(study: Study, answers: CaseAnswers, today: string): CaseMeasure {
  const check = checkCase(study, listValues(answers), { today });
  return {
    asked: check.asked,
    answered: check.answered,
    missing: check.missing.filter((name) => !isWritten(answers, name)),
    unsure: study.fields.flatMap(({ key }) => listUnsure(key, answers[key])),
    findings: check.findings,
    check,
  };
}

/** The values alone; an answer that could not be understood has none. */
export function listValues(answers: CaseAnswers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([key, { answer }]) => [key, answer.value ?? undefined]),
  );
}

/** The calendar day of a moment in a time zone, `YYYY-MM-DD`. */
export function findDay(moment: Date, timeZone: string): string {
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  calendars.set(timeZone, calendar);
  return calendar.format(moment);
}
/** By time zone: making one takes as long as measuring a case. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** Something stands there on the sheet, understood or not. */
function isWritten(answers: CaseAnswers, name: string): boolean {
  const whole = answers[name];
  if (whole) return whole.answer.value === null && !isEmptied(whole);
  return Object.entries(answers).some(
    ([key, { answer }]) =>
      name.startsWith(`${key}.`) && Object.hasOwn(answer.cells ?? {}, name.slice(key.length + 1)),
  );
}

function listUnsure(key: string, entry: CaseAnswer | undefined): string[] {
  if (!entry || entry.answer.sure || (entry.origin === 'person' && !entry.personCells)) return [];
  const cells = Object.entries(entry.answer.cells ?? {})
    .filter(([name, cell]) => !cell.sure && !entry.personCells?.includes(name))
    .map(([name]) => `${key}.${name}`);
  return cells.length > 0 ? cells : entry.personCells ? [] : [key];
}
