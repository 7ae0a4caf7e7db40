/** Taking back one's own last act, taking answers of a sheet that waited, and two drafts of one patient. */
import { describe, expect, it } from '@jest/globals';
import { acceptAnswers } from '../../../src/core/case/accept-answers.js';
import { type Act, type CaseAct, isSameAnswer } from '../../../src/core/case/case-history.js';
import { editAnswer } from '../../../src/core/case/edit-answer.js';
import { joinAnswers } from '../../../src/core/case/join-cases.js';
import { findNewAnswer, listChangedNames, nameChanges } from '../../../src/core/case/name-changes.js';
import { takeAnswers } from '../../../src/core/case/take-answers.js';
import { findUndoable, undoAct } from '../../../src/core/case/undo-act.js';
import { type ReviewAct } from '../../../src/core/case/review-act.js';
import {
  caseWith,
  CLAIRE,
  contextOf,
  HUGO,
  read,
  readTable,
  refusalOf,
  STUDY,
  type TestCase,
} from './review-study.js';

const enter = (given: TestCase, name: string, value: string | null, by = CLAIRE): ReviewAct =>
  editAnswer(contextOf(by), given, { name, value, missing: null, reason: 'relu' });
const actOf = (act: Act, more: Partial<CaseAct> = {}): CaseAct => ({ act, by: CLAIRE, ...more });
const undo = (done: ReviewAct, now: Pick<ReviewAct, 'answers' | 'findings'> = done) =>
  undoAct(
    { ...now, state: 'draft' },
    { act: actOf('answer', { settled: done.settled }), changes: done.changes },
  );

describe('undoing', () => {
  it.each<[string, TestCase, (given: TestCase) => ReviewAct]>([
    ['an entry', caseWith(), (given) => enter(given, 'patient.weight', '72')],
    ['an entry where nothing was', caseWith(), (given) => enter(given, 'dara.reasons.other', 'x')],
    ['a cell', caseWith(), (given) => enter(given, 'dara.visits.m0.ck', '120')],
    ['an emptied answer', caseWith(), (given) => enter(given, 'patient.weight', null)],
    [
      'an acceptance, with what it had settled',
      caseWith({ 'patient.weight': read(60, false) }, [{ code: 'doubtful', key: 'patient.weight' }]),
      (given) => acceptAnswers(contextOf(), given, ['patient.weight', 'dara.route']),
    ],
  ])('%s leaves the case as it was', (_what, given, act) => {
    expect(undo(act(given))).toMatchObject({ answers: given.answers, findings: given.findings, state: null });
  });

  it('leaves what somebody else changed meanwhile', () => {
    const done = enter(caseWith(), 'patient.weight', '72');
    const other = enter(done, 'dara.route', 'sc', HUGO);
    const { answers } = undo(done, other);
    expect(answers['patient.weight']).toEqual(caseWith().answers['patient.weight']);
    expect(answers['dara.route']).toBe(other.answers['dara.route']);
  });

  it('is too late once somebody else changed the same answer', () => {
    const done = enter(caseWith(), 'patient.weight', '72');
    const other = enter(done, 'patient.weight', '73', HUGO);
    expect(refusalOf(() => undo(done, other))).toBe('undo_too_late');
  });

  it('a confirmation gives back the draft, and is too late once that was done', () => {
    const act = actOf('confirm', { state: { before: 'draft', after: 'confirmed' } });
    const current = { answers: {}, findings: [] };
    expect(undoAct({ ...current, state: 'confirmed' }, { act, changes: [] })).toMatchObject({
      state: 'draft',
    });
    expect(refusalOf(() => undoAct({ ...current, state: 'draft' }, { act, changes: [] }))).toBe(
      'undo_too_late',
    );
  });

  it.each<[Act, string | null]>([
    ['answer', 'answer'],
    ['accept', 'accept'],
    ['accept_sure', 'accept'],
    ['confirm', 'confirm'],
    ['set_aside', 'set_aside'],
    ['undo', null],
    ['reopen', null],
    ['join', null],
    ['withdrawn', null],
  ])('%s: %s', (act, what) => {
    expect(findUndoable(actOf(act))).toBe(what);
  });
});

