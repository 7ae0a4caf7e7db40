/** How much of a part of a drawn page is dark. */
import { type Rect } from '../core/sheet/layout.js';
import { type GreyImage } from '../external/pdf-render.js';

const DARK = 150;

/** 0 to 1; `rect` in points of the image. */
export function inkShare(image: GreyImage, rect: Rect): number {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
  const left = clamp(Math.round(rect.x * image.scale), image.width);
  const right = clamp(Math.round((rect.x + rect.width) * image.scale), image.width);
  const top = clamp(Math.round(rect.y * image.scale), image.height);
  const bottom = clamp(Math.round((rect.y + rect.height) * image.scale), image.height);
  let dark = 0;
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) if ((image.pixels[y * image.width + x] ?? 255) < DARK) dark += 1;
  return dark / Math.max(1, (right - left) * (bottom - top));
}
