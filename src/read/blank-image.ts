/** The pages of a study's own blank, drawn once: what is printed there is taken away from what is seen. */
import { openPixels, type GreyImage } from '../external/pdf-render.js';
import { SHEET_DPI } from './find-sheets.js';
import { type KnownSheet } from './known-sheets.js';

export function drawBlanks(
  write: (sheet: KnownSheet) => Promise<Uint8Array>,
): (sheet: KnownSheet, page: number) => Promise<GreyImage | null> {
  const drawn = new Map<KnownSheet, Promise<readonly GreyImage[]>>();
  const draw = async (sheet: KnownSheet): Promise<readonly GreyImage[]> => {
    const pixels = await openPixels(await write(sheet));
    if (!pixels) return [];
    const images = Array.from({ length: pixels.pageCount }, (_, index) =>
      pixels.render(index + 1, SHEET_DPI),
    );
    pixels.close();
    return images;
  };
  return async (sheet, page) => {
    const known = drawn.get(sheet) ?? draw(sheet);
    drawn.set(sheet, known);
    return (await known)[page - 1] ?? null;
  };
}
