/**
 * Words set in the typefaces that programs fill forms with, as images: what was typed can be set again and looks the same, what was
 * written by hand cannot. Set by pdf-lib in the standard fonts (ISO 32000-2, 9.6.2.2), drawn by PDFium.
 */
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { type GreyImage, openPixels } from './pdf-render.js';

const TYPEFACES = [StandardFonts.Helvetica, StandardFonts.TimesRoman, StandardFonts.Courier] as const;
const SIZE = 20;
const ROW = 32;
const ROWS = 30;
const PAGE_WIDTH = 1400;
const DPI = 90;

/** By text: its ink in each typeface that has all its letters, cut close. A text too long to be set in one line has none. */
export async function setInType(texts: readonly string[]): Promise<Map<string, GreyImage[]>> {
  const wanted = [...new Set(texts)];
  const document = await PDFDocument.create();
  const fonts = await Promise.all(TYPEFACES.map((face) => document.embedFont(face)));
  const rows = wanted.flatMap((text) =>
    fonts.flatMap((font) => {
      try {
        return font.widthOfTextAtSize(text, SIZE) < PAGE_WIDTH - 20 ? [{ text, font }] : [];
      } catch {
        // A letter that the typeface has not.
        return [];
      }
    }),
  );
  for (let from = 0; from < rows.length; from += ROWS) {
    const page = document.addPage([PAGE_WIDTH, ROWS * ROW]);
    for (const [index, { text, font }] of rows.slice(from, from + ROWS).entries())
      page.drawText(text, { x: 10, y: (ROWS - index) * ROW - 22, size: SIZE, font });
  }
  const set = new Map<string, GreyImage[]>(wanted.map((text) => [text, []]));
  if (rows.length === 0) return set;
  const pixels = await openPixels(await document.save());
  if (!pixels) return set;
  try {
    for (let from = 0; from < rows.length; from += ROWS) {
      const page = await pixels.render(from / ROWS + 1, DPI);
      for (const [index, { text }] of rows.slice(from, from + ROWS).entries()) {
        const top = Math.round(index * ROW * page.scale);
        const cut = cutClose(page, top, Math.round((index + 1) * ROW * page.scale));
        if (cut) set.get(text)?.push(cut);
      }
    }
  } finally {
    pixels.close();
  }
  return set;
}

/** The dark part of the rows; null when there is none. */
function cutClose(
  { width, height, pixels, scale }: GreyImage,
  top: number,
  bottom: number,
): GreyImage | null {
  let [left, right, first, last] = [width, -1, height, -1];
  for (let y = top; y < Math.min(height, bottom); y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((pixels[y * width + x] ?? 255) >= 160) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      first = Math.min(first, y);
      last = Math.max(last, y);
    }
  }
  if (right < 0) return null;
  const [wide, high] = [right - left + 1, last - first + 1];
  const cut = new Uint8Array(wide * high);
  for (let y = 0; y < high; y += 1)
    cut.set(pixels.subarray((first + y) * width + left, (first + y) * width + right + 1), y * wide);
  return { width: wide, height: high, pixels: cut, scale };
}
