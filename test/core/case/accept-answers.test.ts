/** Accepting: one by one whatever a person looks at; in one go only what nobody has any doubt of. */
import { describe, expect, it } from '@jest/globals';
import { acceptAnswers, acceptSure, listSure } from '../../../src/core/case/accept-answers.js';
import { type CaseAnswers, WHOLE } from '../../../src/core/case/case-answers.js';
import { editAnswer } from '../../../src/core/case/edit-answer.js';
import { isReviewed } from '../../../src/core/case/find-blockers.js';
import { measureCase } from '../../../src/core/case/measure-case.js';
import { mergeReading } from '../../../src/core/case/merge-reading.js';
import { type Finding } from '../../../src/core/sheet/finding.js';
import {
  AT,
  caseWith,
  CLAIRE,
  contextOf,
  HUGO,
  read,
  readTable,
  refusalOf,
  STUDY,
  TODAY,
} from './review-study.js';

const doubtfulTable = readTable({ 'm0.date': '2021-01-11', 'm0.ck': [100, false], 'm3.ck': [7, false] });

describe('accepting one by one', () => {
  it('marks a sure answer and leaves it the sheet’s', () => {
    const { answers, changes } = acceptAnswers(contextOf(), caseWith(), ['dara.route']);
    expect(answers['dara.route']).toEqual({
      ...caseWith().answers['dara.route'],
      touches: { [WHOLE]: { how: 'accepted', by: CLAIRE, at: AT } },
    });
    expect(changes).toMatchObject([{ key: 'dara.route', name: 'dara.route' }]);
  });

  it('makes a doubtful one the person’s, its value as it was read', () => {
    const before = caseWith({ 'patient.weight': read(60, false, 'environ 60') });
    const { answers } = acceptAnswers(contextOf(), before, ['patient.weight']);
    expect(answers['patient.weight']).toMatchObject({
      ...{ origin: 'person', answer: { value: 60, raw: 'environ 60' } },
      touches: { [WHOLE]: { how: 'accepted', by: CLAIRE, before: { value: 60, sure: false } } },
    });
    expect(measureCase(STUDY, answers, TODAY).unsure).toEqual([]);
  });

  it('makes one cell the person’s, and no other', () => {
    const { answers } = acceptAnswers(contextOf(), caseWith({ 'dara.visits': doubtfulTable }), [
      'dara.visits.m0.ck',
    ]);
    expect(answers['dara.visits']).toMatchObject({ origin: 'person', personCells: ['m0.ck'] });
    expect(measureCase(STUDY, answers, TODAY).unsure).toEqual(['dara.visits.m3.ck']);
  });

  it('of a table as a whole makes hers what was doubted, and lets sheets correct the rest', () => {
    const { answers } = acceptAnswers(contextOf(), caseWith({ 'dara.visits': doubtfulTable }), [
      'dara.visits',
    ]);
    expect(answers['dara.visits']?.personCells).toEqual(['m0.ck', 'm3.ck']);
    expect(measureCase(STUDY, answers, TODAY).unsure).toEqual([]);
    const newer = { 'dara.visits': readTable({ 'm0.date': '2021-01-12', 'm0.ck': 1 }).answer };
    const merge = mergeReading(STUDY, { state: 'draft', answers }, { answers: newer });
    expect(merge.answers['dara.visits']?.answer.cells).toMatchObject({
      'm0.date': { value: '2021-01-12' },
      'm0.ck': { value: 100 },
    });
    expect(merge.findings).toEqual([{ code: 'differs_from_person', key: 'dara.visits.m0.ck' }]);
    // What the newer sheet brought, nobody has looked at.
    expect(isReviewed(merge.answers, 'dara.visits.m0.date')).toBe(false);
    expect(isReviewed(merge.answers, 'dara.visits.m3.ck')).toBe(true);
  });

  it('a newer value of the sheet is to be looked at anew', () => {
    const { answers } = acceptAnswers(contextOf(), caseWith(), ['patient.weight']);
    const newer = { 'patient.weight': read(62).answer };
    const merge = mergeReading(STUDY, { state: 'draft', answers }, { answers: newer });
    expect(merge.answers['patient.weight']).toEqual(read(62));
    expect(isReviewed(merge.answers, 'patient.weight')).toBe(false);
  });

  it('an own entry stays entered, and is seen again', () => {
    const entry = { name: 'patient.weight', value: '250', missing: null, reason: 'relu' };
    const first = editAnswer(contextOf(), caseWith(), entry);
    const { answers } = acceptAnswers(contextOf(HUGO, '2026-11-02T10:00:00.000Z'), first, ['patient.weight']);
    expect(answers['patient.weight']?.touches?.[WHOLE]).toMatchObject({
      ...{ how: 'entered', by: CLAIRE, at: AT },
      seenAt: '2026-11-02T10:00:00.000Z',
    });
  });

  it.each<[string, CaseAnswers, string, string]>([
    [
      'what was not understood',
      { 'patient.weight': read(null, false, '???') },
      'patient.weight',
      'nothing_to_accept',
    ],
    ['a blank', {}, 'dara.reasons', 'nothing_to_accept'],
    ['a blank cell', {}, 'dara.visits.m3.ck', 'nothing_to_accept'],
    [
      'a missing-data code that the question does not take',
      { 'dara.first': read({ missing: 'NSP' }, false) },
      'dara.first',
      'nothing_to_accept',
    ],
    [
      'a cell that was not understood',
      { 'dara.visits': readTable({ 'm0.ck': ['', false] }) },
      'dara.visits.m0.ck',
      'nothing_to_accept',
    ],
    [
      'a table with such a cell',
      { 'dara.visits': readTable({ 'm0.ck': ['', false] }) },
      'dara.visits',
      'nothing_to_accept',
    ],
    ['a question that is not there', {}, 'no.such', 'name_unknown'],
  ])('refuses %s', (_what, changed, name, code) => {
    expect(refusalOf(() => acceptAnswers(contextOf(), caseWith(changed), [name]))).toBe(code);
  });

  it('settles what the sheets had remarked of these answers, and nothing else', () => {
    const findings: Finding[] = [
      { code: 'differs', key: 'dara.visits.m0.ck' },
      { code: 'doubtful', key: 'dara.visits' },
      { code: 'differs', key: 'patient.weight' },
      { code: 'unexpected_entry', detail: 'voir courrier' },
    ];
    const cell = acceptAnswers(contextOf(), caseWith({}, findings), ['dara.visits.m0.ck']);
    expect(cell.settled).toEqual([findings[0]]);
    const whole = acceptAnswers(contextOf(), caseWith({}, findings), ['dara.visits']);
    expect(whole.findings).toEqual(findings.slice(2));
  });
});

