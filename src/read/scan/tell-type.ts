/**
 * Tells type from handwriting: what was recognised is set again in common typefaces and compared with what is seen. A line of type is as
 * long as the typeface makes it and has its strokes where the typeface has them; a line of handwriting has not, however well it was read.
 */
import { type GreyImage } from '../../external/pdf-render.js';
import { Correlation } from './correlation.js';

/** Both are compared at this height, in pixels. */
const HEIGHT = 22;
const STRETCH = [0.97, 0.985, 1, 1.015, 1.03];
const SHIFTS = [-1, 0, 1];

/** Likeness of the seen line to the best of the specimens, -1 to 1; `seen` is cut close to its ink. -1 without specimens. */
export function likenessToType(seen: GreyImage, specimens: readonly GreyImage[]): number {
  let best = -1;
  for (const specimen of specimens) {
    const aspect = (seen.width / seen.height) * (specimen.height / specimen.width);
    // A lone sign's height tells little; a line's length tells much.
    const allowed = specimen.width > 3 * specimen.height ? 1.2 : 1.35;
    if (aspect > allowed || aspect < 1 / allowed) continue;
    const width = Math.max(4, Math.round((HEIGHT * seen.width) / seen.height));
    const own = shrink(seen, width, HEIGHT);
    for (const stretch of STRETCH) {
      const other = shrink(specimen, Math.max(4, Math.round(width * stretch)), HEIGHT);
      for (const dx of SHIFTS) for (const dy of SHIFTS) best = Math.max(best, correlate(own, other, dx, dy));
    }
  }
  return best;
}

/** Mean of what each pixel covers. */
function shrink(image: GreyImage, width: number, height: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  const [across, down] = [image.width / width, image.height / height];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [left, top] = [Math.floor(x * across), Math.floor(y * down)];
      const right = Math.max(left + 1, Math.min(image.width, Math.ceil((x + 1) * across)));
      const bottom = Math.max(top + 1, Math.min(image.height, Math.ceil((y + 1) * down)));
      let [sum, count] = [0, 0];
      for (let v = top; v < bottom; v += 1)
        for (let u = left; u < right; u += 1) {
          sum += image.pixels[v * image.width + u] ?? 255;
          count += 1;
        }
      pixels[y * width + x] = sum / Math.max(1, count);
    }
  }
  return { width, height, pixels, scale: image.scale };
}

/** Of ink, so that white beyond the ends counts as paper. */
function correlate(one: GreyImage, other: GreyImage, dx: number, dy: number): number {
  const width = Math.max(one.width, other.width) + 2;
  const correlation = new Correlation();
  for (let y = -1; y < HEIGHT + 1; y += 1)
    for (let x = -1; x < width; x += 1) correlation.add(inkAt(one, x, y), inkAt(other, x + dx, y + dy));
  return correlation.value;
}

function inkAt({ width, height, pixels }: GreyImage, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 0 : 255 - (pixels[y * width + x] ?? 255);
}
