/** The pages of a study's own blank, drawn once: what is printed there is taken away from what is seen. */
import { openPixels, type GreyImage } from '../external/pdf-render.js';
import { SHEET_DPI } from './find-sheets.js';
import { type KnownSheet } from './known-sheets.js';

export interface BlankPage extends GreyImage {
  /** See PageMakeUp. */
  readonly objects: number;
}

export function drawBlanks(
  write: (sheet: KnownSheet) => Promise<Uint8Array>,
): (sheet: KnownSheet, page: number) => Promise<BlankPage | null> {
  const drawn = new Map<KnownSheet, Promise<readonly BlankPage[]>>();
  const draw = async (sheet: KnownSheet): Promise<readonly BlankPage[]> => {
    const pixels = await openPixels(await write(sheet));
    if (!pixels) return [];
    const images: BlankPage[] = [];
    for (let page = 1; page <= pixels.pageCount; page += 1) {
      const { objects } = pixels.makeUp(page);
      images.push({ ...(await pixels.render(page, SHEET_DPI)), objects });
    }
    pixels.close();
    return images;
  };
  return async (sheet, page) => {
    const known = drawn.get(sheet) ?? draw(sheet);
    drawn.set(sheet, known);
    return (await known)[page - 1] ?? null;
  };
}
