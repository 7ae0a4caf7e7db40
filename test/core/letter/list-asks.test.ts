import { describe, expect, it } from '@jest/globals';
import { type CaseAnswer } from '../../../src/core/case/case-answers.js';
import { listAsks, needsPersonToRead } from '../../../src/core/letter/list-asks.js';
import { type Finding } from '../../../src/core/sheet/finding.js';
import { type DoubtCode, type ReadAnswer } from '../../../src/core/sheet/reading.js';
import { letterStudy as study } from './letter-study.js';

const source = { strategy: 'acroform', page: 1, rect: null } as const;
const read = (sure: boolean, doubt?: DoubtCode, cells?: ReadAnswer['cells']): CaseAnswer => ({
  origin: 'reading',
  answer: {
    value: 'x',
    raw: 'x',
    confidence: 0.5,
    sure,
    source,
    ...(doubt && { doubt }),
    ...(cells && { cells }),
  },
});
const list = (answers: Record<string, CaseAnswer>, findings: Finding[] = [], missing: string[] = []) =>
  listAsks(study, { missing, answers, findings }).map(
    ({ names, reason }) => `${names.join('+')} ${reason ?? '-'}`,
  );

describe('what is asked', () => {
  it('is what is missing and doubtful, in the sheet’s order, each once', () => {
    const answers = { 'patient.sex': read(false, 'several_boxes'), 'patient.code': read(true) };
    const findings: Finding[] = [
      { code: 'inconsistent', rule: 'C1', key: 'dara.first_date', keys: ['dara.first_date', 'status.visit'] },
      { code: 'out_of_range', key: 'dara.lines', detail: '99' },
      { code: 'unparsed', key: 'patient.sex', detail: 'x' },
    ];
    const missing = ['status.visit', 'dara.visits.m3.ck', 'dara.visits.m0.ck', 'dara.visits.m0.date'];
    expect(list(answers, findings, missing)).toEqual([
      'patient.sex several_boxes',
      'dara.first_date+status.visit inconsistent',
      'dara.lines out_of_range',
      'dara.visits.m0.date -',
      'dara.visits.m0.ck -',
      'dara.visits.m3.ck -',
      'status.visit -',
    ]);
  });

  it.each<[string, DoubtCode | undefined, Finding[], string[]]>([
    ['its doubt', 'ambiguous_date', [], ['dara.first_date ambiguous_date']],
    ['a doubt without words of its own', 'stale_appearance', [], ['dara.first_date check']],
    ['no doubt code', undefined, [], ['dara.first_date check']],
    [
      'a finding that says more',
      undefined,
      [{ code: 'partial_date', key: 'dara.first_date' }],
      ['dara.first_date partial_date'],
    ],
    ['OCR, which a person reads off the page', 'from_ocr', [], []],
  ])('of a doubtful answer is worded by %s', (_name, doubt, findings, asks) => {
    expect(list({ 'dara.first_date': read(false, doubt) }, findings)).toEqual(asks);
  });

  it('names the doubtful cells of a table', () => {
    const cell = { value: 'x', raw: 'x', confidence: 1, source };
    const answer = read(false, undefined, {
      'm0.date': { ...cell, sure: false, doubt: 'ambiguous_date' },
      'm0.ck': { ...cell, sure: true },
    });
    expect(list({ 'dara.visits': answer })).toEqual(['dara.visits.m0.date ambiguous_date']);
  });

  it.each<[string, Finding]>([
    ['a partial date, which is an answer', { code: 'partial_date', key: 'dara.first_date' }],
    ['what only investigators decide', { code: 'inclusion_fails', key: 'dara.first_date' }],
    ['what a person has settled', { code: 'differs_from_person', key: 'dara.first_date' }],
    ['a key that the study does not have', { code: 'out_of_range', key: 'other.key' }],
  ])('is not %s', (_name, finding) => {
    expect(list({ 'dara.first_date': read(true) }, [finding])).toEqual([]);
  });

  it('is never again what its clinician gave a second time', () => {
    const given = read(true);
    const confirmed = { ...given, answer: { ...given.answer, confirmed: true as const } };
    const finding: Finding = { code: 'out_of_range', key: 'dara.lines' };
    expect(list({ 'dara.lines': given }, [finding])).toEqual(['dara.lines out_of_range']);
    expect(list({ 'dara.lines': confirmed }, [finding])).toEqual([]);
    const keys = ['dara.lines', 'dara.first_date'];
    const clash: Finding = { code: 'inconsistent', rule: 'C1', key: 'dara.lines', keys };
    expect(list({ 'dara.lines': confirmed, 'dara.first_date': given }, [clash])).toHaveLength(1);
    expect(list({ 'dara.lines': confirmed, 'dara.first_date': confirmed }, [clash])).toEqual([]);
    const cell = { ...given.answer, value: 'x', confirmed: true as const };
    const table = read(true, undefined, { 'm0.ck': cell });
    expect(list({ 'dara.visits': table }, [{ code: 'out_of_range', key: 'dara.visits.m0.ck' }])).toEqual([]);
  });

  it('is never what a person has entered', () => {
    const answers = { 'dara.lines': { ...read(false, 'unparsed'), origin: 'person' as const } };
    expect(list(answers, [{ code: 'out_of_range', key: 'dara.lines' }])).toEqual([]);
  });
});

it.each<[DoubtCode | undefined, boolean, boolean]>([
  ['from_ocr', false, true],
  ['from_ocr', true, false],
  ['several_boxes', false, false],
  [undefined, false, false],
])('a person has to read (doubt %s, sure %s): %s', (doubt, sure, expected) => {
  expect(needsPersonToRead({ 'dara.lines': read(sure, doubt) })).toBe(expected);
});
