/** Boxes as people write them in a mail: [x] and [ ], (x) and ( ), ☒ and ☐; each with the words behind it. */
import { foldWords } from './normalise-text.js';
import { type Language, LANGUAGES, MISSING_CODES, type Question } from '../study/study.js';

/** One box, ticked or not. */
export const BOX = /\[\s*[xX✓✔✗✘]?\s*\]|\(\s*[xX✓✔✗✘]?\s*\)|[☐☒☑□■▢✓✔✗✘○●◯◉⬜⬛🗷🗹]/u;
const TICKED = /[xX✓✔☒☑■●◉⬛🗷🗹]/u;
/** In some hands a tick, in others its contrary. */
const UNCLEAR = /[✗✘]/u;

export interface WrittenBox {
  readonly mark: 'ticked' | 'empty' | 'unclear';
  readonly words: string;
  readonly raw: string;
}
export interface WrittenBoxes {
  /** What stands before the first box. */
  readonly before: string;
  readonly boxes: readonly WrittenBox[];
}

/** Null when there is no box. */
export function splitBoxes(text: string): WrittenBoxes | null {
  const marks = [...text.matchAll(new RegExp(BOX.source, 'gu'))];
  const [first] = marks;
  if (!first) return null;
  const boxes = marks.map((mark, at): WrittenBox => {
    const [glyph] = mark;
    const raw = text.slice(mark.index, marks[at + 1]?.index).trim();
    const words = raw.slice(glyph.length).replace(/^[\s:]+|[\s,;/|.]+$/g, '');
    return { mark: UNCLEAR.test(glyph) ? 'unclear' : TICKED.test(glyph) ? 'ticked' : 'empty', words, raw };
  });
  return { before: text.slice(0, first.index).trim(), boxes };
}

/** The code of the one choice, or missing-data code, that these words are; null for any other. */
export function findBoxCode(question: Question, words: string, language: Language): string | null {
  const said = fold(words);
  const missing = MISSING_CODES.find((code) => said === code.toLowerCase());
  if (missing) return missing;
  for (const one of [language, ...LANGUAGES.filter((other) => other !== language)]) {
    const [only, second] = question.choices.filter(({ label }) => fold(label[one]) === said);
    if (only) return second ? null : only.code;
  }
  return null;
}

function fold(text: string): string {
  return foldWords(text).replace(/\s+/g, ' ');
}
