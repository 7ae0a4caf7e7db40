/** The words of a printed cell as they were written: lines joined where a program broke them, each box with the words that belong to it. */
import { type PdfGlyph } from '../../external/pdf-glyphs.js';

/** Between words, and between columns, as parts of the font's size. */
const WORD_GAP = 0.16;
const COLUMN_GAP = 1.3;
/** Between a cell's words and its edge, at most, with the space before the next word. */
const PADDING = 1.4;
const BOX = /[☐□○◯⬜▢☒☑■✓✔✗✘●◉⬛🗷🗹]/u;

interface Line {
  readonly glyphs: readonly PdfGlyph[];
  readonly baseline: number;
}

/** From top to bottom, each from left to right. */
export function listLines(glyphs: readonly PdfGlyph[]): Line[] {
  const lines: { glyphs: PdfGlyph[]; baseline: number }[] = [];
  for (const glyph of [...glyphs].sort((one, other) => one.baseline - other.baseline)) {
    const line = lines.at(-1);
    if (line && glyph.baseline - line.baseline < 0.35 * Math.max(4, glyph.size)) line.glyphs.push(glyph);
    else lines.push({ glyphs: [glyph], baseline: glyph.baseline });
  }
  return lines.map(({ glyphs: own, baseline }) => ({
    glyphs: own.sort((one, other) => one.left - other.left),
    baseline,
  }));
}

/** `right`: where the cell ends, to tell a line that was broken for want of room from one that was ended. */
export function writeWords(glyphs: readonly PdfGlyph[], right: number): string {
  const lines = listLines(glyphs);
  // A box within a text is no list of boxes.
  const [top] = lines;
  const isList = top !== undefined && startsItem(top.glyphs, top.glyphs.findIndex(isInk));
  if (isList && glyphs.some(({ text }) => BOX.test(text))) return writeBoxes(lines);
  return lines.reduce((words, line, index) => {
    const before = lines[index - 1];
    const next = writeLine(line.glyphs);
    if (!before || words === '') return next;
    return next === '' ? words : `${words}${joint(words, isBroken(before, line, right))}${next}`;
  }, '');
}

/** A word that was broken at its own hyphen goes on without a space. */
function joint(words: string, isBroken: boolean): string {
  if (!isBroken) return '\n';
  return /\p{L}-$/u.test(words) ? '' : ' ';
}

/** The next line's first word would not have stood at the end of the line before. */
function isBroken(before: Line, line: Line, right: number): boolean {
  const inked = before.glyphs.filter(isInk);
  const end = Math.max(...inked.map((glyph) => glyph.right));
  const next = line.glyphs.filter(isInk);
  const stop = line.glyphs.findIndex((glyph, index) => index > 0 && !isInk(glyph));
  const word = stop < 0 ? next : line.glyphs.slice(0, stop).filter(isInk);
  const width = Math.max(...word.map((glyph) => glyph.right)) - Math.min(...word.map(({ left }) => left));
  return end + width > right - PADDING * (inked[0]?.size ?? 0);
}

export function isInk({ text }: PdfGlyph): boolean {
  return text.trim() !== '';
}

function writeLine(glyphs: readonly PdfGlyph[]): string {
  let words = '';
  let end: number | null = null;
  for (const glyph of glyphs) {
    if (!isInk(glyph)) {
      if (words !== '' && !words.endsWith(' ')) words += ' ';
      continue;
    }
    const gap = end === null ? 0 : glyph.start - end;
    if (gap > WORD_GAP * glyph.size && words !== '' && !/\s$/u.test(words)) words += ' ';
    words += glyph.text;
    end = glyph.end;
  }
  return words.trim();
}

interface Item {
  readonly left: number;
  readonly baseline: number;
  words: string;
}

/** Each box begins an item; what stands under an item's words, and under no other's, goes on with it. */
function writeBoxes(lines: readonly Line[]): string {
  const items: Item[] = [];
  const before: string[] = [];
  for (const { glyphs, baseline } of lines)
    for (const part of cutParts(glyphs)) {
      const words = writeLine(part);
      const [first] = part.filter(isInk);
      if (!first) continue;
      if (startsItem(part, part.indexOf(first))) {
        items.push({ left: first.left, baseline, words: words.replace(/^[xX](?=\s|$)/u, '☒') });
        continue;
      }
      const above = items
        .filter((item) => item.left < first.left + 1)
        .sort((one, other) => other.left - one.left);
      const column = above.filter(({ left }) => Math.abs(left - (above[0]?.left ?? 0)) < 2);
      const owner = column.reduce<Item | null>(
        (low, item) => (low && low.baseline > item.baseline ? low : item),
        null,
      );
      if (owner) owner.words += joint(owner.words, true) + words;
      else before.push(words);
    }
  return [...before, ...items.map(({ words }) => words)].join('\n');
}

/** A box, or a cross typed in the place of one. */
function startsItem(line: readonly PdfGlyph[], index: number): boolean {
  const glyph = line[index];
  if (!glyph) return false;
  const [before, after] = [line[index - 1], line[index + 1]];
  const isAlone =
    (!before || !isInk(before) || glyph.start - before.end > WORD_GAP * glyph.size) &&
    (!after || !isInk(after) || after.start - glyph.end > WORD_GAP * glyph.size);
  return BOX.test(glyph.text) || (/[xX]/u.test(glyph.text) && isAlone);
}

/** A line falls apart at each box, and where a column begins. */
function cutParts(glyphs: readonly PdfGlyph[]): PdfGlyph[][] {
  const parts: PdfGlyph[][] = [];
  let end: number | null = null;
  for (const [index, glyph] of glyphs.entries()) {
    const part = parts.at(-1);
    const isApart = end !== null && isInk(glyph) && glyph.start - end > COLUMN_GAP * glyph.size;
    if (!part || startsItem(glyphs, index) || isApart) parts.push([glyph]);
    else part.push(glyph);
    if (isInk(glyph)) end = glyph.end;
  }
  return parts;
}
