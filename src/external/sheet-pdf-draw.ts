/** A page of the blank's layout as page content: labels, frames, registration squares and the page's mark. */
import {
  closePath,
  fill,
  grayscale,
  lineTo,
  moveTo,
  popGraphicsState,
  pushGraphicsState,
  rgb,
  setFillingGrayscaleColor,
  type Color,
  type PDFFont,
  type PDFPage,
} from '@cantoo/pdf-lib';
import encodeQR from 'qr';
import { type Label, type PageLayout, type Rect, type Shape } from '../core/sheet/layout.js';

export type EmbeddedFonts = Readonly<Record<Label['font'], PDFFont>>;

const TONES: Record<Label['tone'], Color> = {
  ink: grayscale(0.08),
  soft: grayscale(0.32),
  reversed: grayscale(1),
};
const FILLS: Record<NonNullable<Shape['fill']>, Color> = {
  band: rgb(0.11, 0.25, 0.36),
  tint: grayscale(0.93),
  ink: grayscale(0),
};
const STROKES: Record<NonNullable<Shape['stroke']>, { width: number; color: Color }> = {
  line: { width: 0.7, color: grayscale(0.2) },
  hair: { width: 0.4, color: grayscale(0.4) },
};

export function drawPage(page: PDFPage, layout: PageLayout, fonts: EmbeddedFonts): void {
  const flip = ({ x, y, width, height }: Rect) => ({ x, y: layout.height - y - height, width, height });
  for (const { rect, fill: filled, stroke } of layout.shapes)
    page.drawRectangle({
      ...flip(rect),
      ...(filled && { color: FILLS[filled] }),
      ...(stroke && { borderColor: STROKES[stroke].color, borderWidth: STROKES[stroke].width }),
    });
  for (const corner of layout.corners) page.drawRectangle({ ...flip(corner), color: FILLS.ink });
  drawMark(page, layout);
  for (const { text, x, y, size, font, tone } of layout.labels)
    page.drawText(text, { x, y: layout.height - y, size, font: fonts[font], color: TONES[tone] });
}

/** A QR code (ISO/IEC 18004), error correction M; each run of dark modules is one bar. */
function drawMark(page: PDFPage, { mark, height }: PageLayout): void {
  const bordered = encodeQR(mark.text, 'raw', { ecc: 'medium', border: 1 });
  const modules = bordered.slice(1, -1).map((row) => row.slice(1, -1));
  const side = mark.rect.width / modules.length;
  const bars = modules.flatMap((row, line) => {
    const top = height - mark.rect.y - line * side;
    return findRuns(row).flatMap(([from, to]) => {
      const [left, right] = [mark.rect.x + from * side, mark.rect.x + to * side];
      return [
        ...[moveTo(left, top), lineTo(right, top)],
        ...[lineTo(right, top - side), lineTo(left, top - side), closePath()],
      ];
    });
  });
  page.pushOperators(pushGraphicsState(), setFillingGrayscaleColor(0), ...bars, fill(), popGraphicsState());
}

function findRuns(row: readonly boolean[]): (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (const [index, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last && last[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}
