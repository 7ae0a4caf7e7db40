/** Whether something was drawn or typed over the words of a printed sheet: what its words say is then not all that it says. */
import { type PdfGlyph } from '../../external/pdf-glyphs.js';
import { type GreyImage } from '../../external/pdf-render.js';
import { readGlyph } from '../word-text.js';

const DARK = 140;
/** Part of an empty box's inside that may be dark: its frame's edge. */
const MOST_INK = 0.08;
const EMPTY_BOX = /[☐□○◯⬜▢]/u;

/** `glyphs` and `image` of one page. */
export function isMarkedOver(glyphs: readonly PdfGlyph[], image: GreyImage): boolean {
  const boxes = glyphs.filter(({ text }) => /[^\p{L}\p{N}\s]/u.test(text) && isBox(text));
  return boxes.some(
    (box) =>
      (EMPTY_BOX.test(box.text) && shareOfInk(box, image) > MOST_INK) ||
      glyphs.some((other) => other !== box && other.text.trim() !== '' && isOver(other, box)),
  );
}

function isBox(text: string): boolean {
  return readGlyph(text) !== null;
}

/** Within the middle half of its width and height. */
function shareOfInk({ left, right, top, bottom }: PdfGlyph, image: GreyImage): number {
  const { width, scale, pixels } = image;
  const [wide, high] = [(right - left) / 4, (bottom - top) / 4];
  let [dark, all] = [0, 0];
  for (let y = Math.ceil((top + high) * scale); y < Math.floor((bottom - high) * scale); y += 1)
    for (let x = Math.ceil((left + wide) * scale); x < Math.floor((right - wide) * scale); x += 1) {
      all += 1;
      if ((pixels[y * width + x] ?? 255) < DARK) dark += 1;
    }
  return all === 0 ? 0 : dark / all;
}

function isOver(one: PdfGlyph, box: PdfGlyph): boolean {
  const across = Math.min(one.right, box.right) - Math.max(one.left, box.left);
  const down = Math.min(one.bottom, box.bottom) - Math.max(one.top, box.top);
  return across > 0.3 * (box.right - box.left) && down > 0.3 * (box.bottom - box.top);
}
