/** A person's entry: what it becomes, what it keeps of what was read, when it needs a reason, and what is refused. */
import { describe, expect, it } from '@jest/globals';
import { isEmptied, WHOLE } from '../../../src/core/case/case-answers.js';
import { editAnswer } from '../../../src/core/case/edit-answer.js';
import { type Entry } from '../../../src/core/case/enter-value.js';
import { measureCase } from '../../../src/core/case/measure-case.js';
import { mergeReading } from '../../../src/core/case/merge-reading.js';
import { type Value } from '../../../src/core/study/answer.js';
import {
  AT,
  caseWith,
  CLAIRE,
  contextOf,
  HUGO,
  read,
  readTable,
  refusalOf,
  SOURCE,
  STUDY,
  TODAY,
} from './review-study.js';

const enter = (name: string, value: Entry['value'], more: Partial<Entry> = {}): Entry => ({
  ...{ name, value, missing: null, reason: 'relu sur la page' },
  ...more,
});
describe('a value goes through the grammar of sheets', () => {
  it.each<[string, string, Entry['value'], Value | null]>([
    ['a decimal comma', 'patient.weight', '72,5', 72.5],
    ['a number as a program sends it', 'patient.weight', 72.5, 72.5],
    ['with its unit', 'patient.weight', '72,5 kg', 72.5],
    ['a bound', 'patient.weight', '< 40', { value: 40, comparator: '<' }],
    ['a day', 'dara.first', '09/03/2020', '2020-03-09'],
    ['a year of two digits, by the day of receipt', 'dara.first', '09/03/20', '2020-03-09'],
    ['a code', 'dara.route', 'sc', 'sc'],
    ['a label', 'dara.route', 'Sous-cutanée', 'sc'],
    ['a missing-data code in words', 'patient.weight', 'ne sait pas', { missing: 'NSP' }],
    ['the box of a radio group', 'dara.route.sc', true, 'sc'],
    ['codes in the study’s order', 'dara.reasons', ['other', 'relapse'], ['relapse', 'other']],
    ['a list in words', 'dara.reasons', 'Rechute, Autre', ['relapse', 'other']],
  ])('%s', (_what, name, typed, value) => {
    const { answers } = editAnswer(contextOf(), caseWith(), enter(name, typed));
    const key = name === 'dara.route.sc' ? 'dara.route' : name;
    expect(answers[key]).toMatchObject({ answer: { value, sure: true }, origin: 'person' });
  });

  it('a missing-data code', () => {
    const { answers } = editAnswer(contextOf(), caseWith(), enter('dara.route', null, { missing: 'NSP' }));
    expect(answers['dara.route']?.answer).toMatchObject({
      value: { missing: 'NSP' },
      raw: 'NSP',
      sure: true,
    });
  });

  it.each<[string, Entry]>([
    ['what is approximate', enter('patient.weight', 'environ 60')],
    ['a number that reads in two ways', enter('patient.weight', '1.234')],
    ['another unit', enter('patient.weight', '72 mg')],
    ['an impossible day', enter('dara.first', '31/02/2020')],
    ['almost a choice', enter('dara.route', 'intraveineus')],
    ['a code that the list does not have', enter('dara.reasons', ['relapse', 'cured'])],
    ['a missing-data code that the question does not take', enter('dara.first', null, { missing: 'NSP' })],
    ['the same, in words', enter('dara.first', 'NSP')],
    ['rows for a question without rows', enter('patient.weight', [{ a: '1' }])],
    ['a tick for a number', enter('patient.weight', true)],
    ['a row that the table does not have', enter('dara.visits', [{ row: 'm9', ck: '1' }])],
    ['a column that the table does not have', enter('dara.visits', [{ row: 'm0', cl: '1' }])],
    ['a cell that cannot be understood', enter('dara.visits.m0.ck', 'beaucoup')],
    ['a box that the list does not have', enter('dara.reasons.cured', true)],
  ])('refuses %s', (_what, entry) => {
    expect(refusalOf(() => editAnswer(contextOf(), caseWith(), entry))).toBe('answer_invalid');
  });

  it('says in both languages why, and quotes to the caller alone', () => {
    let problem: unknown;
    try {
      editAnswer(contextOf(), caseWith(), enter('patient.weight', 'environ 60'));
    } catch (error) {
      problem = error;
    }
    expect(problem).toMatchObject({
      message: 'This answer cannot be taken: approximate answer.',
      details: { doubt: 'approximate' },
      shown: {
        name: 'patient.weight',
        reason: {
          fr: 'réponse approximative\u202f: «\u202fenviron 60\u202f»',
          en: 'approximate answer: “environ 60”',
        },
      },
    });
  });

  it.each(['no.such', 'patient.weight.extra', 'dara.visits.m0', 'dara.visits.m0.cl'])(
    'knows no question %s',
    (name) => {
      expect(refusalOf(() => editAnswer(contextOf(), caseWith(), enter(name, '1')))).toBe('name_unknown');
    },
  );
});

