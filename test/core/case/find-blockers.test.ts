/** What stands between a draft and its signature. */
import { describe, expect, it } from '@jest/globals';
import { acceptAnswers } from '../../../src/core/case/accept-answers.js';
import { type CaseAnswers } from '../../../src/core/case/case-answers.js';
import { editAnswer } from '../../../src/core/case/edit-answer.js';
import { type Blocker, findBlockers, type ReviewedCase } from '../../../src/core/case/find-blockers.js';
import { measureCase } from '../../../src/core/case/measure-case.js';
import { type InclusionLook, listVerdicts } from '../../../src/core/case/review.js';
import { type Finding } from '../../../src/core/sheet/finding.js';
import {
  AT,
  caseWith,
  CLAIRE,
  contextOf,
  read,
  readTable,
  STUDY,
  type TestCase,
  TODAY,
} from './review-study.js';

function lookAt(answers: CaseAnswers, reason?: string): InclusionLook {
  const { inclusion } = measureCase(STUDY, answers, TODAY).check;
  return { by: CLAIRE, at: AT, verdicts: listVerdicts(inclusion), ...(reason !== undefined && { reason }) };
}
function blockersOf(given: TestCase, more: Partial<ReviewedCase> = {}): Blocker[] {
  const measure = measureCase(STUDY, given.answers, TODAY);
  return findBlockers(STUDY, {
    ...{ answers: given.answers, measure, hasProposal: false, waitingSheets: 0 },
    findings: [...given.findings, ...measure.findings],
    inclusion: lookAt(given.answers),
    ...more,
  });
}

it('nothing, when all is there and its inclusion was looked at', () => {
  expect(blockersOf(caseWith())).toEqual([]);
});

