import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  CALL_TEXT_NAMES,
  LETTER_TEXT_NAMES,
  checkLetterTexts,
} from '../../../src/core/letter/letter-texts.js';
import { type LetterTexts } from '../../../src/core/study/study.js';

const read = (language: string) =>
  parse(readFileSync(`studies/daratumumab/letters.${language}.yaml`, 'utf8')) as Record<string, string>;
const texts: LetterTexts = { fr: read('fr'), en: read('en') };

describe('the letter texts of a study', () => {
  it('are all there in both languages, with the placeholders they may use', () => {
    expect(checkLetterTexts(texts)).toEqual([]);
  });

  const withoutCall = Object.fromEntries(
    Object.entries(texts.en).filter(([name]) => !name.startsWith('call.')),
  );

  it.each(LETTER_TEXT_NAMES)('are wrong without %s', (name) => {
    const { [name]: _left, ...fr } = texts.fr;
    expect(checkLetterTexts({ ...texts, fr })).toEqual([`fr: ${name}: text missing`]);
  });

  it.each([
    ['subject.complete', '[{tag}] {patient}', '{patient} is not available in this text'],
    ['subject.complete', 'Sheet received', '{tag} must appear'],
    ['greeting', ' ', 'text missing'],
    ['greetings', 'Hello', 'no letter uses this text'],
  ])('name the mistake in %s: “%s”', (name, text, mistake) => {
    expect(checkLetterTexts({ ...texts, en: { ...withoutCall, [name]: text } })).toEqual([
      `en: ${name}: ${mistake}`,
    ]);
  });

  it('hold a whole call, or none', () => {
    expect(checkLetterTexts({ ...texts, en: withoutCall })).toEqual([]);
    const [one, ...others] = CALL_TEXT_NAMES;
    expect(checkLetterTexts({ ...texts, en: { ...withoutCall, [one ?? '']: 'A call' } })).toEqual(
      others.map((name) => `en: ${name}: text missing`),
    );
  });
});
