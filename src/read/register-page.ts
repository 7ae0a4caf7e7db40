/**
 * Lays a drawn page over the blank: the page's QR code says which page it is and roughly where it lies, the
 * corner squares exactly.
 */
import { type PageLayout } from '../core/sheet/layout.js';
import { type GreyImage } from '../external/pdf-render.js';
import { type QrCode } from '../external/qr-code.js';
import {
  distance,
  fitAffine,
  fitSimilarity,
  invertFit,
  mapPoint,
  middle,
  rectCorners,
  worstMiss,
  type PageFit,
  type Pair,
  type Point,
} from './page-fit.js';

const DARK = 110;
/** How far the QR code alone may misplace a corner, in the blank's points. */
const SEARCH = 30;
const WORST_MISS = 2.5;

/** Null when too few marks are found where they should be. */
export function registerPage(image: GreyImage, code: QrCode, layout: PageLayout): PageFit | null {
  const { rect } = layout.mark;
  const rough = fitSimilarity(
    rectCorners(rect).map((blank, index) => ({ seen: code.corners[index] ?? { x: 0, y: 0 }, blank })),
  );
  const back = rough && invertFit(rough);
  if (!back) return null;
  const scale = Math.hypot(back.a, back.b);
  const pairs: Pair[] = [];
  for (const corner of layout.corners) {
    const blank = middle(corner);
    const seen = findSquare(image, mapPoint(back, blank), corner.width * scale, SEARCH * scale);
    if (seen) pairs.push({ seen, blank });
  }
  if (pairs.length < 3) return null;
  const fit = fitAffine(pairs);
  if (!fit || worstMiss(fit, pairs) > WORST_MISS) return null;
  return fit;
}

/** Middle, in points, of the filled square nearest to where it is expected. */
function findSquare(image: GreyImage, expected: Point, side: number, reach: number): Point | null {
  const { width, height, pixels, scale } = image;
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  const left = clamp((expected.x - reach) * scale, width - 1);
  const right = clamp((expected.x + reach) * scale, width - 1);
  const top = clamp((expected.y - reach) * scale, height - 1);
  const bottom = clamp((expected.y + reach) * scale, height - 1);
  const columns = right - left + 1;
  const seen = new Uint8Array(columns * (bottom - top + 1));
  const wanted = side * scale;
  let best: { point: Point; away: number } | null = null;
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      if (seen[(y - top) * columns + x - left] || (pixels[y * width + x] ?? 255) > DARK) continue;
      const blob = flood(x, y);
      const [w, h] = [blob.maxX - blob.minX + 1, blob.maxY - blob.minY + 1];
      const close = (length: number) => Math.abs(length - wanted) <= Math.max(2, wanted * 0.35);
      if (!close(w) || !close(h) || blob.count < 0.75 * w * h) continue;
      const point = { x: (blob.minX + w / 2) / scale, y: (blob.minY + h / 2) / scale };
      const away = distance(point, expected);
      if (!best || away < best.away) best = { point, away };
    }
  }
  return best?.point ?? null;

  function flood(startX: number, startY: number) {
    const blob = { minX: startX, maxX: startX, minY: startY, maxY: startY, count: 0 };
    const stack = [[startX, startY] as const];
    while (stack.length > 0) {
      const [x, y] = stack.pop() ?? [0, 0];
      if (x < left || x > right || y < top || y > bottom) continue;
      const index = (y - top) * columns + x - left;
      if (seen[index] || (pixels[y * width + x] ?? 255) > DARK) continue;
      seen[index] = 1;
      blob.count += 1;
      blob.minX = Math.min(blob.minX, x);
      blob.maxX = Math.max(blob.maxX, x);
      blob.minY = Math.min(blob.minY, y);
      blob.maxY = Math.max(blob.maxY, y);
      stack.push([x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]);
    }
    return blob;
  }
}
