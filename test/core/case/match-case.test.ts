import { describe, expect, it } from '@jest/globals';
import {
  type CaseMatch,
  foldPatientCode,
  joinsCentre,
  type KnownCase,
  matchCase,
  type MatchInput,
} from '../../../src/core/case/match-case.js';

describe('a patient code', () => {
  it.each([
    ['P01', 'p 01'],
    ['P01', ' P-01.'],
    ['P01', 'p/01'],
    ['P01', 'Ｐ０１'],
    ['VAL12', 'Val.12'],
    ['É3', 'e3'],
    ['1-11', '1 / 11'],
    ['2020-004', '2020_004'],
    ['A1-2B', 'a 1.2 b'],
  ])('%s is %s', (one, other) => {
    expect(foldPatientCode(one)).toBe(foldPatientCode(other));
    expect(foldPatientCode(one)).not.toBeNull();
  });

  it.each([
    ['1-11', '11-1'],
    ['P01', 'P1'],
    ['P01', 'Q01'],
    ['12.3', '123'],
  ])('%s is not %s', (one, other) => {
    expect(foldPatientCode(one)).not.toBe(foldPatientCode(other));
  });

  it.each([null, '', ' ', '-', '…'])('“%s” is none', (code) => {
    expect(foldPatientCode(code)).toBeNull();
  });
});

const sheet = { patientCode: 'P-01', sex: 'F', birthYear: 1961 };
const known = (caseId: string, more: Partial<KnownCase> = {}): KnownCase => ({
  ...sheet,
  patientCode: 'p01',
  caseId,
  centreId: 'valmont',
  fromSender: false,
  ...more,
});
const input = (more: Partial<MatchInput>): MatchInput => ({
  sheet,
  typedCentreId: null,
  sheetsInMessage: 1,
  threadCase: null,
  senderCentreId: null,
  senderIsForged: false,
  candidates: [],
  ...more,
});
const thread = (caseId: string): CaseMatch => ({ kind: 'thread', caseId });
const centre = (caseId: string): CaseMatch => ({ kind: 'centre_and_code', caseId });
const isNew: CaseMatch = { kind: 'new' };

describe('a sheet goes', () => {
  it.each<[string, Partial<MatchInput>, CaseMatch]>([
    ['to a new case, the first from an unknown sender', {}, isNew],
    [
      'to a new case, whatever reference is written, with another code',
      { namedCase: known('a', { patientCode: 'Z-99' }) },
      isNew,
    ],
    [
      'to a new case, whatever reference is written, of another sex',
      { namedCase: known('a', { sex: 'M' }) },
      isNew,
    ],
    [
      'to its sender’s own case, whatever reference is written',
      { namedCase: known('b'), senderCentreId: 'valmont', candidates: [known('a')] },
      centre('a'),
    ],
    ['to its thread’s case', { threadCase: known('a') }, thread('a')],
    [
      'to its thread’s case, without a code of its own',
      { threadCase: known('a'), sheet: { ...sheet, patientCode: null } },
      thread('a'),
    ],
    [
      'to its thread’s case, which lacked the code',
      { threadCase: known('a', { patientCode: null }) },
      thread('a'),
    ],
    ['to its thread’s case, which lacked the sex', { threadCase: known('a', { sex: null }) }, thread('a')],
    [
      'to its thread’s case although the sender is of another centre',
      { threadCase: known('a'), senderCentreId: 'lac' },
      thread('a'),
    ],
    [
      'to the case of its sender’s centre and its code',
      { senderCentreId: 'valmont', candidates: [known('a')] },
      centre('a'),
    ],
    [
      'to the sender’s own case with the code',
      { candidates: [known('a', { fromSender: true, centreId: null })] },
      centre('a'),
    ],
    [
      'to a new case, the code being of another centre',
      { senderCentreId: 'lac', candidates: [known('a')] },
      isNew,
    ],
    [
      'to a new case, the code being another',
      { senderCentreId: 'valmont', candidates: [known('a', { patientCode: 'P02' })] },
      isNew,
    ],
    [
      'to a new case without any code',
      {
        senderCentreId: 'valmont',
        sheet: { ...sheet, patientCode: ' ' },
        candidates: [known('a', { patientCode: null })],
      },
      isNew,
    ],
    [
      'to a new case: the next patient sent in an old thread',
      { threadCase: known('a', { patientCode: 'P02', birthYear: 1950 }) },
      isNew,
    ],
    [
      'to the centre’s case whose code it has, although sent in another’s thread',
      { threadCase: known('a', { patientCode: 'P02' }), senderCentreId: 'valmont', candidates: [known('b')] },
      centre('b'),
    ],
    ['by its code, of several in a reply', { threadCase: known('a'), sheetsInMessage: 2 }, thread('a')],
    [
      'to a new case, another of several in a reply',
      { threadCase: known('a', { patientCode: 'P02', sex: 'M' }), sheetsInMessage: 2 },
      isNew,
    ],
  ])('%s', (_name, given, match) => {
    expect(matchCase(input(given))).toEqual(match);
  });
});

