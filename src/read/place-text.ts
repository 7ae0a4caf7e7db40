/** Which place of the blank a piece of text was written in, by how much of it lies there. */
import { type Place, type Rect } from '../core/sheet/layout.js';
import { overlap } from './page-fit.js';

/** What people put in a box to tick it. */
export const TICK_SIGNS = /^\s*[xX×✓✔✗✘☒☑●•■4]\s*$/u;

/** Stands for writing that is seen and cannot be read: an empty text would be no entry at all. */
export const UNREADABLE = '[?]';

export interface Placed {
  readonly place: Place;
  /** The text lies in this place and in no other. */
  readonly clear: boolean;
}

/**
 * `rect` is the box of the text on the blank (an annotation's is often much larger than its words, which
 * start at its top left). Null when it lies in no place.
 */
export function placeText(rect: Rect, text: string, places: readonly Place[]): Placed | null {
  const words = inkBox(rect, text);
  const area = Math.max(1, words.width * words.height);
  const shares = places
    .map((place) => ({ place, share: overlap(place.rect, words) / area }))
    .filter(({ share }) => share > 0.1)
    .sort((one, other) => other.share - one.share);
  const [first, second] = shares;
  if (!first) return null;
  const clear = first.share >= 0.5 && (!second || second.share < 0.25);
  return { place: first.place, clear };
}

/** A guess at where the words themselves stand: from the top left, half an em a character. */
function inkBox(rect: Rect, text: string): Rect {
  const lines = text.split('\n');
  const height = Math.min(rect.height, lines.length * 14);
  const size = Math.min(12, height / lines.length);
  const longest = Math.max(...lines.map((line) => line.length));
  return { ...rect, width: Math.min(rect.width, Math.max(size * 0.6, longest * size * 0.5)), height };
}
