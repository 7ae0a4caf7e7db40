/** The stops of a review, what needs an eye among them, and what one key may take of a section. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  findPlace,
  listPlaces,
  placeOfCell,
  step,
  stepInTable,
  stepSection,
} from '../../../admin/src/pages/review/places.js';
import {
  countSection,
  listSure,
  listToSee,
  markOf,
  nextToSee,
} from '../../../admin/src/pages/review/to-see.js';
import { makeAnswer, makeCell, makeReview, STUDY } from './review-case.js';

const finding = (keys: string[], blocking = true) => ({
  code: 'inconsistent',
  key: keys[0] ?? null,
  keys,
  message: { fr: 'règle', en: 'rule' },
  blocking,
});
const names = (review: ReturnType<typeof makeReview>) => listPlaces(STUDY, review).map(({ name }) => name);
const visits = makeAnswer([{ row: 'm0', date: '2020-01-01' }], {
  cells: { 'm0.date': makeCell('2020-01-01') },
});

describe('the stops of a review', () => {
  it('are the questions that apply, in the order of the sheet; of a table, the cells that hold or lack something', () => {
    const review = makeReview({
      shown: { 'patient.graft_date': 'no' },
      answers: { 'care.visits': visits },
      missing: ['care.visits.m3.date'],
    });
    expect(names(review)).toEqual([
      'patient.code',
      'patient.weight',
      'patient.graft',
      'care.drugs',
      'care.visits.m0.date',
      'care.visits.m3.date',
      'care.lines',
    ]);
  });

  it('hold a question that does not apply as long as something is written there', () => {
    const review = makeReview({
      shown: { 'patient.graft_date': 'no' },
      answers: { 'patient.graft_date': makeAnswer('2019-02') },
    });
    expect(names(review)).toContain('patient.graft_date');
  });

  it('give a table a stop of its own when it is doubted as a whole', () => {
    const review = makeReview({ answers: { 'care.visits': visits }, unsure: ['care.visits'] });
    expect(names(review)).toEqual(expect.arrayContaining(['care.visits', 'care.visits.m0.date']));
  });

  it('take the box of a many_of for its question, and reach the blank cells of a table', () => {
    const places = listPlaces(STUDY, makeReview({ answers: { 'care.visits': visits } }));
    expect(findPlace(places, 'care.drugs.two')?.name).toBe('care.drugs');
    expect(findPlace(places, 'care.visits')?.name).toBe('care.visits.m0.date');
    expect(findPlace(places, 'nothing.here')).toBeNull();
    const first = findPlace(places, 'care.visits.m0.date');
    const right = first && stepInTable(first, 1, 0);
    expect(right).toBe('care.visits.m0.score');
    expect(right && placeOfCell(STUDY, right)?.column?.key).toBe('score');
    expect(first && stepInTable(first, -1, 0)).toBeNull();
    expect(step(places, 'care.visits.m0.score', 1)).toBe('care.visits.m0.date');
  });

  it('are walked one by one and section by section, and end at the ends', () => {
    const places = listPlaces(STUDY, makeReview());
    expect(step(places, null, 1)).toBe('patient.code');
    expect(step(places, 'patient.code', -1)).toBe('patient.code');
    expect(step(places, 'patient.code', 1)).toBe('patient.weight');
    expect(stepSection(places, 'patient.weight', 1)).toBe('care.drugs');
    expect(stepSection(places, 'care.drugs', 1)).toBe('care.drugs');
  });
});

describe('what needs an eye', () => {
  const review = makeReview({
    answers: {
      'patient.code': makeAnswer('P01', { sure: false }),
      'patient.weight': makeAnswer(70),
      'patient.graft': makeAnswer('no'),
      'care.drugs': makeAnswer(['two'], { cells: { two: makeCell(true, { sure: false }) } }),
    },
    unsure: ['patient.code', 'care.drugs.two'],
    missing: ['care.visits.m0.date'],
    findings: [finding(['patient.weight', 'patient.graft'])],
    blockers: [
      { code: 'to_look_at', keys: ['patient.graft'], message: { fr: '', en: '' } },
      { code: 'inclusion_not_seen', keys: ['patient.weight'], message: { fr: '', en: '' } },
    ],
  });
  const places = listPlaces(STUDY, review);
  const toSee = listToSee(places, review);

  it('comes in the order of the sheet, each once, with its causes', () => {
    expect(toSee).toEqual([
      { name: 'patient.code', causes: ['unsure'] },
      { name: 'patient.graft', causes: ['finding'] },
      { name: 'care.drugs', causes: ['unsure'] },
      { name: 'care.visits.m0.date', causes: ['missing'] },
    ]);
  });

  it('is stepped through from wherever one is, and round', () => {
    expect(nextToSee(places, toSee, null)).toBe('patient.code');
    expect(nextToSee(places, toSee, 'patient.code')).toBe('patient.graft');
    expect(nextToSee(places, toSee, 'care.lines')).toBe('patient.code');
    expect(nextToSee(places, toSee.slice(0, 1), 'patient.code')).toBeNull();
    expect(nextToSee(places, [], 'patient.code')).toBeNull();
  });

  it('holds an answered question to the clinician, until it is closed', () => {
    const query = {
      id: '',
      reference: 'MADE-0001',
      name: 'patient.weight',
      text: '?',
      askedBy: '',
      createdAt: '',
      letterId: null,
      answer: null,
      closedAt: null,
    };
    const asked = (state: 'open' | 'answered' | 'closed') =>
      listToSee(places, makeReview({ queries: [{ ...query, state }] }));
    expect(asked('answered')).toEqual([{ name: 'patient.weight', causes: ['answered'] }]);
    expect(asked('open')).toEqual([]);
    expect(asked('closed')).toEqual([]);
  });

  it('is marked and counted', () => {
    const mark = (name: string) => {
      const place = findPlace(places, name);
      if (!place) throw new Error(name);
      return markOf(place, review);
    };
    expect(mark('patient.code').shade).toBe('unsure');
    expect(mark('patient.weight')).toMatchObject({ shade: 'sure', findings: [{ code: 'inconsistent' }] });
    expect(mark('care.visits.m0.date').shade).toBe('missing');
    expect(mark('care.lines').shade).toBe('blank');
    expect(countSection(places, review, toSee, 'patient')).toEqual({ held: 3, asked: 3, toSee: 2 });
    expect(countSection(places, review, toSee, 'care')).toEqual({ held: 1, asked: 2, toSee: 2 });
  });
});

describe('accepting all that is sure', () => {
  const taken = (review: ReturnType<typeof makeReview>, section: string) =>
    listSure(listPlaces(STUDY, review), review, section).map(({ name }) => name);

  it('passes by what is doubted, remarked of, a person’s, or looked at already', () => {
    const review = makeReview({
      answers: {
        'patient.code': makeAnswer('P01'),
        'patient.weight': makeAnswer(70),
        'patient.graft': makeAnswer('no', { origin: 'person' }),
        'patient.graft_date': makeAnswer('2019-02', { reviewed: true }),
      },
      findings: [finding(['patient.weight'], false)],
    });
    expect(taken(review, 'patient')).toEqual(['patient.code']);
    expect(taken(review, 'care')).toEqual([]);
  });

  it('passes by a numbered row beside a doubtful one, not by a named one', () => {
    const review = makeReview({
      answers: {
        'care.visits': makeAnswer([], {
          cells: { 'm0.date': makeCell('2020'), 'm3.date': makeCell('2021', { sure: false }) },
        }),
        'care.lines': makeAnswer([], {
          cells: { '1.drug': makeCell('x'), '2.drug': makeCell('y', { sure: false }) },
        }),
      },
      unsure: ['care.visits.m3.date', 'care.lines.2.drug'],
    });
    expect(taken(review, 'care')).toEqual(['care.visits.m0.date']);
  });

  it('never takes what the reader doubted, whatever the case', () => {
    const keys = ['patient.code', 'patient.weight', 'patient.graft', 'patient.graft_date'];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            isSure: fc.boolean(),
            isReviewed: fc.boolean(),
            isPersons: fc.boolean(),
            isRemarked: fc.boolean(),
          }),
          { minLength: 4, maxLength: 4 },
        ),
        (flags) => {
          const of = (pick: (flag: (typeof flags)[number]) => boolean) =>
            keys.filter((_, at) => flags[at] !== undefined && pick(flags[at]));
          const answers = keys.map((key, at) => {
            const flag = flags[at];
            return [
              key,
              makeAnswer('x', {
                sure: flag?.isSure ?? false,
                reviewed: flag?.isReviewed ?? false,
                origin: flag?.isPersons ? 'person' : 'reading',
              }),
            ] as const;
          });
          const unsure = of(({ isSure }) => !isSure);
          const remarked = of(({ isRemarked }) => isRemarked);
          const review = makeReview({
            answers: Object.fromEntries(answers),
            unsure,
            findings: remarked.map((key) => finding([key])),
          });
          const all = taken(review, 'patient');
          expect(all.filter((name) => unsure.includes(name) || remarked.includes(name))).toEqual([]);
          expect(all).toEqual(
            of((flag) => flag.isSure && !flag.isRemarked && !flag.isPersons && !flag.isReviewed),
          );
        },
      ),
    );
  });
});
