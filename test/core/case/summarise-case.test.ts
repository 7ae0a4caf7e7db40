/** The summary of a case: each question's state by itself, from a complete case with one thing changed. */
import { describe, expect, test } from '@jest/globals';
import { type CaseAnswer } from '../../../src/core/case/case-answers.js';
import { measureCase } from '../../../src/core/case/measure-case.js';
import {
  ANSWERED,
  ASKED,
  type CaseSummary,
  MISSING,
  summariseCase,
  UNSURE,
} from '../../../src/core/case/summarise-case.js';
import { type Value } from '../../../src/core/study/answer.js';
import { loadStudy } from '../../../src/studies/load-study.js';
import { answerOf } from '../../builders/cases.js';
import { COMPLETE, RECEIVED } from '../study/complete-case.js';

const study = loadStudy('studies/daratumumab');
const complete: Record<string, CaseAnswer> = Object.fromEntries(
  Object.entries(COMPLETE).map(([key, value]) => [key, answerOf(value as Value)]),
);
const summarise = (changes: Record<string, CaseAnswer | undefined> = {}, form = study): CaseSummary => {
  const answers = Object.fromEntries(
    Object.entries({ ...complete, ...changes }).filter((entry): entry is [string, CaseAnswer] => !!entry[1]),
  );
  return summariseCase(form, answers, measureCase(form, answers, RECEIVED));
};
const stateOf = (summary: CaseSummary, key: string): number =>
  summary.fields[study.fields.findIndex((field) => field.key === key)] ?? -1;

test('a complete case: every question that applies is answered, and no other is asked', () => {
  const { fields, disease } = summarise();
  expect(disease).toBe('lupus');
  const states = study.fields.map(({ key }, at) => [key, fields[at]]);
  const measure = measureCase(study, complete, RECEIVED);
  for (const [key, state] of states) {
    const shown = measure.check.shown[key as string] === 'holds';
    const given = Object.hasOwn(complete, key as string);
    expect([key, state]).toEqual([key, shown ? ASKED | (given ? ANSWERED : 0) : 0]);
  }
  // Both kinds are there, or the loop has shown nothing.
  expect(new Set(fields).size).toBeGreaterThan(1);
});

describe('one answer changed', () => {
  test.each<[string, CaseAnswer | undefined, number]>([
    ['left out', undefined, ASKED | MISSING],
    ['doubtful', answerOf(1979, false), ASKED | ANSWERED | UNSURE],
    ['not understood', answerOf(null, false), ASKED | UNSURE],
    ['entered by a person', { ...answerOf(1979, false), origin: 'person' }, ASKED | ANSWERED],
  ])('a year of birth %s', (_, answer, state) => {
    const summary = summarise({ 'patient.birth_year': answer });
    expect(stateOf(summary, 'patient.birth_year')).toBe(state);
    expect(stateOf(summary, 'patient.sex')).toBe(ASKED | ANSWERED);
  });

  test('a missing-data code answers where it is allowed, and only there', () => {
    const coded = answerOf({ missing: 'NSP' });
    const allowed = study.fields.filter(
      ({ key, codesAllowed }) => complete[key] && codesAllowed.includes('NSP'),
    );
    const refused = study.fields.filter(
      ({ key, codesAllowed }) => complete[key] && !codesAllowed.includes('NSP'),
    );
    expect([allowed.length, refused.length].every((count) => count > 3)).toBe(true);
    for (const { key } of allowed)
      expect([key, stateOf(summarise({ [key]: coded }), key) & ANSWERED]).toEqual([key, ANSWERED]);
    for (const { key } of refused)
      expect([key, stateOf(summarise({ [key]: coded }), key) & ANSWERED]).toEqual([key, 0]);
  });

  test('a cell that is missing or doubtful is its table’s', () => {
    const visits = complete['followup.visits'];
    const rows = (COMPLETE['followup.visits'] as readonly Record<string, unknown>[]).map((row) =>
      row.row === 'm0' ? { ...row, date: '' } : row,
    );
    const lacking = summarise({ 'followup.visits': answerOf(rows as unknown as Value) });
    expect(stateOf(lacking, 'followup.visits')).toBe(ASKED | MISSING);
    const doubtful = {
      ...visits,
      answer: {
        ...visits?.answer,
        sure: false,
        cells: { 'm0.date': { ...visits?.answer, value: '2020-03-05', sure: false } },
      },
    } as CaseAnswer;
    expect(stateOf(summarise({ 'followup.visits': doubtful }), 'followup.visits')).toBe(
      ASKED | ANSWERED | UNSURE,
    );
  });
});

describe('the disease', () => {
  test.each<[string, CaseAnswer | undefined, string | null]>([
    ['sure', answerOf('waiha'), 'waiha'],
    ['left out', undefined, null],
    ['doubtful: none, rather than one that looks right', answerOf('waiha', false), null],
    ['doubtful and entered by a person', { ...answerOf('waiha', false), origin: 'person' }, 'waiha'],
    ['not understood', answerOf(null, false), null],
  ])('%s', (_, answer, disease) => {
    expect(summarise({ 'disease.diagnosis': answer }).disease).toBe(disease);
  });

  test('of a study that names none', () => {
    const { disease: _, ...form } = study;
    expect(summarise({}, form).disease).toBeNull();
  });
});