describe('the history, name by name', () => {
  const words = (text: string, en = text) => ({ fr: text, en });
  it('says old and new in both languages', () => {
    const { changes } = enter(caseWith(), 'patient.weight', '72,5');
    expect(changes.flatMap((change) => nameChanges(STUDY, change))).toEqual([
      { name: 'patient.weight', before: words('61,5', '61.5'), after: words('72,5', '72.5') },
    ]);
  });
  it('of a table names the cells that are others', () => {
    const { changes } = enter(caseWith(), 'dara.visits.m3.ck', '7');
    expect(changes.flatMap((change) => nameChanges(STUDY, change))).toEqual([
      { name: 'dara.visits.m3.ck', before: null, after: words('7') },
    ]);
  });
  it('tells which names an act, or a sheet, was about', () => {
    const { changes, names } = acceptAnswers(contextOf(), caseWith(), ['dara.route', 'dara.visits.m0.ck']);
    expect(listChangedNames(STUDY, { act: actOf('accept', { names }), changes })).toEqual(names);
    const newer = readTable({ 'm0.date': '2021-01-11', 'm0.ck': 101, 'm3.date': '2021-04-13' });
    const before = caseWith().answers['dara.visits'] ?? null;
    const sheet = { act: null, changes: [{ key: 'dara.visits', before, after: newer }] };
    expect(listChangedNames(STUDY, sheet)).toEqual(['dara.visits.m0.ck']);
  });
  it('has nothing to say of a look', () => {
    const { changes } = acceptAnswers(contextOf(), caseWith(), ['dara.route']);
    expect(changes.flatMap((change) => nameChanges(STUDY, change))).toEqual([]);
  });
  it.each<[string, ReturnType<typeof findNewAnswer>]>([
    ['dara.visits.m3.ck', words('7')],
    ['dara.visits', words('7')],
    ['dara.visits.m0.ck', null],
    ['patient.weight', null],
  ])('answers a question on %s', (name, answer) => {
    expect(findNewAnswer(STUDY, name, enter(caseWith(), 'dara.visits.m3.ck', '7').changes)).toEqual(answer);
  });
  it.each([
    ['a.b', 'a.b', true],
    ['a.b', 'a.b.m0.ck', true],
    ['a.b.m0.ck', 'a.b', true],
    ['a.b', 'a.bc', false],
    ['a.b.m0.ck', 'a.b.m3.ck', false],
  ])('%s and %s are of one answer: %s', (one, other, same) => {
    expect(isSameAnswer(one, other)).toBe(same);
  });
});

describe('taking answers of a sheet that waited', () => {
  const reading = {
    ...{ sheet: 1, study: 'tiny', sheetVersion: '1', language: 'fr' as const },
    findings: [{ code: 'doubtful' as const, key: 'dara.route' }],
    answers: {
      'patient.weight': read(63).answer,
      'dara.route': read('sc', false).answer,
      'dara.visits': readTable({ 'm0.ck': 101 }).answer,
    },
  };
  const take = (names: string[], given = caseWith()) =>
    takeAnswers(contextOf(), given, { reading, readingId: 'r2' }, names);

  it('puts a sure one in the place of the old, even of a person’s, and leaves the others', () => {
    const entered = enter(caseWith(), 'patient.weight', '72');
    const { answers } = take(['patient.weight'], entered);
    expect(answers['patient.weight']).toMatchObject({
      ...{ origin: 'reading', touches: { '': { how: 'accepted' } } },
      answer: { value: 63, source: { readingId: 'r2' } },
    });
    expect(answers['dara.route']).toBe(entered.answers['dara.route']);
  });
  it('a doubtful one is still to be looked at', () => {
    const { answers, findings } = take(['dara.route']);
    expect(answers['dara.route']).toMatchObject({ origin: 'reading', answer: { sure: false } });
    expect(answers['dara.route']?.touches).toBeUndefined();
    expect(findings).toEqual(reading.findings);
  });
  it('of a table with named rows takes the cells that are filled', () => {
    expect(take(['dara.visits']).answers['dara.visits']?.answer.value).toEqual([
      { row: 'm0', date: '2021-01-11', ck: 101 },
      { row: 'm3', date: '2021-04-13' },
    ]);
  });
  it('refuses what the sheet does not answer', () => {
    expect(refusalOf(() => take(['dara.first']))).toBe('name_unknown');
  });
});

describe('two drafts of one patient', () => {
  it('become one, what a person entered in either staying hers', () => {
    const into = enter(caseWith(), 'dara.route', 'sc').answers;
    const joining = enter(caseWith({ 'dara.route': read('iv') }), 'patient.weight', '70', HUGO).answers;
    const { answers, changes, findings } = joinAnswers(STUDY, into, joining, false);
    expect(answers['patient.weight']).toMatchObject({ origin: 'person', touches: { '': { by: HUGO } } });
    expect(answers['dara.route']).toBe(into['dara.route']);
    expect(findings).toEqual([{ code: 'differs_from_person', key: 'dara.route' }]);
    expect(changes.map(({ key }) => key)).toEqual(['patient.weight']);
  });
  it('an older one fills blanks alone', () => {
    const { 'patient.weight': _blank, ...into } = caseWith().answers;
    const joining = caseWith({ 'dara.route': read('sc') }).answers;
    const { changes } = joinAnswers(STUDY, into, joining, true);
    expect(changes.map(({ key }) => key)).toEqual(['patient.weight']);
  });
});
