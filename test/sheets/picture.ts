/** A page's image as a person sees it: is there ink where a value is said to stand? */
import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Share of dark pixels in a rectangle of the page, `[x, y, width, height]` in points. */
  ink(rect: readonly number[]): number;
}

/** As our own encoder writes it: one IDAT, rows without filter, grey or colour. */
export function openPng(png: Uint8Array, dpi: number): Picture {
  const bytes = Buffer.from(png);
  const [width, height, samples] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[25] === 2 ? 3 : 1];
  const rows = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)));
  const isDark = (x: number, y: number) => (rows[y * (1 + width * samples) + 1 + x * samples] ?? 255) < 110;
  return {
    width,
    height,
    ink([x = 0, y = 0, w = 0, h = 0]) {
      const box = [x, y, x + w, y + h].map((point) => Math.round((point * dpi) / 72));
      const [left = 0, top = 0, right = 0, bottom = 0] = box;
      let count = 0;
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1) if (isDark(column, row)) count += 1;
      return count / Math.max(1, (right - left) * (bottom - top));
    },
  };
}
