/** A scanned page laid over its blank: any part of it can be drawn as if it had been printed straight, at the blank's size. */
import { type Rect } from '../../core/sheet/layout.js';
import { type GreyImage } from '../../external/pdf-render.js';
import { invertFit, mapPoint, type PageFit, type Point } from '../page-fit.js';

/** From a point of the blank to the point of the page where it is seen. */
export type ToSeen = (point: Point) => Point;

/** What bent paper or an uneven scanner adds to a fit: shifts, in points of the blank, at the nodes of a grid. */
export interface Bend {
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

/** Null when the fit is flat. */
export function laySheet(fit: PageFit, bend: Bend | null = null): ToSeen | null {
  const back = invertFit(fit);
  if (!back) return null;
  if (!bend) return (point) => mapPoint(back, point);
  return ({ x, y }) => {
    const shift = bendAt(bend, x, y);
    return mapPoint(back, { x: x + shift.x, y: y + shift.y });
  };
}

/** The rectangle of the blank at `dpi`; what lies outside of the page is white. */
export function drawFlat(page: GreyImage, toSeen: ToSeen, rect: Rect, dpi: number): GreyImage {
  const scale = dpi / 72;
  const width = Math.max(1, Math.round(rect.width * scale));
  const height = Math.max(1, Math.round(rect.height * scale));
  const pixels = new Uint8Array(width * height).fill(255);
  // The map is smooth: exact on every eighth pixel, straight between.
  const step = 8;
  for (let top = 0; top < height; top += step) {
    for (let left = 0; left < width; left += step) {
      const corner = (dx: number, dy: number): Point =>
        toSeen({ x: rect.x + (left + dx + 0.5) / scale, y: rect.y + (top + dy + 0.5) / scale });
      const [a, b, c, d] = [corner(0, 0), corner(step, 0), corner(0, step), corner(step, step)];
      for (let y = top; y < Math.min(height, top + step); y += 1) {
        const down = (y - top) / step;
        for (let x = left; x < Math.min(width, left + step); x += 1) {
          const across = (x - left) / step;
          const u =
            (a.x * (1 - across) + b.x * across) * (1 - down) + (c.x * (1 - across) + d.x * across) * down;
          const v =
            (a.y * (1 - across) + b.y * across) * (1 - down) + (c.y * (1 - across) + d.y * across) * down;
          pixels[y * width + x] = sample(page, u * page.scale - 0.5, v * page.scale - 0.5);
        }
      }
    }
  }
  return { width, height, pixels, scale };
}

function sample({ width, height, pixels }: GreyImage, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 255;
  const [across, down] = [x - left, y - top];
  const index = top * width + left;
  const upper = (pixels[index] ?? 255) * (1 - across) + (pixels[index + 1] ?? 255) * across;
  const lower = (pixels[index + width] ?? 255) * (1 - across) + (pixels[index + width + 1] ?? 255) * across;
  return Math.round(upper * (1 - down) + lower * down);
}

function bendAt({ step, columns, rows, dx, dy }: Bend, x: number, y: number): Point {
  const u = Math.min(columns - 1.001, Math.max(0, x / step));
  const v = Math.min(rows - 1.001, Math.max(0, y / step));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [across, down] = [u - left, v - top];
  const index = top * columns + left;
  const between = (values: Float32Array): number =>
    ((values[index] ?? 0) * (1 - across) + (values[index + 1] ?? 0) * across) * (1 - down) +
    ((values[index + columns] ?? 0) * (1 - across) + (values[index + columns + 1] ?? 0) * across) * down;
  return { x: between(dx), y: between(dy) };
}
