import { describe, expect, it } from '@jest/globals';
import { type CaseAnswer, type CaseAnswers } from '../../../src/core/case/case-answers.js';
import { mergeReading } from '../../../src/core/case/merge-reading.js';
import { type ReadAnswer, type ReadCell } from '../../../src/core/sheet/reading.js';
import { type Row, type Scalar, type Value } from '../../../src/core/study/answer.js';
import { letterStudy as study } from '../letter/letter-study.js';

const source = { strategy: 'acroform', page: 1, rect: null } as const;
const read = (value: Value | null, sure = true): ReadAnswer => ({
  value,
  raw: value === null ? 'raw' : JSON.stringify(value),
  confidence: sure ? 1 : 0.5,
  sure,
  source,
});
const held = (answer: ReadAnswer, origin: CaseAnswer['origin'] = 'reading'): CaseAnswer => ({
  answer,
  origin,
});
const merge = (
  before: CaseAnswers,
  answers: Record<string, ReadAnswer>,
  state: 'draft' | 'confirmed' = 'draft',
) => mergeReading(study, { state, answers: before }, { answers });

const KEY = 'dara.lines';

describe('an answer of a newer sheet', () => {
  type Expected = ['kept' | 'replaced', string[]];
  it.each<[string, CaseAnswer, ReadAnswer, ...Expected]>([
    ['replaces a sure one when sure', held(read(2)), read(3), 'replaced', []],
    ['replaces an unsure one when sure', held(read(2, false)), read(3), 'replaced', []],
    ['makes an unsure one sure by repeating it', held(read(2, false)), read(2), 'replaced', []],
    ['does not replace a sure one when unsure', held(read(2)), read(3, false), 'kept', ['differs']],
    [
      'does not replace a sure one when not understood',
      held(read(2)),
      read(null, false),
      'kept',
      ['differs'],
    ],
    [
      'replaces an unsure one when unsure, and says so',
      held(read(2, false)),
      read(3, false),
      'replaced',
      ['differs'],
    ],
    ['does not make a sure one unsure by repeating it', held(read(2)), read(2, false), 'kept', []],
    ['does not overwrite a person’s', held(read(2), 'person'), read(3), 'kept', ['differs_from_person']],
    [
      'does not overwrite a person’s unsure one',
      held(read(2, false), 'person'),
      read(3),
      'kept',
      ['differs_from_person'],
    ],
    [
      'does not fill what a person emptied',
      held({ ...read(null), raw: '' }, 'person'),
      read(3),
      'kept',
      ['differs_from_person'],
    ],
    ['agrees with a person’s', held(read(2), 'person'), read(2), 'kept', []],
    ['may be a missing-data code', held(read(2)), read({ missing: 'NSP' }), 'replaced', []],
    ['is blank: nothing is erased', held(read(2)), read(''), 'kept', []],
    ['is blank text: nothing is erased', held(read('texte')), { ...read('  '), raw: '  ' }, 'kept', []],
    ['is nothing: nothing is erased', held(read(2)), { ...read(null, false), raw: ' ' }, 'kept', []],
    ['has no box ticked: nothing is erased', held(read(['a', 'b'])), read([]), 'kept', []],
    ['has a box less, which is a correction', held(read(['a', 'b'])), read(['a']), 'replaced', []],
    ['has the same boxes in another order', held(read(['a', 'b'])), read(['b', 'a']), 'kept', []],
    ['is the same text wrapped elsewhere', held(read('un deux')), read('un\n deux'), 'kept', []],
  ])('%s', (_name, before, given, what, codes) => {
    const result = merge({ [KEY]: before }, { [KEY]: given.raw === '""' ? { ...given, raw: '' } : given });
    expect(result.answers[KEY]).toEqual(what === 'kept' ? before : held(given));
    expect(result.changes).toEqual(what === 'kept' ? [] : [{ key: KEY, before, after: held(given) }]);
    expect(result.findings).toEqual(codes.map((code) => ({ code, key: KEY })));
    expect(result.outcome).toBe(what === 'kept' && codes.length === 0 ? 'unchanged' : 'updated');
  });

  it('fills a blank, sure or not', () => {
    const given = { [KEY]: read(3, false), 'patient.sex': read('F') };
    const { answers, changes, outcome } = merge({}, given);
    expect(answers).toEqual({ [KEY]: held(read(3, false)), 'patient.sex': held(read('F')) });
    expect(changes.map(({ key, before }) => [key, before])).toEqual([
      ['patient.sex', null],
      [KEY, null],
    ]);
    expect(outcome).toBe('updated');
  });

  it('leaves all other answers as they were, and the case that was given', () => {
    const before = { 'patient.sex': held(read('F')), [KEY]: held(read(2)) };
    const copy = structuredClone(before);
    expect(merge(before, { [KEY]: read(3) }).answers['patient.sex']).toBe(before['patient.sex']);
    expect(before).toEqual(copy);
  });

  it('of a key that the study does not have is left out', () => {
    expect(mergeReading(study, null, { answers: { 'no.such': read('x') } }).answers).toEqual({});
  });
});

