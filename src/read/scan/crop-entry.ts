/** What was written in one place of a scanned page, cut out whole and freed of what is printed there. */
import { type Rect } from '../../core/sheet/layout.js';
import { type GreyImage } from '../../external/pdf-render.js';
import { findBlobs, type Blob } from './find-blobs.js';
import { erasePrinted } from './erase-printed.js';
import { drawFlat, type ToSeen } from './lay-flat.js';

export interface EntryCrop {
  /** At ENTRY_DPI, on white, with a margin. */
  readonly image: GreyImage;
  /** Letters and strokes, in its pixels, specks left out. */
  readonly blobs: readonly Blob[];
}

export const ENTRY_DPI = 300;
const DARK = 160;
/** In points: how far out of the place an entry is followed; white around it. */
const OUT = 3;
const MARGIN = 5;
/** Dust, in points across. */
const SPECK = 0.7;

/** Null when nothing is written there. */
export function cropEntry(page: GreyImage, toSeen: ToSeen, blank: GreyImage, place: Rect): EntryCrop | null {
  const rect = {
    x: place.x - OUT,
    y: place.y - OUT,
    width: place.width + 2 * OUT,
    height: place.height + 2 * OUT,
  };
  const seen = drawFlat(page, toSeen, rect, ENTRY_DPI);
  erasePrinted(
    seen,
    drawFlat(blank, (point) => point, rect, ENTRY_DPI),
  );
  const { scale } = seen;
  const edge = {
    left: OUT * scale,
    right: seen.width - OUT * scale,
    top: OUT * scale,
    bottom: seen.height - OUT * scale,
  };
  const blobs = findBlobs(seen, DARK).filter(({ left, right, top, bottom }) => {
    if (Math.max(right - left, bottom - top) + 1 < SPECK * scale) return false;
    // Of the place, when most of it is there.
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return x > edge.left && x < edge.right && y > edge.top && y < edge.bottom;
  });
  if (blobs.length === 0) return null;
  const left = Math.min(...blobs.map((blob) => blob.left));
  const right = Math.max(...blobs.map((blob) => blob.right));
  const top = Math.min(...blobs.map((blob) => blob.top));
  const bottom = Math.max(...blobs.map((blob) => blob.bottom));
  const margin = Math.round(MARGIN * scale);
  const image: GreyImage = {
    width: right - left + 1 + 2 * margin,
    height: bottom - top + 1 + 2 * margin,
    pixels: new Uint8Array((right - left + 1 + 2 * margin) * (bottom - top + 1 + 2 * margin)).fill(255),
    scale,
  };
  for (let y = top; y <= bottom; y += 1)
    for (let x = left; x <= right; x += 1)
      image.pixels[(y - top + margin) * image.width + x - left + margin] =
        seen.pixels[y * seen.width + x] ?? 255;
  const moved = blobs.map((blob) => ({
    ...blob,
    left: blob.left - left + margin,
    right: blob.right - left + margin,
    top: blob.top - top + margin,
    bottom: blob.bottom - top + margin,
    x: blob.x - left + margin,
    y: blob.y - top + margin,
  }));
  return { image, blobs: moved };
}
