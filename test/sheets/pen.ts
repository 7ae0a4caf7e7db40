/** A pen on a printed blank: ticks, crosses, circles, blots and words in a hand, as paths and glyphs of the page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFDocument, type PDFPage, rgb } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import { type Place } from '../../src/core/sheet/layout.js';

/** `circle` and `beside` leave the box itself clean: a ring around its words' beginning, a tick to the left of the box. */
export type Stroke = 'tick' | 'cross' | 'slash' | 'blot' | 'dot' | 'circle' | 'beside' | 'thin' | 'pencil';
export interface PenMark {
  readonly place: Place;
  readonly stroke: Stroke;
}
export interface PenWord {
  readonly place: Place;
  readonly text: string;
}

const INK = rgb(0.1, 0.15, 0.45);
const HAND = '@expo-google-fonts/caveat/400Regular/Caveat_400Regular.ttf';

export async function writeByPen(
  blank: Uint8Array,
  marks: readonly PenMark[],
  words: readonly PenWord[] = [],
): Promise<Uint8Array> {
  const document = await PDFDocument.load(blank);
  document.getForm().flatten();
  const pages = document.getPages();
  for (const { place, stroke } of marks) {
    const page = pages[place.page - 1];
    if (page) drawStroke(page, place, stroke);
  }
  if (words.length > 0) {
    document.registerFontkit(fontkit as unknown as Parameters<typeof document.registerFontkit>[0]);
    const font = await document.embedFont(readFileSync(createRequire(import.meta.url).resolve(HAND)), {
      subset: false,
    });
    for (const { place, text } of words) {
      const page = pages[place.page - 1];
      const { x, y, height } = place.rect;
      page?.drawText(text, { x: x + 4, y: page.getHeight() - y - height * 0.75, size: 14, font, color: INK });
    }
  }
  return document.save();
}

function drawStroke(page: PDFPage, { rect }: Place, stroke: Stroke): void {
  const { x, y, width, height } = rect;
  const line = (points: readonly (readonly [number, number])[], thickness = 1.2, color = INK) => {
    const path = points
      .map(([u, v], index) => `${index === 0 ? 'M' : 'L'} ${u * width} ${v * height}`)
      .join(' ');
    page.drawSvgPath(path, { x, y: page.getHeight() - y, borderColor: color, borderWidth: thickness });
  };
  switch (stroke) {
    case 'tick':
      return line([[0.1, 0.5], [0.4, 0.95], [1.2, -0.3]]); // prettier-ignore
    case 'cross':
      line([[0.05, 0.1], [0.95, 0.9]]); // prettier-ignore
      return line([[0.9, 0.05], [0.1, 0.95]]); // prettier-ignore
    case 'slash':
      return line([[-0.1, 1.1], [1.1, -0.1]]); // prettier-ignore
    case 'thin':
      return line([[0.1, 0.5], [0.4, 0.95], [1.2, -0.3]], 0.5); // prettier-ignore
    case 'pencil':
      return line([[0.1, 0.5], [0.4, 0.95], [1.2, -0.3]], 0.8, rgb(0.55, 0.55, 0.55)); // prettier-ignore
    case 'blot':
      return page.drawRectangle({ x, y: page.getHeight() - y - height, width, height, color: INK });
    case 'dot':
      return page.drawCircle({
        x: x + width / 2,
        y: page.getHeight() - y - height / 2,
        size: 1.1,
        color: INK,
      });
    case 'circle':
      return page.drawEllipse({
        x: x + width + 14,
        y: page.getHeight() - y - height / 2,
        xScale: 14,
        yScale: 9,
        borderColor: INK,
        borderWidth: 1.1,
      });
    case 'beside':
      return line([[-0.75, 0.4], [-0.55, 0.9], [-0.2, 0]]); // prettier-ignore
  }
}