describe('a reason', () => {
  const unsure = { 'patient.weight': read(60, false, 'environ 60') };
  it.each<[string, Parameters<typeof caseWith>[0], Entry, boolean]>([
    ['is asked when a sure value of a sheet changes', {}, enter('patient.weight', '72'), true],
    ['is asked when it is emptied', {}, enter('patient.weight', null), true],
    ['is asked when it becomes a code', {}, enter('patient.weight', null, { missing: 'NSP' }), true],
    ['is not asked of a doubtful one', unsure, enter('patient.weight', '72'), false],
    ['is not asked of a blank', {}, enter('dara.reasons', ['relapse']), false],
    [
      'is not asked of what was not understood',
      { 'patient.weight': read(null, false, '???') },
      enter('patient.weight', '7'),
      false,
    ],
    ['is not asked of the same value', {}, enter('patient.weight', '61,50'), false],
    ['is asked of a cell that was sure', {}, enter('dara.visits.m0.ck', '120'), true],
    ['is not asked of a cell that was blank', {}, enter('dara.visits.m3.ck', '120'), false],
    [
      'is not asked of a cell that was not sure',
      { 'dara.visits': readTable({ 'm0.ck': [100, false], 'm0.date': '2021-01-11' }) },
      enter('dara.visits.m0.ck', '120'),
      false,
    ],
    [
      'is asked when a code of the whole table gives way to a cell',
      { 'dara.visits': read({ missing: 'NF' }) },
      enter('dara.visits.m0.ck', '1'),
      true,
    ],
    [
      'is asked of a box more',
      { 'dara.reasons': read(['relapse']) },
      enter('dara.reasons.other', true),
      true,
    ],
  ])('%s', (_what, changed, entry, isAsked) => {
    const silent = { ...entry, reason: ' ' };
    expect(refusalOf(() => editAnswer(contextOf(), caseWith(changed), silent))).toBe(
      isAsked ? 'reason_missing' : null,
    );
    expect(refusalOf(() => editAnswer(contextOf(), caseWith(changed), entry))).toBeNull();
  });

  it('is asked of a person’s own entry as well', () => {
    const first = editAnswer(contextOf(), caseWith(), enter('patient.weight', '72'));
    const again = enter('patient.weight', '73', { reason: null });
    expect(refusalOf(() => editAnswer(contextOf(HUGO), first, again))).toBe('reason_missing');
  });
});

describe('what was read', () => {
  it('stays beside the entry, with its place on the page', () => {
    const { answers, changes } = editAnswer(contextOf(), caseWith(), enter('patient.weight', '72'));
    const entered = answers['patient.weight'];
    expect(entered?.touches?.[WHOLE]).toEqual({
      ...{ how: 'entered', by: CLAIRE, at: AT, why: 'relu sur la page' },
      before: caseWith().answers['patient.weight']?.answer,
    });
    expect(entered?.answer.source).toEqual({ ...SOURCE, strategy: 'person' });
    expect(changes).toEqual([
      {
        ...{ key: 'patient.weight', name: 'patient.weight', why: 'relu sur la page' },
        before: caseWith().answers['patient.weight'],
        after: entered,
      },
    ]);
  });

  it('is still what was read after a second entry', () => {
    const first = editAnswer(contextOf(), caseWith(), enter('patient.weight', '72'));
    const second = editAnswer(contextOf(HUGO), first, enter('patient.weight', '73'));
    expect(second.answers['patient.weight']?.touches?.[WHOLE]).toMatchObject({
      by: HUGO,
      before: { value: 61.5, raw: '61,5' },
    });
  });

  it('was nothing where a blank is filled, and stays nothing', () => {
    const first = editAnswer(contextOf(), caseWith(), enter('dara.reasons', ['relapse']));
    const second = editAnswer(contextOf(), first, enter('dara.reasons', ['other']));
    expect(second.answers['dara.reasons']?.touches?.[WHOLE]).toMatchObject({ before: null });
  });

  it('of a cell stays beside the cell; the others stay the sheet’s', () => {
    const { answers } = editAnswer(contextOf(), caseWith(), enter('dara.visits.m0.ck', '120'));
    const table = answers['dara.visits'];
    expect(table?.answer.value).toEqual([
      { row: 'm0', date: '2021-01-11', ck: 120 },
      { row: 'm3', date: '2021-04-13' },
    ]);
    expect(table).toMatchObject({ origin: 'person', personCells: ['m0.ck'] });
    expect(table?.touches?.['m0.ck']).toMatchObject({ how: 'entered', before: { value: 100 } });
    expect(table?.answer.cells?.['m0.date']).toBe(
      caseWith().answers['dara.visits']?.answer.cells?.['m0.date'],
    );
  });

  it('of a table that is entered as a whole is the table as it was read, before its cells were changed', () => {
    const first = editAnswer(contextOf(), caseWith(), enter('dara.visits.m0.ck', '120'));
    const second = editAnswer(contextOf(), first, enter('dara.visits', [{ row: 'm3', ck: '7' }]));
    const touch = second.answers['dara.visits']?.touches?.[WHOLE];
    expect(touch?.before).toMatchObject({
      cells: { 'm0.ck': { value: 100 }, 'm3.date': { value: '2021-04-13' } },
    });
    expect(second.answers['dara.visits']?.answer.value).toEqual([{ row: 'm3', ck: 7 }]);
  });

  it('is not touched in the case that was given', () => {
    const before = caseWith();
    const copy = structuredClone(before);
    editAnswer(contextOf(), before, enter('dara.visits.m0.ck', '120'));
    expect(before).toEqual(copy);
  });
});

