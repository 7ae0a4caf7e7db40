/**
 * Where a page of the file lies on the blank: a map from its points to the blank's, found from pairs of points known on
 * both (fields of known name, QR code, corner squares, labels). Affine for what a program made; a photograph's is projective.
 */
import { type Rect } from '../core/sheet/layout.js';
import { type RectTuple } from '../core/sheet/reading.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Pair {
  readonly seen: Point;
  readonly blank: Point;
}
/** `x' = (a x + c y + e) / w`, `y' = (b x + d y + f) / w` with `w = g x + h y + 1`. */
export interface PageFit {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  /** Both 0 where parallels stay parallel. */
  readonly g: number;
  readonly h: number;
}

export const SAME_PLACE: PageFit = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0, g: 0, h: 0 };

export function mapPoint(fit: PageFit, { x, y }: Point): Point {
  const w = fit.g * x + fit.h * y + 1;
  return { x: (fit.a * x + fit.c * y + fit.e) / w, y: (fit.b * x + fit.d * y + fit.f) / w };
}

/** The upright rectangle around the mapped corners. */
export function mapRect(fit: PageFit, rect: Rect): Rect {
  const corners = [
    { x: rect.x, y: rect.y },
    { x: rect.x + rect.width, y: rect.y },
    { x: rect.x, y: rect.y + rect.height },
    { x: rect.x + rect.width, y: rect.y + rect.height },
  ].map((corner) => mapPoint(fit, corner));
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The way back, from the blank to the page. Null when the map is flat. */
export function invertFit({ a, b, c, d, e, f, g, h }: PageFit): PageFit | null {
  // The inverse of a 3 × 3 matrix is its adjugate, up to a scale; the last element is kept at 1.
  const last = a * d - b * c;
  const det = a * (d - f * h) - c * (b - f * g) + e * (b * h - d * g);
  if (Math.abs(last) < 1e-9 || Math.abs(det) < 1e-12) return null;
  return {
    a: (d - f * h) / last,
    b: (f * g - b) / last,
    c: (e * h - c) / last,
    d: (a - e * g) / last,
    e: (c * f - d * e) / last,
    f: (b * e - a * f) / last,
    g: (b * h - d * g) / last,
    h: (c * g - a * h) / last,
  };
}

/** Turn, one scale and shift, by least squares (Umeyama 1991 without reflection). Null with fewer than two distinct points. */
export function fitSimilarity(pairs: readonly Pair[]): PageFit | null {
  const seen = centre(pairs.map((pair) => pair.seen));
  const blank = centre(pairs.map((pair) => pair.blank));
  let spread = 0;
  let dot = 0;
  let cross = 0;
  for (const pair of pairs) {
    const [x, y] = [pair.seen.x - seen.x, pair.seen.y - seen.y];
    const [u, v] = [pair.blank.x - blank.x, pair.blank.y - blank.y];
    spread += x * x + y * y;
    dot += x * u + y * v;
    cross += x * v - y * u;
  }
  if (spread < 1) return null;
  const [a, b] = [dot / spread, cross / spread];
  const [e, f] = [blank.x - a * seen.x + b * seen.y, blank.y - b * seen.x - a * seen.y];
  return { a, b, c: -b, d: a, e, f, g: 0, h: 0 };
}

/** Full affine map by least squares. Null with fewer than three points, or points on a line. */
export function fitAffine(pairs: readonly Pair[]): PageFit | null {
  if (pairs.length < 3) return null;
  const seen = centre(pairs.map((pair) => pair.seen));
  const blank = centre(pairs.map((pair) => pair.blank));
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const pair of pairs) {
    const [x, y] = [pair.seen.x - seen.x, pair.seen.y - seen.y];
    const [u, v] = [pair.blank.x - blank.x, pair.blank.y - blank.y];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xu += x * u;
    yu += y * u;
    xv += x * v;
    yv += y * v;
  }
  const det = xx * yy - xy * xy;
  if (det < 1e-3 * xx * yy || det < 1) return null;
  const a = (xu * yy - yu * xy) / det;
  const c = (yu * xx - xu * xy) / det;
  const b = (xv * yy - yv * xy) / det;
  const d = (yv * xx - xv * xy) / det;
  const [e, f] = [blank.x - a * seen.x - c * seen.y, blank.y - b * seen.x - d * seen.y];
  return { a, b, c, d, e, f, g: 0, h: 0 };
}

/** Largest distance, in the blank's points, between where a pair is mapped and where it should be. */
export function worstMiss(fit: PageFit, pairs: readonly Pair[]): number {
  return Math.max(0, ...pairs.map((pair) => distance(mapPoint(fit, pair.seen), pair.blank)));
}

export function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
export function middle(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}
/** From the top left, clockwise: the order in which a code's corners are told. */
export function rectCorners({ x, y, width, height }: Rect): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}
export function holds(rect: Rect, { x, y }: Point, margin = 0): boolean {
  return (
    x >= rect.x - margin &&
    x <= rect.x + rect.width + margin &&
    y >= rect.y - margin &&
    y <= rect.y + rect.height + margin
  );
}
/** Area that two rectangles share. */
export function overlap(one: Rect, other: Rect): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** As readings carry it, to a hundredth of a point. */
export function toTuple(rect: Rect): RectTuple {
  const round = (length: number) => Math.round(length * 100) / 100;
  return [round(rect.x), round(rect.y), round(rect.width), round(rect.height)];
}

function centre(points: readonly Point[]): Point {
  const count = Math.max(1, points.length);
  return {
    x: points.reduce((sum, point) => sum + point.x, 0) / count,
    y: points.reduce((sum, point) => sum + point.y, 0) / count,
  };
}
