/** The page of a personal link: what it asks, what it tells, and what becomes of what is put in. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkForm } from '../../src/core/form/check-form.js';
import { type FormEntry, mergeEntries } from '../../src/core/form/form-entry.js';
import { listItems } from '../../src/core/form/list-items.js';
import { holdsLink, writeLinkUrl } from '../../src/core/form/personal-link.js';
import { readForm } from '../../src/core/form/read-form.js';
import {
  findThreadCase,
  makeLinkToken,
  makeThreadToken,
  type Sign,
  verifyLinkToken,
  verifyThreadToken,
} from '../../src/core/letter/thread-token.js';
import { judgeSheet } from '../../src/core/sheet/judge-sheet.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { letterStudy } from './letter/letter-study.js';

const study = loadStudy('studies/daratumumab');
const text = (name: string, words: string): FormEntry => ({ name, text: words, codes: [] });
const tick = (name: string, ...codes: string[]): FormEntry => ({ name, text: '', codes });
const ask = (...names: string[]) => ({
  asks: names.map((name) => ({ names: [name], reason: null })),
  questions: [],
});
const today = '2026-11-24';

describe('what is asked', () => {
  it('only of some patients is a number and a line until its reader has shown who they are', () => {
    const unknown = listItems(letterStudy, ask('status.death_date'), { language: 'fr', isProven: false });
    expect(unknown).toMatchObject([{ label: null, section: null, control: 'line', unit: null, choices: [] }]);
    expect(JSON.stringify(unknown)).not.toMatch(/décès/i);
    const proven = listItems(letterStudy, ask('status.death_date'), { language: 'fr', isProven: true });
    expect(proven).toMatchObject([{ label: 'Date du décès' }]);
  });

  it('of all has its own control, in the language of the letter', () => {
    const names = [
      'patient.sex',
      'disease.organs',
      'patient.age',
      'patient.history',
      'disease.autoantibodies',
    ];
    const items = listItems(study, ask(...names), { language: 'en', isProven: false });
    expect(items.map(({ control }) => control)).toEqual(['one', 'many', 'number', 'text', 'words']);
    expect(items[2]?.label).toBe('Age at first infusion');
  });
});

describe('what is put in', () => {
  it.each<[string, FormEntry, unknown]>([
    ['a choice', tick('patient.sex', 'F'), 'F'],
    ['a code for what is missing', tick('patient.sex', 'NSP'), { missing: 'NSP' }],
    ['several boxes', tick('disease.organs', 'kidney', 'blood'), ['kidney', 'blood']],
    ['a number', text('patient.weight', '61,5'), 61.5],
    ['a date', text('dara.first_date', '12/01/2021'), '2021-01-12'],
    ['words for a choice', text('dara.stop_reason', 'NSP'), { missing: 'NSP' }],
  ])('is judged as on a sheet: %s', (_name, entry, value) => {
    const { candidates, text: words } = readForm(study, 'fr', { entries: [entry], words: [] });
    const { answers } = judgeSheet(study, 'fr', candidates, { today });
    expect(Object.keys(answers)).toEqual([entry.name]);
    expect(answers[entry.name]).toMatchObject({
      value,
      sure: true,
      source: { strategy: 'form', path: 'body/line[1]' },
    });
    expect(words.split('\n')).toHaveLength(2);
  });

  it('in a cell is of that cell alone, and each stands on its own line', () => {
    const entries = [text('patient.age', '52'), text('followup.visits.m0.prednisone', '40')];
    const { candidates } = readForm(study, 'fr', { entries, words: [] });
    const { answers } = judgeSheet(study, 'fr', candidates, { today });
    expect(answers['followup.visits']).toMatchObject({ value: [{ row: 'm0', prednisone: 40 }], sure: true });
    expect(answers['followup.visits']?.cells?.['m0.prednisone']?.source.path).toBe('body/line[2]');
  });

  it('later takes the place of what was saved, and a blank takes it away', () => {
    const saved = [text('a', '1'), text('b', '2')];
    expect(mergeEntries(saved, [text('a', '3'), text('b', ' ')])).toEqual([text('a', '3')]);
  });
});

describe('what is doubted before it goes', () => {
  const check = (entries: FormEntry[], known: Parameters<typeof checkForm>[2]['known'] = null) =>
    checkForm(study, entries, { language: 'fr', today, known }).map(({ name, kind }) => `${name} ${kind}`);

  it('is what is not understood or unusual', () => {
    expect(check([text('patient.age', 'abc')])).toEqual(['patient.age unclear']);
    expect(check([text('patient.age', '154')])).toEqual(['patient.age unusual']);
    expect(check([text('patient.age', '52')])).toEqual([]);
  });

  it('is what does not agree with answers that are there, for a reader who has shown who they are, and for no other', () => {
    const source = { strategy: 'acroform', page: 1, rect: null } as const;
    const held = (value: string) => ({
      answer: { value, raw: value, confidence: 1, sure: true, source },
      origin: 'reading' as const,
    });
    const known = { 'dara.last_date': held('2021-03-02') };
    const later = [text('dara.first_date', '12/01/2023')];
    expect(check(later, known)).toEqual(['dara.first_date contradicts']);
    expect(check(later)).toEqual([]);
    expect(check([...later, text('dara.last_date', '02/03/2021')])).not.toEqual([]);
  });
});

describe('the link', () => {
  const sign: Sign = (words) => createHmac('sha256', 'test').update(words).digest('hex');
  const id = '0b9f4f0e-54d5-4a3c-9d0f-1f2e3d4c5b6a';

  it('opens its page, finds no thread, and no thread’s token opens it', () => {
    const token = makeLinkToken(id, sign);
    expect(verifyLinkToken(token, sign)).toBe(id);
    expect(verifyThreadToken(token, sign)).toBeNull();
    expect(findThreadCase({ text: writeLinkUrl('https://r.test', token), subject: token }, sign)).toBeNull();
    expect(verifyLinkToken(makeThreadToken(id, sign), sign)).toBeNull();
    expect(verifyLinkToken(`${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`, sign)).toBeNull();
  });

  it.each([
    ['https://r.test/answer#abcdefgh234567', true],
    ['<https://eur01.safelinks.test/?url=https%3A%2F%2Fr.test%2Fanswer%23abcdefgh234567>', true],
    ['My answer is 54', false],
  ])('is known in a quoted letter: %s', (line, isLink) => {
    expect(holdsLink(line)).toBe(isLink);
  });
});
