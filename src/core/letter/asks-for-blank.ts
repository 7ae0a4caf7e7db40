/** Step 3: whether someone asks for the blank sheet in the own words of a message's text or subject (what is quoted are ours). */

import { listOwnLines } from './own-words.js';

/** The subject of a reply or a forward is that of the letter it answers, which may well be “Blank collection sheet”. */
const BORROWED_SUBJECT = /^\s*(?:re|ré|rép|tr|fw|fwd|aw|sv)\s*:/iu;
/** Longer messages say more than that: a person reads them. */
const MOST_WORDS = 60;
const REQUEST = /\b(?:fiches? (?:de recueil )?vierges?|blank (?:collection )?sheet)\b/;

export function asksForBlank(text: string): boolean {
  const own = listOwnLines(text)
    .filter((line) => !BORROWED_SUBJECT.test(line))
    .join(' ');
  const words = own.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length <= MOST_WORDS && REQUEST.test(words.join(' '));
}
