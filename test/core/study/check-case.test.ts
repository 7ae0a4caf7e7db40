/** What is missing, how complete a case is, and what is odd in single answers, on the first study. */
import { describe, expect, test } from '@jest/globals';
import { type Value } from '../../../src/core/study/answer.js';
import { checkCase } from '../../../src/core/study/check-case.js';
import { loadStudy } from '../../../src/studies/load-study.js';
import { changeCase, COMPLETE, NSP, RECEIVED } from './complete-case.js';

const study = loadStudy('studies/daratumumab');
const check = (changes: Readonly<Record<string, Value | null>>) =>
  checkCase(study, changeCase(changes), { today: RECEIVED });

describe('an empty case', () => {
  const empty = checkCase(study, {}, { today: RECEIVED });
  test('asks for what is required without a condition, and for the cells of the required rows', () => {
    const plain = study.fields.filter((field) => field.required && !field.shownIf).map(({ key }) => key);
    const cells = ['m0.date', 'm0.prednisone', 'last.date', 'last.prednisone', 'last.response'];
    const at = plain.indexOf('outcome.best_response');
    expect(empty.missing).toEqual([
      ...plain.slice(0, at),
      ...cells.map((cell) => `followup.visits.${cell}`),
      ...plain.slice(at),
    ]);
    expect(empty.asked).toBe(empty.missing.length);
    expect(empty.answered).toBe(0);
  });
  test('has no finding but what it surely lacks', () => {
    expect(empty.findings.map(({ code, rule }) => [code, rule])).toEqual([['inclusion_fails', 'I3']]);
  });
  test('cannot tell whether conditional questions apply', () => {
    expect(empty.shown['disease.aps_type']).toBe('unknown');
    expect(empty.shown['disease.diagnosis']).toBe('holds');
  });
});

describe('shown and missing', () => {
  test.each<[string, Readonly<Record<string, Value | null>>, readonly string[]]>([
    ['a condition that holds asks', { 'disease.diagnosis': 'aps' }, ['disease.aps_type']],
    ['one of two codes', { 'outcome.best_response': 'pr', 'outcome.relapse': null }, ['outcome.relapse']],
    ['a tick among others', { 'prior.drugs': ['other', 'rituximab'] }, ['prior.drugs_other']],
    ['optional questions are not asked', { 'patient.weight': null, 'centre.phone': null }, []],
    ['an allowed code is an answer', { 'patient.age': NSP }, []],
    ['a code that is not allowed is no blank', { 'dara.first_date': NSP }, []],
    ['a required cell', { 'followup.visits.last.response': null }, ['followup.visits.last.response']],
    ['a cell that is not required', { 'followup.visits.m3.response': null }, []],
    ['an allowed code in a required cell', { 'followup.visits.m0.date': { missing: 'NF' } }, []],
    ['a code for the whole table', { 'followup.visits': { missing: 'NF' } }, []],
    ['an empty list is blank', { 'dara.reason': [] }, ['dara.reason']],
  ])('%s', (_name, changes, missing) => {
    expect(check(changes).missing).toEqual(missing);
  });

  test('a question below one that does not apply does not apply', () => {
    const { shown, missing } = check({
      'outcome.best_response': 'nr',
      'outcome.response_date': null,
      'outcome.relapse': null,
      'outcome.relapse_date': null,
    });
    expect([shown['outcome.relapse'], shown['outcome.relapse_date']]).toEqual(['fails', 'fails']);
    expect(missing).toEqual([]);
  });

  test('completeness: a code counts where it is allowed only', () => {
    const whole = check({});
    expect(check({ 'patient.age': NSP }).answered).toBe(whole.answered);
    expect(check({ 'dara.first_date': NSP }).answered).toBe(whole.answered - 1);
    expect(check({ 'patient.age': null }).answered).toBe(whole.answered - 1);
    expect(check({ 'disease.diagnosis': 'aps' }).asked).toBe(whole.asked + 1);
  });
});

describe('findings of single answers', () => {
  test.each<[string, Readonly<Record<string, Value | null>>, object]>([
    ['above', { 'patient.weight': 250 }, { code: 'out_of_range', key: 'patient.weight', detail: '250' }],
    [
      'surely above',
      { 'patient.weight': { value: 200, comparator: '>' } },
      { code: 'out_of_range', key: 'patient.weight', detail: '> 200' },
    ],
    [
      'a cell',
      { 'followup.visits.m0.prednisone': 250 },
      { code: 'out_of_range', key: 'followup.visits.m0.prednisone', detail: '250' },
    ],
    [
      'a month for a day',
      { 'dara.last_date': '2020-05' },
      { code: 'partial_date', key: 'dara.last_date', detail: '2020-05' },
    ],
    [
      'a year for a month',
      { 'disease.diagnosis_date': '2012' },
      { code: 'partial_date', key: 'disease.diagnosis_date', detail: '2012' },
    ],
    [
      'a code that is not allowed',
      { 'dara.last_date': { missing: 'NF' } },
      { code: 'code_not_allowed', key: 'dara.last_date', detail: 'NF' },
    ],
    ['not shown', { 'disease.aps_type': 'primary' }, { code: 'not_shown', key: 'disease.aps_type' }],
    [
      'shown cannot be told',
      { 'patient.allograft_date': '2010-01' },
      { code: 'shown_unknown', key: 'patient.allograft_date' },
    ],
    [
      'a rule',
      { 'dara.dose': 1800 },
      { code: 'inconsistent', rule: 'C3', key: 'dara.dose_unit', keys: ['dara.dose_unit', 'dara.dose'] },
    ],
    [
      'inclusion',
      { 'disease.plasma_cell': 'al' },
      { code: 'inclusion_fails', rule: 'I5', key: 'disease.plasma_cell', keys: ['disease.plasma_cell'] },
    ],
    [
      'a remark',
      { 'disease.autoantibodies': [{ antibody: 'TCI', result: 'positive', date: '2020-04' }] },
      expect.objectContaining({ code: 'remark', rule: 'R1' }),
    ],
  ])('%s', (_name, changes, finding) => {
    expect(check(changes).findings).toEqual([finding]);
  });

  test.each<[string, Readonly<Record<string, Value | null>>]>([
    ['at the limit', { 'patient.weight': 200 }],
    ['perhaps below', { 'patient.weight': { value: 40, comparator: '<' } }],
    ['a month where a month is asked', { 'disease.diagnosis_date': '2012-06' }],
  ])('nothing: %s', (_name, changes) => {
    expect(check(changes).findings).toEqual([]);
  });
});

test('the judgement changes nothing and needs a day of receipt', () => {
  const before = JSON.stringify(COMPLETE);
  check({});
  expect(JSON.stringify(COMPLETE)).toBe(before);
  expect(() => checkCase(study, COMPLETE, { today: '2022' })).toThrow(RangeError);
});
