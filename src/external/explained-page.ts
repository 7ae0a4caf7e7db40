/**
 * What was read on a page, drawn over it: each rectangle with its value and confidence, and beside the page why a value is not
 * sure. The drawing is a PDF of our own, laid over the page's picture by PDFium (paint-over.ts): both are in the reader already,
 * and its letters come from the blank's own font, where an SVG's would come from whatever fonts the machine has.
 */
import { PDFDocument, type PDFFont, type PDFPage, rgb } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import { type RectTuple } from '../core/sheet/reading.js';
import { paintOver, widen } from './paint-over.js';
import { type ColourImage } from './pdf-render.js';
import { canPrint, fontBytes } from './sheet-fonts.js';

export interface PageMark {
  readonly tone: 'sure' | 'unsure' | 'blank';
  readonly rect: RectTuple;
  /** Written at the rectangle, cut where it is too long; empty for a blank place. */
  readonly tag: string;
}
export interface PageNote {
  readonly tone: 'plain' | 'sure' | 'unsure' | 'blank';
  readonly text: string;
}
export interface ExplainedPage {
  /** Of the page as seen, in points. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly PageMark[];
  /** Beside the page, from the top; what finds no room is counted. */
  readonly notes: readonly PageNote[];
}

/** Told apart by those who see no red or no green too (Okabe and Ito's blue and vermilion). */
export const TONES = {
  sure: [0, 0.447, 0.698],
  unsure: [0.835, 0.369, 0],
  blank: [0.62, 0.65, 0.68],
  plain: [0.13, 0.13, 0.13],
} as const;
/** Of the column beside the page, in parts of the page's width: a sheet is legible whatever the size of its pages. */
const COLUMN = 0.34;
/** Sizes are those for A4, in points. */
const A4_WIDTH = 595.28;
const TAG = { size: 4.8, height: 5.8, pad: 1, least: 36 };
const NOTE = { size: 7, line: 8.6, gap: 3, pad: 10 };

/** The picture of the page, wider by the notes' column. */
export async function drawExplained(picture: ColourImage, page: ExplainedPage): Promise<ColourImage> {
  const wide = widen(picture, Math.round(picture.width * COLUMN));
  return paintOver(wide, await writeOverlay(page));
}

async function writeOverlay(explained: ExplainedPage): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const font = await document.embedFont(fontBytes('regular'), { subset: true });
  const page = document.addPage([explained.width * (1 + COLUMN), explained.height]);
  const scale = explained.width / A4_WIDTH;
  for (const mark of explained.marks) drawBox(page, mark, explained.height, scale);
  // Above all the boxes: a table's cells touch.
  for (const mark of explained.marks) drawTag(page, mark, font, explained, scale);
  drawNotes(page, explained, font, scale);
  return document.save({ addDefaultPage: false });
}

function colour(tone: keyof typeof TONES) {
  const [red, green, blue] = TONES[tone];
  return rgb(red, green, blue);
}

function drawBox(page: PDFPage, { tone, rect }: PageMark, height: number, scale: number): void {
  const [x, y, width, tall] = rect;
  const isBlank = tone === 'blank';
  page.drawRectangle({
    ...{ x, y: height - y - tall, width, height: tall },
    borderColor: colour(tone),
    borderWidth: (isBlank ? 0.4 : 1) * scale,
    borderOpacity: isBlank ? 0.7 : 1,
    color: colour(tone),
    opacity: isBlank ? 0.06 : 0.14,
  });
}

/** On the upper edge, at its right, so that what is written from the left stays seen; over a tick box from its left. */
function drawTag(
  page: PDFPage,
  mark: PageMark,
  font: PDFFont,
  explained: ExplainedPage,
  scale: number,
): void {
  if (mark.tag === '') return;
  const [x, y, width] = mark.rect;
  const [size, tall, pad] = [TAG.size * scale, TAG.height * scale, TAG.pad * scale];
  const room = Math.max(width, TAG.least * scale);
  const text = cut(printable(mark.tag), room - 2 * pad, font, size);
  const wide = font.widthOfTextAtSize(text, size) + 2 * pad;
  const left = Math.min(Math.max(x, x + width - wide), explained.width - wide);
  const bottom = explained.height - y - 0.3 * tall;
  page.drawRectangle({ x: left, y: bottom, width: wide, height: tall, color: colour(mark.tone) });
  page.drawText(text, { x: left + pad, y: bottom + 0.28 * tall, size, font, color: rgb(1, 1, 1) });
}

function drawNotes(page: PDFPage, explained: ExplainedPage, font: PDFFont, scale: number): void {
  const [size, line, pad] = [NOTE.size * scale, NOTE.line * scale, NOTE.pad * scale];
  const x = explained.width + pad;
  const style = { x, size, font };
  let y = explained.height - pad;
  for (const [index, { tone, text }] of explained.notes.entries()) {
    const lines = wrap(printable(text), explained.width * COLUMN - 2 * pad, font, size);
    if (y - (lines.length + 1) * line < pad) {
      const left = `… + ${explained.notes.length - index}`;
      page.drawText(left, { ...style, y: y - line, color: colour('plain') });
      return;
    }
    for (const words of lines) page.drawText(words, { ...style, y: (y -= line), color: colour(tone) });
    y -= NOTE.gap * scale;
  }
}

/** What the font cannot draw is shown as a box: it may be the very thing to be seen. */
function printable(text: string): string {
  return [...text.normalize('NFC').replace(/\s+/gu, ' ')]
    .map((character) => (/\p{C}/u.test(character) || !canPrint(character, 'regular') ? '□' : character))
    .join('');
}

function cut(text: string, room: number, font: PDFFont, size: number): string {
  if (font.widthOfTextAtSize(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && font.widthOfTextAtSize(`${letters.join('')}…`, size) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

function wrap(text: string, room: number, font: PDFFont, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (font.widthOfTextAtSize(longer, size) <= room) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = cut(word, room, font, size);
    }
  }
  return line === '' ? lines : [...lines, line];
}
