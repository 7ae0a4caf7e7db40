/** Where the page stands under the eye: how large, how turned, how far scrolled. Geometry alone, in points and pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}
/** Quarter turns, clockwise. */
export type Turn = 0 | 1 | 2 | 3;

/** 10 pt print is then 13 px high at least. */
const LEGIBLE = 1.3;
const LARGEST = 2.6;
/** Kept free around the rectangle, in pixels. */
const MARGIN = 28;
export const ZOOMS = [0.35, 0.5, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.5, 3, 4] as const;

export interface View {
  /** Pixels per point. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export function turnSize({ width, height }: Size, turn: Turn): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** A rectangle of the page, where it lies once the page is turned. */
export function turnRect({ x, y, width, height }: Rect, page: Size, turn: Turn): Rect {
  if (turn === 1) return { x: page.height - y - height, y: x, width: height, height: width };
  if (turn === 2) return { x: page.width - x - width, y: page.height - y - height, width, height };
  if (turn === 3) return { x: y, y: page.width - x - width, width: height, height: width };
  return { x, y, width, height };
}

/** From a point of the turned page back to the page as it came. */
export function turnBack(x: number, y: number, page: Size, turn: Turn): { x: number; y: number } {
  if (turn === 1) return { x: y, y: page.height - x };
  if (turn === 2) return { x: page.width - x, y: page.height - y };
  if (turn === 3) return { x: page.width - y, y: x };
  return { x, y };
}

/** As wide as the view where that is legible; larger for small rectangles, never so large that the rectangle leaves the view. */
export function pickScale(page: Size, rect: Rect | null, view: Size): number {
  const wide = view.width / page.width;
  if (!rect) return clamp(wide, 0.2, LARGEST);
  const most = Math.min((view.width - 2 * MARGIN) / rect.width, (view.height - 2 * MARGIN) / rect.height);
  const wanted = clamp(Math.max(wide, LEGIBLE), 0.2, LARGEST);
  return Math.max(Math.min(wanted, most), Math.min(wide, view.height / page.height));
}

export function wholePage(page: Size, view: Size): number {
  return Math.min(view.width / page.width, view.height / page.height);
}

/** The view with the rectangle in its middle, as far as the page's edges let it. */
export function centre(page: Size, rect: Rect | null, view: Size, scale: number): View {
  const middle = rect
    ? { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
    : { x: page.width / 2, y: 0 };
  const at = (point: number, length: number, window: number) =>
    clamp(point * scale - window / 2, 0, Math.max(0, length * scale - window));
  return {
    scale,
    left: at(middle.x, page.width, view.width),
    top: at(middle.y, page.height, view.height),
  };
}

export function stepZoom(scale: number, by: 1 | -1): number {
  const larger = ZOOMS.find((zoom) => zoom > scale * 1.02);
  const smaller = [...ZOOMS].reverse().find((zoom) => zoom < scale * 0.98);
  return (by > 0 ? larger : smaller) ?? scale;
}

export function joinRects(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
