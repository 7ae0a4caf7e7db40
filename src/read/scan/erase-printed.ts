/** Takes what the blank shows out of a scanned page that lies over it: what is left was written. */
import { type GreyImage } from '../../external/pdf-render.js';

/** A printed line may stand this far from its place, and be so much thicker. In points. */
const AROUND = 1.3;
const PRINTED = 200;

/** Both of one size. Changes `seen`: what the blank shows, and a little around it, becomes white. */
export function erasePrinted(seen: GreyImage, blank: GreyImage): void {
  const { width, height } = seen;
  const reach = Math.max(1, Math.round(AROUND * seen.scale));
  const across = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    let left = 0;
    for (let x = -reach; x < width; x += 1) {
      if (x + reach < width && (blank.pixels[y * width + x + reach] ?? 255) < PRINTED) left = 2 * reach + 1;
      if (left > 0) {
        left -= 1;
        if (x >= 0) across[y * width + x] = 1;
      }
    }
  }
  for (let x = 0; x < width; x += 1) {
    let left = 0;
    for (let y = -reach; y < height; y += 1) {
      if (y + reach < height && across[(y + reach) * width + x]) left = 2 * reach + 1;
      if (left > 0) {
        left -= 1;
        if (y >= 0) seen.pixels[y * width + x] = 255;
      }
    }
  }
}