describe('an answer that a person emptied', () => {
  it('is missing, is not refilled by a sheet, and says that it was emptied', () => {
    const { answers } = editAnswer(contextOf(), caseWith(), enter('patient.weight', null));
    const entry = answers['patient.weight'];
    expect(entry && isEmptied(entry)).toBe(true);
    expect(measureCase(STUDY, answers, TODAY)).toMatchObject({ missing: ['patient.weight'], unsure: [] });
    const sheet = { answers: { 'patient.weight': read(61.5).answer } };
    const merge = mergeReading(STUDY, { state: 'draft', answers }, sheet);
    expect(merge.answers['patient.weight']).toBe(entry);
    expect(merge.findings).toEqual([{ code: 'differs_from_person', key: 'patient.weight' }]);
  });

  it('of a table is missing as well, cell by cell', () => {
    const { answers } = editAnswer(contextOf(), caseWith(), enter('dara.visits.m0.date', null));
    expect(measureCase(STUDY, answers, TODAY).missing).toEqual(['dara.visits.m0.date']);
    const sheet = { answers: { 'dara.visits': readTable({ 'm0.date': '2021-01-11' }).answer } };
    const merge = mergeReading(STUDY, { state: 'draft', answers }, sheet);
    expect(merge.findings).toEqual([{ code: 'differs_from_person', key: 'dara.visits.m0.date' }]);
  });

  it('emptied again is no change', () => {
    const first = editAnswer(contextOf(), caseWith(), enter('patient.weight', null));
    expect(editAnswer(contextOf(), first, enter('patient.weight', null)).changes).toEqual([]);
  });

  it('of a blank is no change', () => {
    expect(editAnswer(contextOf(), caseWith(), enter('dara.reasons', null))).toMatchObject({
      changes: [],
      names: [],
    });
  });
});

describe('rows without names', () => {
  const drugs = { 'dara.drugs': readTable({ '1.drug': 'A', '3.drug': 'C', '3.dose': 5 }) };
  it('keep their numbers, a blank row between them', () => {
    const { answers } = editAnswer(contextOf(), caseWith(drugs), enter('dara.drugs.2.drug', 'B'));
    expect(answers['dara.drugs']?.answer.value).toEqual([
      { drug: 'A' },
      { drug: 'B' },
      { drug: 'C', dose: 5 },
    ]);
  });
  it('are entered from the top', () => {
    const rows = [{ drug: 'Aspirine' }, { drug: 'Dapsone', dose: '3' }];
    const { answers } = editAnswer(contextOf(), caseWith(drugs), enter('dara.drugs', rows));
    expect(answers['dara.drugs']?.answer).toMatchObject({
      value: [{ drug: 'Aspirine' }, { drug: 'Dapsone', dose: 3 }],
      cells: { '2.dose': { value: 3, raw: '3', sure: true } },
    });
  });
});

describe('the same value again', () => {
  it('is a look at it: a doubtful one becomes the person’s, and its finding is settled', () => {
    const doubtful = caseWith({ 'patient.weight': read(60, false, 'environ 60') }, [
      { code: 'doubtful', key: 'patient.weight' },
      { code: 'doubtful', key: 'dara.first' },
    ]);
    const done = editAnswer(contextOf(), doubtful, enter('patient.weight', '60', { reason: null }));
    expect(done.answers['patient.weight']).toMatchObject({
      origin: 'person',
      touches: { '': { how: 'accepted' } },
    });
    expect(done.settled).toEqual([{ code: 'doubtful', key: 'patient.weight' }]);
    expect(done.findings).toEqual([{ code: 'doubtful', key: 'dara.first' }]);
  });
});
