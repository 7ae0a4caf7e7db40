/** The lines of an entry, top to bottom: each is recognised by itself, for a line is what recognition does best. */
import { type GreyImage } from '../../external/pdf-render.js';
import { type EntryCrop } from './crop-entry.js';
import { type Blob } from './find-blobs.js';

export interface EntryLine {
  /** On white, with a margin. */
  readonly image: GreyImage;
  /** Cut close to the ink. */
  readonly close: GreyImage;
}

const MARGIN = 14;

export function splitLines({ image, blobs }: EntryCrop): EntryLine[] {
  const letters = [...blobs].sort((one, other) => one.top - other.top);
  const heights = letters.map(heightOf).sort((one, other) => one - other);
  const usual = heights[Math.floor(0.75 * heights.length)] ?? 1;
  const lines: { top: number; bottom: number; blobs: Blob[] }[] = [];
  // Letters first: accents, dots and commas go with the line that they are nearest to.
  for (const blob of letters.filter((one) => heightOf(one) > 0.45 * usual)) {
    const own = lines.find(
      ({ top, bottom }) => Math.min(bottom, blob.bottom) - Math.max(top, blob.top) > 0.3 * heightOf(blob),
    );
    if (!own) lines.push({ top: blob.top, bottom: blob.bottom, blobs: [blob] });
    else {
      own.blobs.push(blob);
      own.top = Math.min(own.top, blob.top);
      own.bottom = Math.max(own.bottom, blob.bottom);
    }
  }
  for (const blob of letters.filter((one) => heightOf(one) <= 0.45 * usual)) {
    const away = ({ top, bottom }: { top: number; bottom: number }) =>
      Math.max(0, top - blob.bottom, blob.top - bottom);
    const [nearest] = [...lines].sort((one, other) => away(one) - away(other));
    nearest?.blobs.push(blob);
  }
  return lines.sort((one, other) => one.top - other.top).map((line) => cutLine(image, line.blobs));
}

function cutLine(image: GreyImage, blobs: readonly Blob[]): EntryLine {
  const left = Math.min(...blobs.map((blob) => blob.left));
  const right = Math.max(...blobs.map((blob) => blob.right));
  const top = Math.min(...blobs.map((blob) => blob.top));
  const bottom = Math.max(...blobs.map((blob) => blob.bottom));
  return {
    image: cut(image, left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN),
    close: cut(image, left, top, right, bottom),
  };
}

function cut(
  { width, height, pixels, scale }: GreyImage,
  left: number,
  top: number,
  right: number,
  bottom: number,
): GreyImage {
  const [wide, high] = [right - left + 1, bottom - top + 1];
  const part = new Uint8Array(wide * high).fill(255);
  for (let y = Math.max(0, top); y <= Math.min(height - 1, bottom); y += 1)
    for (let x = Math.max(0, left); x <= Math.min(width - 1, right); x += 1)
      part[(y - top) * wide + x - left] = pixels[y * width + x] ?? 255;
  return { width: wide, height: high, pixels: part, scale };
}

function heightOf({ top, bottom }: Blob): number {
  return bottom - top + 1;
}
