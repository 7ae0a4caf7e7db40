/** Whether somebody wrote on a scanned page where no answer is asked: in a margin, between the lines. Nothing of it is read, and it is told. */
import { type PageLayout } from '../../core/sheet/layout.js';
import { type KnownSheet } from '../known-sheets.js';
import { holds } from '../page-fit.js';
import { findBlobs } from './find-blobs.js';
import { type ScannedPage } from './scanned-page.js';

const DARK = 140;
/** Of one stroke, across, in points: a letter, no speck. */
const STROKE = 5;
/** Strokes that make a note; a lone one may be a fold or a hair. */
const STROKES = 4;
/** Where scanners leave shadows and copiers their edges. */
const MARGIN = 24;
const NEAR = 5;

export function hasMarksOutside(sheet: KnownSheet, { written }: ScannedPage, layout: PageLayout): boolean {
  const places = sheet.layout.places.filter(({ page }) => page === layout.page);
  const strokes = findBlobs(written, DARK).filter(({ left, right, top, bottom, x, y }) => {
    const across = Math.max(right - left, bottom - top) / written.scale;
    const middle = { x: x / written.scale, y: y / written.scale };
    const inside =
      middle.x > MARGIN &&
      middle.y > MARGIN &&
      middle.x < layout.width - MARGIN &&
      middle.y < layout.height - MARGIN;
    return across >= STROKE && inside && !places.some(({ rect }) => holds(rect, middle, NEAR));
  });
  return strokes.length >= STROKES;
}
