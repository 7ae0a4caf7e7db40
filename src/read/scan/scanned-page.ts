/** A scanned page made ready for reading: laid flat at the blank's own size, beside the blank, and what was written on it. */
import { type PageLayout } from '../../core/sheet/layout.js';
import { type GreyImage } from '../../external/pdf-render.js';
import { type PageFit } from '../page-fit.js';
import { erasePrinted } from './erase-printed.js';
import { drawFlat, type ToSeen } from './lay-flat.js';
import { type FlatScan } from './recognise-scan.js';

export interface ScannedPage {
  /** From 1, in the file. */
  readonly filePage: number;
  /** The page as it came, evenly lit. */
  readonly image: GreyImage;
  readonly fit: PageFit;
  readonly toSeen: ToSeen;
  /** The three at FLAT_DPI, of one size. */
  readonly flat: GreyImage;
  readonly blank: GreyImage;
  readonly written: GreyImage;
  /** False when the page was told by its looks alone: nothing on it is sure. */
  readonly isCertain: boolean;
}

const FLAT_DPI = 150;

export function makeReady(
  { image, fit, toSeen }: FlatScan,
  printed: GreyImage,
  layout: PageLayout,
  place: { readonly filePage: number; readonly isCertain: boolean },
): ScannedPage {
  const rect = { x: 0, y: 0, width: layout.width, height: layout.height };
  const flat = drawFlat(image, toSeen, rect, FLAT_DPI);
  const blank = drawFlat(printed, (point) => point, rect, FLAT_DPI);
  const written = { ...flat, pixels: flat.pixels.slice() };
  erasePrinted(written, blank);
  return { ...place, image, fit, toSeen, flat, blank, written };
}