describe('a sheet', () => {
  it('makes a new case', () => {
    const result = mergeReading(study, null, { answers: { [KEY]: read(3) } });
    expect(result).toMatchObject({ outcome: 'new', answers: { [KEY]: held(read(3)) }, findings: [] });
    expect(result.changes).toEqual([{ key: KEY, before: null, after: held(read(3)) }]);
  });

  it.each(['confirmed', 'set_aside'] as const)('waits beside a case that is %s', (state) => {
    const answers = { [KEY]: held(read(2)) };
    const waiting = mergeReading(
      study,
      { state, answers },
      { answers: { [KEY]: read(3), 'patient.sex': read('F') } },
    );
    expect(waiting).toEqual({ outcome: 'waiting', answers, changes: [], findings: [] });
    const same = mergeReading(study, { state, answers }, { answers: { [KEY]: read(2) } });
    expect(same.outcome).toBe('unchanged');
  });
});

const TABLE = 'dara.visits';
function table(cells: Record<string, Scalar | [Scalar, boolean]>): ReadAnswer {
  const read: Record<string, ReadCell> = {};
  const rows = new Map<string, Record<string, Scalar>>();
  for (const [name, given] of Object.entries(cells)) {
    const [value, sure] = Array.isArray(given) ? given : [given, true];
    const [row = '', column = ''] = name.split('.');
    read[name] = { value, raw: JSON.stringify(value), confidence: sure ? 1 : 0.5, sure, source };
    rows.set(row, { ...rows.get(row), [column]: value });
  }
  const value: Row[] = [...rows].map(([row, columns]) => ({ row, ...columns }));
  const all = Object.values(read);
  return { value, raw: '', confidence: 1, sure: all.every(({ sure }) => sure), source, cells: read };
}

