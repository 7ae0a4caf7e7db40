/** Where the answers of a printed sheet begin, told by the sheet itself: most of them begin one under the other, each beside its label. */
import { type PdfGlyph } from '../../external/pdf-glyphs.js';
import { isInk, listLines } from './cell-words.js';
import { type PrintedRow } from './cut-cells.js';

/** In points. */
export const SAME_EDGE = 1.5;
/** So many answers must begin there. */
const FEWEST_ANSWERS = 4;
/** Of a label: its number and one letter are none. */
const FEWEST_LETTERS = 3;
/** Between a label and its answer, as a part of the font's size: a space is narrower. */
const GAP = 0.75;

interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly letters: number;
}

/** Points from the page's left; null when there is no such column. */
export function findAnswerColumn(rows: readonly PrintedRow[]): number | null {
  const votes = new Map<number, number>();
  for (const [cell, ...others] of rows) {
    if (!cell || others.length > 0) continue;
    const phrases = listPhrases(cell.glyphs);
    for (const start of new Set(phrases.map(({ from }) => Math.round(from)))) {
      const before = phrases.filter(({ to }) => to < start);
      const isLabelled = before.reduce((sum, { letters }) => sum + letters, 0) >= FEWEST_LETTERS;
      if (isLabelled && !isCrossed(phrases, start)) votes.set(start, (votes.get(start) ?? 0) + 1);
    }
  }
  const near = (start: number) =>
    [start - 1, start, start + 1].reduce((sum, x) => sum + (votes.get(x) ?? 0), 0);
  const [best] = [...votes.keys()].sort((one, other) => near(other) - near(one) || one - other);
  return best !== undefined && near(best) >= FEWEST_ANSWERS ? best : null;
}

/** Some words go on across the edge. */
export function isCrossed(phrases: readonly Phrase[], edge: number): boolean {
  return phrases.some(({ from, to }) => from < edge - SAME_EDGE && to > edge + SAME_EDGE);
}

/** Words that stand beside each other, a line at a time. */
export function listPhrases(glyphs: readonly PdfGlyph[]): Phrase[] {
  return listLines(glyphs.filter(isInk)).flatMap(({ glyphs: line }) => {
    const phrases: { from: number; to: number; letters: number }[] = [];
    for (const { start, end, size, text } of line) {
      const letters = /\p{L}/u.test(text) ? 1 : 0;
      const last = phrases.at(-1);
      if (last && start - last.to <= GAP * size) {
        last.to = Math.max(last.to, end);
        last.letters += letters;
      } else phrases.push({ from: start, to: end, letters });
    }
    return phrases;
  });
}
