/**
 * Step 4: the small typography of a text, so that whoever edits a study need not type the special spaces. French:
 * a narrow no-break space (U+202F) before `; : ! ? »` and after `«`. Both: the apostrophe between two letters.
 */
import { type Language } from '../study/study.js';

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';

export function typeset(text: string, language: Language): string {
  const apostrophes = text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
  if (language !== 'fr') return apostrophes;
  return apostrophes
    .replace(/[ \u00a0\u202f]+(?=[;:!?»])/gu, NARROW)
    .replace(/«[ \u00a0\u202f]*/gu, `«${NARROW}`);
}

/** A telephone number that does not break at the end of a line. */
export function keepTogether(text: string): string {
  return text.replaceAll(' ', NO_BREAK);
}