describe('a table with named rows', () => {
  it('takes a visit more and loses none', () => {
    const before = held(table({ 'm0.date': '2020-03-09', 'm0.ck': 100 }));
    const { answers, findings } = merge(
      { [TABLE]: before },
      { [TABLE]: table({ 'm3.date': '2020-06-09', 'm0.ck': 120 }) },
    );
    expect(answers[TABLE]?.answer.value).toEqual([
      { row: 'm0', date: '2020-03-09', ck: 120 },
      { row: 'm3', date: '2020-06-09' },
    ]);
    expect(Object.keys(answers[TABLE]?.answer.cells ?? {}).sort()).toEqual(['m0.ck', 'm0.date', 'm3.date']);
    expect(answers[TABLE]?.answer.sure).toBe(true);
    expect(findings).toEqual([]);
  });

  it('keeps a sure cell against an unsure one, and takes an unsure one where there was none', () => {
    const before = held(table({ 'm0.ck': 100 }));
    const { answers, findings } = merge(
      { [TABLE]: before },
      { [TABLE]: table({ 'm0.ck': [7, false], 'm3.ck': [8, false] }) },
    );
    expect(answers[TABLE]?.answer).toMatchObject({
      value: [
        { row: 'm0', ck: 100 },
        { row: 'm3', ck: 8 },
      ],
      sure: false,
      cells: { 'm0.ck': { sure: true }, 'm3.ck': { sure: false } },
    });
    expect(findings).toEqual([{ code: 'differs', key: `${TABLE}.m0.ck` }]);
  });

  it('keeps a person’s cells, this time and the next', () => {
    const before: CaseAnswer = {
      ...held(table({ 'm0.ck': 100, 'm0.date': '2020-03-09' }), 'person'),
      personCells: ['m0.ck'],
    };
    const first = merge({ [TABLE]: before }, { [TABLE]: table({ 'm0.ck': 7, 'm0.date': '2020-03-10' }) });
    expect(first.answers[TABLE]?.answer.value).toEqual([{ row: 'm0', date: '2020-03-10', ck: 100 }]);
    expect(first.findings).toEqual([{ code: 'differs_from_person', key: `${TABLE}.m0.ck` }]);
    const second = merge(first.answers, { [TABLE]: table({ 'm0.ck': 8 }) });
    expect(second.answers).toEqual(first.answers);
    expect(second.findings).toEqual(first.findings);
  });

  it('entered whole by a person keeps its cells when a visit is added', () => {
    const { cells: _cells, ...entered } = table({ 'm0.ck': 100 });
    const first = merge({ [TABLE]: held(entered, 'person') }, { [TABLE]: table({ 'm0.ck': 7, 'm3.ck': 8 }) });
    const second = merge(first.answers, { [TABLE]: table({ 'm0.ck': 9, 'm3.ck': 10 }) });
    expect(second.answers[TABLE]?.answer.value).toEqual([
      { row: 'm0', ck: 100 },
      { row: 'm3', ck: 10 },
    ]);
  });

  it('does not refill a cell that a person emptied', () => {
    const before: CaseAnswer = {
      ...held(table({ 'm0.date': '2020-03-09' }), 'person'),
      personCells: ['m0.ck'],
    };
    const { answers, findings } = merge({ [TABLE]: before }, { [TABLE]: table({ 'm0.ck': 7 }) });
    expect(answers[TABLE]).toEqual(before);
    expect(findings).toEqual([{ code: 'differs_from_person', key: `${TABLE}.m0.ck` }]);
  });

  it('is not given up for a missing-data code', () => {
    const before = held(table({ 'm0.ck': 100 }));
    const { answers, findings } = merge({ [TABLE]: before }, { [TABLE]: read({ missing: 'NF' }) });
    expect(answers[TABLE]).toEqual(before);
    expect(findings).toEqual([{ code: 'differs', key: TABLE }]);
  });

  it('is the same when nothing in it is new', () => {
    const before = held(table({ 'm0.ck': 100, 'm3.ck': 8 }));
    expect(merge({ [TABLE]: before }, { [TABLE]: table({ 'm0.ck': 100 }) }).outcome).toBe('unchanged');
  });
});

const FREE = 'dara.drugs';
describe('a table with free rows', () => {
  const rows = (...drugs: string[]) => read(drugs.map((drug) => ({ drug })));
  it.each<[string, ReadAnswer, ReadAnswer, boolean, string[]]>([
    ['is replaced as a whole', rows('A', 'B'), rows('A', 'C', 'B'), true, []],
    ['is replaced by a corrected one', rows('A', 'B'), rows('A', 'C'), true, []],
    ['loses no row to a sheet with fewer of the same', rows('A', 'B'), rows('B'), false, ['differs']],
    ['loses nothing to an empty one', rows('A', 'B'), rows(), false, []],
    ['is not replaced by an unsure one', rows('A'), { ...rows('A', 'B'), sure: false }, false, ['differs']],
  ])('%s', (_name, before, given, isReplaced, codes) => {
    const { answers, findings } = merge({ [FREE]: held(before) }, { [FREE]: given });
    expect(answers[FREE]?.answer).toEqual(isReplaced ? given : before);
    expect(findings.map(({ code }) => code)).toEqual(codes);
  });
});

