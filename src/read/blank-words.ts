/**
 * What is printed on the blank, by lines, so that a page's text can be told apart into the sheet's own words
 * and what was written.
 */
import { type PageLayout } from '../core/sheet/layout.js';
import { type KnownSheet } from './known-sheets.js';

/** A run of text laid over the blank, in its points; `y` is the baseline. */
export interface BlankText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Line {
  readonly y: number;
  readonly words: string;
  readonly spans: readonly (readonly [from: number, to: number])[];
}

const SAME_LINE = 3;
const SIDE = 5;
/** How far a program that lacks the font pushes a label. */
const MOVED = 60;

const lines = new WeakMap<PageLayout, readonly Line[]>();

/** True when this text is printed there on the blank, or is a piece of it. */
export function isPrinted(sheet: KnownSheet, layout: PageLayout, text: BlankText): boolean {
  const words = bareText(text.text);
  if (words === '') return true;
  return linesOf(sheet, layout).some((line) => {
    if (Math.abs(line.y - text.y) > SAME_LINE || !line.words.includes(words)) return false;
    const covered = line.spans.reduce((sum, [from, to]) => {
      return sum + Math.max(0, Math.min(to + SIDE, text.x + text.width) - Math.max(from - SIDE, text.x));
    }, 0);
    return covered >= 0.7 * text.width;
  });
}

/** True when these words are printed on that line of the blank a little further on: a label that a program moved. */
export function isEcho(sheet: KnownSheet, layout: PageLayout, text: BlankText): boolean {
  const words = bareText(text.text);
  return (
    /\p{L}{4}/u.test(words) &&
    linesOf(sheet, layout).some(
      (line) =>
        Math.abs(line.y - text.y) <= SAME_LINE &&
        line.words.includes(words) &&
        line.spans.some(([from, to]) => from - MOVED < text.x + text.width && text.x < to + MOVED),
    )
  );
}

/** Letters and signs alone, in one form. */
export function bareText(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b-\u200f\ufeff]/gu, '');
}

function linesOf(sheet: KnownSheet, layout: PageLayout): readonly Line[] {
  const made = lines.get(layout);
  if (made) return made;
  const labels = [...layout.labels].sort((one, other) => one.y - other.y || one.x - other.x);
  const rows: { y: number; labels: typeof labels }[] = [];
  for (const label of labels) {
    const row = rows.find((one) => Math.abs(one.y - label.y) <= 1);
    if (row) row.labels.push(label);
    else rows.push({ y: label.y, labels: [label] });
  }
  const built = rows.map((row) => {
    const ordered = [...row.labels].sort((one, other) => one.x - other.x);
    return {
      y: row.y,
      words: ordered.map((label) => bareText(label.text)).join(''),
      spans: ordered.map((label) => {
        const width = sheet.measure(label.text, label.size, label.font);
        return [label.x, label.x + width] as const;
      }),
    };
  });
  lines.set(layout, built);
  return built;
}
