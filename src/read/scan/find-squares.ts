/** What may be one of the sheet's registration squares on a page that was scanned or photographed. */
import { type GreyImage } from '../../external/pdf-render.js';
import { type Point } from '../page-fit.js';
import { findBlobs } from './find-blobs.js';

export interface Square extends Point {
  /** Root of its area. In points of the page, as x and y. */
  readonly side: number;
}

const DARK = 120;
const SIDES = { least: 3, most: 30 };
/** Of its upright box, so much is dark: a square turned by 15° still fills 0.67 of it. */
const FILLED = 0.66;
const MOST_ASPECT = 1.8;

/** The page must be evenly lit. */
export function findSquares(image: GreyImage): Square[] {
  const { scale } = image;
  return findBlobs(image, DARK).flatMap((blob) => {
    const [width, height] = [blob.right - blob.left + 1, blob.bottom - blob.top + 1];
    const side = Math.sqrt(blob.area) / scale;
    if (side < SIDES.least || side > SIDES.most || blob.area < FILLED * width * height) return [];
    if (Math.max(width / height, height / width) > MOST_ASPECT) return [];
    return [{ x: (blob.x + 0.5) / scale, y: (blob.y + 0.5) / scale, side }];
  });
}
