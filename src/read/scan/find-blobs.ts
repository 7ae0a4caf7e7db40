/** The connected dark parts of an image, by runs of its rows (Rosenfeld & Pfaltz 1966): registration squares, letters, strokes. */
import { type GreyImage } from '../../external/pdf-render.js';

/** In pixels; the box's ends are included. */
export interface Blob {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Dark pixels. */
  readonly area: number;
  /** Their middle. */
  readonly x: number;
  readonly y: number;
}

const MOST_RUNS = 2_000_000;

/** Pixels darker than `dark`, joined where they touch, corners included. */
export function findBlobs({ width, height, pixels }: GreyImage, dark: number): Blob[] {
  const starts: number[] = [];
  const ends: number[] = [];
  const lines: number[] = [];
  const parents: number[] = [];
  const root = (run: number): number => {
    let at = run;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  let above = { from: 0, to: 0 };
  for (let y = 0; y < height && starts.length < MOST_RUNS; y += 1) {
    const from = starts.length;
    let near = above.from;
    for (let x = 0; x < width; x += 1) {
      if ((pixels[y * width + x] ?? 255) >= dark) continue;
      const start = x;
      while (x + 1 < width && (pixels[y * width + x + 1] ?? 255) < dark) x += 1;
      const run = starts.length;
      starts.push(start);
      ends.push(x);
      lines.push(y);
      parents.push(run);
      while (near < above.to && (ends[near] ?? 0) < start - 1) near += 1;
      for (let other = near; other < above.to && (starts[other] ?? 0) <= x + 1; other += 1) {
        const [one, two] = [root(run), root(other)];
        if (one !== two) parents[Math.max(one, two)] = Math.min(one, two);
      }
    }
    above = { from, to: starts.length };
  }
  const blobs = new Map<
    number,
    { left: number; top: number; right: number; bottom: number; area: number; x: number; y: number }
  >();
  for (let run = 0; run < starts.length; run += 1) {
    const [left, right, y] = [starts[run] ?? 0, ends[run] ?? 0, lines[run] ?? 0];
    const area = right - left + 1;
    const key = root(run);
    const blob = blobs.get(key);
    if (!blob) {
      blobs.set(key, { left, right, top: y, bottom: y, area, x: ((left + right) / 2) * area, y: y * area });
      continue;
    }
    blob.left = Math.min(blob.left, left);
    blob.right = Math.max(blob.right, right);
    blob.bottom = y;
    blob.area += area;
    blob.x += ((left + right) / 2) * area;
    blob.y += y * area;
  }
  return [...blobs.values()].map((blob) => ({ ...blob, x: blob.x / blob.area, y: blob.y / blob.area }));
}