describe('an investigator says', () => {
  it.each<[string, Partial<MatchInput>, string[], string]>([
    ['when only the reference of a case is written', { namedCase: known('a') }, ['a'], 'named_case'],
    [
      'when it is, and the sheet has no code',
      { namedCase: known('a'), sheet: { ...sheet, patientCode: null } },
      ['a'],
      'named_case',
    ],
    [
      'when another sender types the hospital and the code',
      { typedCentreId: 'valmont', candidates: [known('a')] },
      ['a'],
      'other_sender',
    ],
    [
      'when a registered sender types another hospital',
      { senderCentreId: 'lac', typedCentreId: 'valmont', candidates: [known('a')] },
      ['a'],
      'other_sender',
    ],
    [
      'when the thread’s patient is of another sex',
      { threadCase: known('a', { sex: 'M' }) },
      ['a'],
      'other_sex_or_birth_year',
    ],
    [
      'when the thread’s patient is born in another year',
      { threadCase: known('a', { birthYear: 1962 }) },
      ['a'],
      'other_sex_or_birth_year',
    ],
    [
      'when the centre’s patient with the code is another, by the birth year',
      { senderCentreId: 'valmont', candidates: [known('a', { birthYear: 1940 })] },
      ['a'],
      'other_sex_or_birth_year',
    ],
    [
      'when only the code differs from the thread’s',
      { threadCase: known('a', { patientCode: 'P10' }) },
      ['a'],
      'other_code',
    ],
    [
      'when the code given in the thread is another case’s',
      { threadCase: known('a', { patientCode: null }), senderCentreId: 'valmont', candidates: [known('b')] },
      ['a', 'b'],
      'several_cases',
    ],
    [
      'when two cases of the centre have the code',
      { senderCentreId: 'valmont', candidates: [known('a'), known('b')] },
      ['a', 'b'],
      'several_cases',
    ],
    [
      'when one of several sheets in a reply has no code',
      { threadCase: known('a'), sheetsInMessage: 2, sheet: { ...sheet, patientCode: null } },
      ['a'],
      'sheet_without_code',
    ],
    [
      'when the sender is forged, even in a thread',
      { threadCase: known('a'), senderIsForged: true },
      ['a'],
      'forged_sender',
    ],
    [
      'when the sender is forged, of a centre with the code',
      { senderCentreId: 'valmont', candidates: [known('a')], senderIsForged: true },
      ['a'],
      'forged_sender',
    ],
  ])('%s', (_name, given, caseIds, why) => {
    expect(matchCase(input(given))).toEqual({ kind: 'proposal', caseIds, why });
  });
});

describe('a first sheet', () => {
  it.each([
    ['joins its sender to a centre without contacts', null, false, false, true],
    ['does not join anyone to a centre that is in other hands', null, false, true, false],
    ['does not move a sender from a centre', 'lac', false, false, false],
    ['does not join a forged sender', null, true, false, false],
  ])('%s', (_name, senderCentreId, senderIsForged, typedCentreHasContacts, joins) => {
    expect(joinsCentre({ senderCentreId, senderIsForged, typedCentreHasContacts })).toBe(joins);
  });
});