describe('an answer', () => {
  const without = (key: string): CaseAnswers => {
    const { [key]: _gone, ...answers } = caseWith().answers;
    return answers;
  };
  const onTwoDays = { 'dara.first': read('2021-03-09'), 'dara.last': read('2021-03-02') };
  it.each<[string, TestCase, Blocker[]]>([
    [
      'that is missing',
      { answers: without('patient.weight'), findings: [] },
      [{ code: 'missing', keys: ['patient.weight'] }],
    ],
    [
      'of a cell that is missing',
      caseWith({ 'dara.visits': readTable({ 'm3.date': '2021-04-13' }) }),
      [{ code: 'missing', keys: ['dara.visits.m0.date'] }],
    ],
    ['that is coded missing', caseWith({ 'patient.weight': read({ missing: 'NSP' }) }), []],
    [
      'that is coded as the question does not allow',
      caseWith({ 'dara.last': read({ missing: 'NA' }) }),
      [{ code: 'code_not_allowed', keys: ['dara.last'] }],
    ],
    [
      'that is doubtful',
      caseWith({ 'patient.weight': read(60, false) }),
      [{ code: 'unsure', keys: ['patient.weight'] }],
    ],
    [
      'that is unusual',
      caseWith({ 'patient.weight': read(400) }),
      [{ code: 'to_look_at', keys: ['patient.weight'] }],
    ],
    [
      'that another contradicts',
      caseWith(onTwoDays),
      [{ code: 'to_look_at', keys: ['dara.first', 'dara.last'] }],
    ],
    [
      'that a newer sheet does not agree with',
      caseWith({}, [{ code: 'differs', key: 'dara.route' }]),
      [{ code: 'to_look_at', keys: ['dara.route'] }],
    ],
    [
      'of a row without a name, however its rows are counted',
      caseWith({ 'dara.drugs': readTable({ '2.drug': 'A', '2.dose': 5 }) }, [
        { code: 'out_of_range', key: 'dara.drugs.1.dose' },
      ]),
      [{ code: 'to_look_at', keys: ['dara.drugs.1.dose'] }],
    ],
    [
      'that was only converted',
      caseWith({}, [{ code: 'converted', key: 'patient.weight', detail: 'x' }]),
      [],
    ],
    ['that is a month for a day', caseWith({ 'dara.last': read('2021-03') }), []],
    [
      'about the informed patient, unless it allows',
      caseWith({ 'patient.informed': read({ missing: 'NSP' }) }),
      [{ code: 'non_opposition', keys: ['patient.informed'] }],
    ],
    ['that waives the information', caseWith({ 'patient.informed': read('waived') }), []],
    [
      'about the informed patient that is doubtful',
      caseWith({ 'patient.informed': read('yes', false) }),
      [
        { code: 'unsure', keys: ['patient.informed'] },
        { code: 'non_opposition', keys: ['patient.informed'] },
      ],
    ],
  ])('%s', (_what, given, expected) => {
    expect(blockersOf(given)).toEqual(expected);
  });

  it('that is unusual is in the way no longer once a person took it', () => {
    const given = caseWith({ 'patient.weight': read(400) });
    expect(blockersOf({ ...acceptAnswers(contextOf(), given, ['patient.weight']) })).toEqual([]);
  });

  it('that a person entered is in the way while it is unusual, until she looked at it again', () => {
    const entry = { name: 'patient.weight', value: '400', missing: null, reason: 'relu' };
    const entered = editAnswer(contextOf(), caseWith(), entry);
    expect(blockersOf(entered)).toEqual([{ code: 'to_look_at', keys: ['patient.weight'] }]);
    expect(blockersOf(acceptAnswers(contextOf(), entered, ['patient.weight']))).toEqual([]);
  });

  it('that was accepted before it was contradicted by an entry: the entry is looked at again', () => {
    const accepted = acceptAnswers(contextOf(), caseWith(), ['dara.first']);
    const entry = { name: 'dara.last', value: '01/01/2021', missing: null, reason: 'relu' };
    const entered = editAnswer(contextOf(), accepted, entry);
    expect(blockersOf(entered)).toEqual([{ code: 'to_look_at', keys: ['dara.last'] }]);
  });

  it('of a person that a newer sheet contradicts is looked at again', () => {
    const entry = { name: 'patient.weight', value: '72', missing: null, reason: 'relu' };
    const { answers } = editAnswer(contextOf(), caseWith(), entry);
    const findings: Finding[] = [{ code: 'differs_from_person', key: 'patient.weight' }];
    expect(blockersOf({ answers, findings })).toEqual([{ code: 'to_look_at', keys: ['patient.weight'] }]);
    expect(blockersOf(acceptAnswers(contextOf(), { answers, findings }, ['patient.weight']))).toEqual([]);
  });
});

describe('the inclusion', () => {
  // "About 2021" may be any day: whether the first infusion was given cannot be told from a code.
  const unmet = caseWith({ 'dara.first': read({ missing: 'NSP' }) });
  const codes = (given: TestCase, inclusion: InclusionLook | undefined) =>
    blockersOf(given, { inclusion }).map(({ code }) => code);

  it('has to be looked at', () => {
    expect(codes(caseWith(), undefined)).toEqual(['inclusion_not_seen']);
  });
  it('looked at once is not looked at for ever', () => {
    expect(codes(caseWith(), lookAt(unmet.answers))).toEqual(['inclusion_not_seen']);
  });
  it('that is not met for sure keeps the case, until a person says why it is kept', () => {
    expect(codes(unmet, lookAt(unmet.answers))).toContain('inclusion_not_met');
    expect(codes(unmet, lookAt(unmet.answers, 'date retrouvée par téléphone'))).not.toContain(
      'inclusion_not_met',
    );
  });
});

it.each<[Partial<ReviewedCase>, string]>([
  [{ hasProposal: true }, 'proposal'],
  [{ waitingSheets: 1 }, 'waiting_sheet'],
])('a case that waits for another decision: %j', (more, code) => {
  expect(blockersOf(caseWith(), more)).toEqual([{ code, keys: [] }]);
});
