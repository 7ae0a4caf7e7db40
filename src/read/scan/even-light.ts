/** Takes the paper's own brightness out of a page that was scanned or photographed: shadows, yellowed paper, a copier's grey. */
import { type GreyImage } from '../../external/pdf-render.js';

/** Side of the squares in which paper is looked for: larger than any filled band of the sheet is high. In points. */
const BLOCK = 40;
/** Of a block's pixels, so many are darker than its paper. */
const PAPER = 0.8;
/** No paper is darker: what is outside of the sheet is not made white. */
const DARKEST_PAPER = 70;

/** Paper becomes 255 everywhere, ink keeps its share of it. */
export function evenLight(image: GreyImage): GreyImage {
  const { width, height, scale } = image;
  const side = Math.max(8, Math.round(BLOCK * scale));
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const paper = spread(measurePaper(image, side, columns, rows), columns, rows);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / side - 0.5));
    const top = Math.floor(v);
    const below = Math.min(rows - 1, top + 1);
    const down = v - top;
    for (let x = 0; x < width; x += 1) {
      const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / side - 0.5));
      const left = Math.floor(u);
      const right = Math.min(columns - 1, left + 1);
      const across = u - left;
      const upper =
        at(paper, top * columns + left) * (1 - across) + at(paper, top * columns + right) * across;
      const lower =
        at(paper, below * columns + left) * (1 - across) + at(paper, below * columns + right) * across;
      const white = upper * (1 - down) + lower * down;
      const index = y * width + x;
      pixels[index] = Math.min(255, Math.round(((image.pixels[index] ?? 255) * 255) / white));
    }
  }
  return { width, height, pixels, scale };
}

const at = (values: Float32Array, index: number): number => values[index] ?? 255;

function measurePaper(
  { width, height, pixels }: GreyImage,
  side: number,
  columns: number,
  rows: number,
): Float32Array {
  const paper = new Float32Array(columns * rows);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      histogram.fill(0);
      let count = 0;
      for (let y = row * side; y < Math.min(height, (row + 1) * side); y += 2) {
        for (let x = column * side; x < Math.min(width, (column + 1) * side); x += 2) {
          const value = pixels[y * width + x] ?? 255;
          histogram[value] = (histogram[value] ?? 0) + 1;
          count += 1;
        }
      }
      let left = count * PAPER;
      let value = 0;
      while (value < 255 && left > (histogram[value] ?? 0)) {
        left -= histogram[value] ?? 0;
        value += 1;
      }
      paper[row * columns + column] = Math.max(DARKEST_PAPER, value);
    }
  }
  return paper;
}

/** A block that holds no paper (a filled band) has that of its neighbours: their second brightest. */
function spread(paper: Float32Array, columns: number, rows: number): Float32Array {
  const even = new Float32Array(paper.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const near: number[] = [];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1)
          near.push(at(paper, y * columns + x));
      near.sort((one, other) => other - one);
      const own = at(paper, row * columns + column);
      even[row * columns + column] = Math.max(own, 0.9 * (near[1] ?? own));
    }
  }
  return even;
}
