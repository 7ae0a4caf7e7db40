/** How much of a part of a drawn page is dark. */
import { type Rect } from '../core/sheet/layout.js';
import { type GreyImage } from '../external/pdf-render.js';

const DARK = 150;

/** 0 to 1; `rect` in points of the image. Ink is what is darker than `dark`, 255 being white. */
export function inkShare(image: GreyImage, rect: Rect, dark = DARK): number {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
  const left = clamp(Math.round(rect.x * image.scale), image.width);
  const right = clamp(Math.round((rect.x + rect.width) * image.scale), image.width);
  const top = clamp(Math.round(rect.y * image.scale), image.height);
  const bottom = clamp(Math.round((rect.y + rect.height) * image.scale), image.height);
  let count = 0;
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) if ((image.pixels[y * image.width + x] ?? 255) < dark) count += 1;
  return count / Math.max(1, (right - left) * (bottom - top));
}
