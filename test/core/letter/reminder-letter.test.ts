/** The words of the three reminders and of an investigator's own letter: short, polite, and of nothing that was answered. */
import { describe, expect, test } from '@jest/globals';
import { type LetterInput } from '../../../src/core/letter/letter-input.js';
import { type Ask } from '../../../src/core/letter/list-asks.js';
import { writeLetter } from '../../../src/core/letter/write-letter.js';
import { letterStudy } from './letter-study.js';

const asks: Ask[] = ['patient.code', 'patient.sex', 'patient.organs', 'dara.first_date', 'dara.lines'].map(
  (name) => ({ names: [name], reason: null }),
);
const about = { study: letterStudy, isFirst: false, withBlank: false } as const;
const remind = (step: number, language: 'fr' | 'en', more: Partial<{ asks: Ask[] }> = {}) =>
  writeLetter({ ...about, outcome: 'reminder', step, language, reference: 'DARA-0042', asks, ...more });
/** Typographic spaces made plain and the wrapped lines joined. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\n(?!\n)/g, ' ');
/** Between the greeting and the signature: what the study asks of a tired reader. */
const countWords = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const steps = [1, 2, 3].flatMap((step) => [[step, 'fr'] as const, [step, 'en'] as const]);

describe('a reminder', () => {
  test.each(steps)('step %i in %s', (step, language) => {
    const { kind, subject, text, html } = remind(step, language);
    expect(kind).toBe('reminder');
    expect(subject).toContain('[DARA-0042]');
    const words = plain(text);
    expect(words).toContain('DARA-0042');
    expect(words).toMatch(language === 'fr' ? /répondez STOP, seul/ : /reply STOP, alone/);
    expect(words).toMatch(
      language === 'fr' ? /Répondez simplement à ce message/ : /Simply reply to this message/,
    );
    expect(html).toContain('STOP');
    for (const number of [1, 2, 3, 4, 5]) expect(html).toContain(`${number}. `);
    expect(countWords(text)).toBeLessThan(150);
  });

  test.each(['fr', 'en'] as const)('says each time something else, in %s', (language) => {
    const texts = [1, 2, 3].map((step) => remind(step, language).text);
    expect(new Set(texts).size).toBe(3);
    expect(plain(texts[2] ?? '')).toMatch(language === 'fr' ? /dernier rappel/ : /last reminder/);
  });

  test('asks for nothing but what it is given', () => {
    const { text } = remind(1, 'fr', { asks: [{ names: ['patient.sex'], reason: null }] });
    expect(text).toMatch(/^ *2\. Sexe/m);
    expect(text).not.toMatch(/perfusion|Atteintes|Code patient/);
  });
});

describe('an investigator’s own letter', () => {
  const write = (
    language: 'fr' | 'en',
    more: Partial<Pick<Extract<LetterInput, { outcome: 'question' }>, 'asks'>>,
  ) =>
    writeLetter({
      ...about,
      ...{ outcome: 'question', language, reference: 'DARA-0042', asks: [], ...more },
      questions: [
        { name: 'dara.first_date', text: 'Cette date est-elle celle de la prescription ?' },
        { name: 'gone.question', text: 'Une question que l’étude n’a plus' },
      ],
    });

  test('has one line a question, under the number that it has on the sheet', () => {
    const { kind, subject, text } = write('fr', {});
    expect(kind).toBe('question');
    expect(subject).toContain('[DARA-0042]');
    expect(plain(text)).toContain('4. Cette date est-elle celle de la prescription ?');
    expect(text).not.toContain('STOP');
  });
  test('and what is missing before it', () => {
    const text = plain(write('en', { asks: [{ names: ['patient.sex'], reason: null }] }).text);
    expect(text).toContain('2. Sex');
    expect(text.indexOf('2. Sex')).toBeLessThan(text.indexOf('4. Cette date'));
  });
});