describe('accepting all that is sure', () => {
  it('takes a section’s sure answers in one go', () => {
    const { names, answers } = acceptSure(contextOf(), caseWith(), [], 'dara');
    expect(names).toEqual(['dara.first', 'dara.last', 'dara.route', 'dara.visits']);
    expect(isReviewed(answers, 'dara.visits.m0.ck')).toBe(true);
    expect(answers['patient.weight']).toBe(caseWith().answers['patient.weight']);
  });

  it.each<[string, CaseAnswers, readonly Finding[], readonly string[]]>([
    [
      'a doubtful answer',
      { 'dara.route': read('iv', false) },
      [],
      ['dara.first', 'dara.last', 'dara.visits'],
    ],
    [
      'what was not understood',
      { 'dara.route': read(null, false, 'x?') },
      [],
      ['dara.first', 'dara.last', 'dara.visits'],
    ],
    [
      'what a rule contradicts',
      {},
      [{ code: 'inconsistent', rule: 'C1', key: 'dara.first', keys: ['dara.first', 'dara.last'] }],
      ['dara.route', 'dara.visits'],
    ],
    [
      'what is unusual',
      {},
      [{ code: 'out_of_range', key: 'dara.route' }],
      ['dara.first', 'dara.last', 'dara.visits'],
    ],
    [
      'even what was only converted',
      {},
      [{ code: 'converted', key: 'dara.route' }],
      ['dara.first', 'dara.last', 'dara.visits'],
    ],
    [
      'the doubtful cells of a table, whose others it takes',
      { 'dara.visits': doubtfulTable },
      [],
      ['dara.first', 'dara.last', 'dara.route', 'dara.visits.m0.date'],
    ],
    [
      'a cell that something is remarked of',
      {},
      [{ code: 'differs', key: 'dara.visits.m0.ck' }],
      ['dara.first', 'dara.last', 'dara.route', 'dara.visits.m0.date', 'dara.visits.m3.date'],
    ],
    [
      'a table that is doubted as a whole',
      {
        'dara.visits': {
          ...caseWith().answers['dara.visits'],
          answer: { ...doubtfulTable.answer, cells: {}, sure: false },
          origin: 'reading',
        },
      },
      [],
      ['dara.first', 'dara.last', 'dara.route'],
    ],
    [
      'rows without names when one of them is remarked of',
      { 'dara.drugs': readTable({ '1.drug': 'A', '2.dose': 3 }) },
      [{ code: 'out_of_range', key: 'dara.drugs.1.dose' }],
      ['dara.first', 'dara.last', 'dara.route', 'dara.visits'],
    ],
  ])('passes by %s', (_what, changed, findings, names) => {
    const done = acceptSure(contextOf(), caseWith(changed), findings, 'dara');
    expect(done.names).toEqual(names);
    // It marks, and does nothing else: no value, no origin and no doubt is another than before.
    for (const [key, { touches: _marks, ...answer }] of Object.entries(done.answers))
      expect(answer).toEqual(caseWith(changed).answers[key]);
    expect(measureCase(STUDY, done.answers, TODAY).unsure).toEqual(
      measureCase(STUDY, caseWith(changed).answers, TODAY).unsure,
    );
  });

  it('passes by what a person has entered or accepted already', () => {
    const seen = acceptAnswers(contextOf(), caseWith(), ['dara.route', 'dara.visits.m0.ck']);
    expect(acceptSure(contextOf(HUGO), seen, [], 'dara').names).toEqual([
      'dara.first',
      'dara.last',
      'dara.visits',
    ]);
    const done = acceptSure(contextOf(HUGO), caseWith(), [], 'dara');
    expect(listSure(STUDY, done.answers, [], 'dara')).toEqual([]);
  });
});
