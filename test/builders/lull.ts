/**
 * How many wrong values would pass an investigator who presses the keys of the shortest path and looks at nothing: `a` in each section,
 * `Enter` on each answer that is still to see, `c`. Readings of real sheets, each with two values made wrong afterwards: one that the
 * reader doubts, one that it is sure of.
 */
import { acceptAnswers, acceptSure } from '../../src/core/case/accept-answers.js';
import { type CaseAnswers } from '../../src/core/case/case-answers.js';
import { findBlockers, listUnseen } from '../../src/core/case/find-blockers.js';
import { measureCase } from '../../src/core/case/measure-case.js';
import { mergeReading } from '../../src/core/case/merge-reading.js';
import { type ActContext } from '../../src/core/case/review-act.js';
import { Problem } from '../../src/core/problem.js';
import { type Finding } from '../../src/core/sheet/finding.js';
import { type ReadAnswer, type SheetReading } from '../../src/core/sheet/reading.js';
import { type Field, type Study } from '../../src/core/study/study.js';

const TODAY = '2026-11-02';

export interface Lulled {
  /** Of the values that the reader doubted: taken by `a`, and taken by `Enter` (each alone, with its place on the page lit). */
  readonly doubtedByA: number;
  readonly doubtedByEnter: number;
  /** Of the values that the reader was sure of: taken by `a`, or kept for a look by a rule of the study. */
  readonly sureByA: number;
  readonly sureKeptByRule: number;
  /** Sheets that could be confirmed at the end of the path, their inclusion looked at. */
  readonly confirmable: number;
  readonly reviews: number;
}

/** Reviews each reading once. `random` gives 0 to 1. */
export function reviewBlindly(study: Study, readings: readonly SheetReading[], random: () => number): Lulled {
  const count = { doubtedByA: 0, doubtedByEnter: 0, sureByA: 0, sureKeptByRule: 0, confirmable: 0 };
  for (const reading of readings) {
    const [doubted, sure] = pickTwo(study, reading, random);
    const answers: Record<string, ReadAnswer> = { ...reading.answers };
    answers[doubted.key] = { ...mistake(doubted, getAnswer(answers, doubted.key), random), sure: false };
    answers[sure.key] = mistake(sure, getAnswer(answers, sure.key), random);
    const findings: Finding[] = [...reading.findings, { code: 'doubtful', key: doubted.key }];
    const end = press(study, { answers: mergeReading(study, null, { answers }).answers, findings });
    if (end.byA.has(doubted.key)) count.doubtedByA += 1;
    if (end.byEnter.has(doubted.key)) count.doubtedByEnter += 1;
    if (end.byA.has(sure.key)) count.sureByA += 1;
    else count.sureKeptByRule += 1;
    if (end.isConfirmable) count.confirmable += 1;
  }
  return { ...count, reviews: readings.length };
}

/** The shortest path of keys. */
function press(
  study: Study,
  start: { readonly answers: CaseAnswers; readonly findings: readonly Finding[] },
): { byA: Set<string>; byEnter: Set<string>; isConfirmable: boolean } {
  const context: ActContext = {
    study,
    language: 'fr',
    today: TODAY,
    by: { id: '00000000-0000-4000-8000-000000000000', name: 'Dr Vasseur', initials: 'CV' },
    at: '2026-11-02T09:00:00Z',
  };
  const look = (answers: CaseAnswers, findings: readonly Finding[]) => {
    const measure = measureCase(study, answers, TODAY);
    return { measure, all: [...findings, ...measure.findings] };
  };
  let { answers, findings } = start;
  const byA = new Set<string>();
  for (const { key } of study.sections) {
    const act = acceptSure(context, { answers, findings }, look(answers, findings).all, key);
    ({ answers, findings } = act);
    for (const name of act.names) byA.add(name);
  }
  const byEnter = new Set<string>();
  const { measure, all } = look(answers, findings);
  for (const name of [...measure.unsure, ...all.flatMap((finding) => listUnseen(answers, finding))])
    try {
      ({ answers, findings } = acceptAnswers(context, { answers, findings }, [name]));
      byEnter.add(name);
    } catch (error) {
      // Nothing that could be taken stands there: a person has to type.
      if (!(error instanceof Problem)) throw error;
    }
  const last = look(answers, findings);
  const blockers = findBlockers(study, {
    answers,
    measure: last.measure,
    findings: last.all,
    hasProposal: false,
    waitingSheets: 0,
  });
  return { byA, byEnter, isConfirmable: blockers.every(({ code }) => code.startsWith('inclusion')) };
}

/** Two questions with an answer that can be misread into another that is as good to look at. */
function pickTwo(study: Study, { answers }: SheetReading, random: () => number): [Field, Field] {
  const open = study.fields.filter((field) => answers[field.key]?.sure && canBeMistaken(field));
  const take = (): Field => {
    const [field] = open.splice(Math.floor(random() * open.length), 1);
    if (!field) throw new Error('the sheet has too few answers');
    return field;
  };
  return [take(), take()];
}

function canBeMistaken({ type }: Field): boolean {
  return ['one_of', 'yes_no', 'integer', 'decimal', 'date', 'month', 'year'].includes(type);
}

/** The next box, a digit more or less, another year: what a reader that errs would give. */
function mistake({ type, choices = [] }: Field, answer: ReadAnswer, random: () => number): ReadAnswer {
  const { value } = answer;
  const step = random() < 0.5 ? 1 : -1;
  switch (type) {
    case 'yes_no':
      return { ...answer, value: value === 'yes' ? 'no' : 'yes' };
    case 'one_of': {
      const others = choices.filter(({ code }) => code !== value);
      return { ...answer, value: others[Math.floor(random() * others.length)]?.code ?? null };
    }
    case 'integer':
    case 'decimal':
    case 'year':
      return { ...answer, value: typeof value === 'number' ? value + step : value };
    default: {
      const date = typeof value === 'string' ? value : '';
      return { ...answer, value: `${Number(date.slice(0, 4)) + step}${date.slice(4)}` };
    }
  }
}

function getAnswer(answers: SheetReading['answers'], key: string): ReadAnswer {
  const answer = answers[key];
  if (!answer) throw new Error(`${key} has no answer`);
  return answer;
}