describe('the answer to a letter', () => {
  const confirms = [KEY, `${TABLE}.m0.ck`];
  const answered = (before: CaseAnswers, answers: Record<string, ReadAnswer>, asked = confirms) =>
    mergeReading(study, { state: 'draft', answers: before }, { answers, isReply: true, confirms: asked });
  const unnamed = (cells: Record<string, Scalar | [Scalar, boolean]>): ReadAnswer => {
    const made = table(cells);
    return { ...made, value: (made.value as Row[]).map(({ row: _row, ...columns }) => columns) };
  };

  it('that gives the same value again to a letter that doubts it confirms it, once', () => {
    const first = answered({ [KEY]: held(read(2)) }, { [KEY]: read(2) });
    expect(first).toMatchObject({ outcome: 'updated', findings: [] });
    expect(first.answers[KEY]?.answer).toEqual({ ...read(2), confirmed: true });
    expect(answered(first.answers, { [KEY]: read(2) }).outcome).toBe('unchanged');
    // A sheet that says it again does not, nor does the answer to a letter that had no doubt.
    expect(answered({ [KEY]: held(read(2)) }, { [KEY]: read(2) }, []).outcome).toBe('unchanged');
    expect(merge({ [KEY]: held(read(2)) }, { [KEY]: read(2) }).outcome).toBe('unchanged');
    // Another value is another value.
    expect(answered(first.answers, { [KEY]: read(3) }).answers[KEY]?.answer).toEqual(read(3));
    expect(answered({ [KEY]: held(read(2), 'person') }, { [KEY]: read(2) }).outcome).toBe('unchanged');
  });

  it('on a page that asked about a new value before it was sent confirms it', () => {
    const given: ReadAnswer = { ...read(3), source: { ...source, strategy: 'form' } };
    expect(answered({ [KEY]: held(read(2)) }, { [KEY]: given }).answers[KEY]?.answer.confirmed).toBe(true);
    expect(answered({}, { [KEY]: given }).answers[KEY]?.answer.confirmed).toBe(true);
    expect(answered({}, { [KEY]: { ...given, sure: false } }).answers[KEY]?.answer).not.toHaveProperty(
      'confirmed',
    );
    expect(answered({}, { [KEY]: read(3) }).answers[KEY]?.answer).not.toHaveProperty('confirmed');
  });

  it('confirms a cell, and leaves the others as they were', () => {
    const before = { [TABLE]: held(table({ 'm0.ck': 99_999, 'm0.date': '2020-03-09' })) };
    const { answers } = answered(before, { [TABLE]: table({ 'm0.ck': 99_999 }) });
    expect(answers[TABLE]?.answer.cells?.['m0.ck']).toMatchObject({ value: 99_999, confirmed: true });
    expect(answers[TABLE]?.answer.cells?.['m0.date']).not.toHaveProperty('confirmed');
  });

  it('to one cell of a counted row leaves the other rows and cells where they are', () => {
    const before = unnamed({ '1.drug': 'a', '2.drug': ['b ?', false], '4.drug': 'd' });
    const { answers } = answered({ [FREE]: held(before) }, { [FREE]: unnamed({ '2.drug': 'b' }) });
    expect(answers[FREE]?.answer).toMatchObject({
      value: [{ drug: 'a' }, { drug: 'b' }, { drug: 'd' }],
      sure: true,
    });
  });
});
