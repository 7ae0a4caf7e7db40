/**
 * How well a scanned page, laid over a blank, shows what is printed there; and how to lay it better. Small parts of both are compared
 * by normalised cross-correlation, in a neighbourhood of where they should be. What was written on the sheet is elsewhere.
 */
import { type GreyImage } from '../../external/pdf-render.js';
import { distance, fitAffine, invertFit, mapPoint, type PageFit, type Pair } from '../page-fit.js';
import { Correlation } from './correlation.js';
import { type MarksFit } from './fit-marks.js';
import { type Bend, drawFlat, laySheet } from './lay-flat.js';
import { fitProjective } from './fit-projective.js';

const BLOCK = 56;
const STEP = 46;
/** A block with less ink on the blank says nothing about its place. */
const LEAST_INK = 0.015;
const ALIKE = 0.45;
/** Along a line every place looks alike: a block stays where it is unless it gains by moving. A pixel. */
const INERTIA = 0.004;
const GRID = 40;
/** A fit of so many squares leaves little to find. */
const MANY_SQUARES = 5;

export interface BlankMatch {
  readonly fit: PageFit;
  readonly bend: Bend | null;
  /** Share of the blank's printed blocks that are seen where they should be, 0 to 1. */
  readonly found: number;
  /** 90th percentile of how far the found ones are from there, in points of the blank, before the bend is taken out. */
  readonly off: number;
}

interface BlockMatch {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly likeness: number;
}

/** Likeness of the whole page, -1 to 1, coarsely: tells pages and orientations apart. */
export function likenessOf(page: GreyImage, fit: PageFit, blank: GreyImage, dpi: number): number {
  const toSeen = laySheet(fit);
  if (!toSeen) return -1;
  const rect = { x: 0, y: 0, width: blank.width / blank.scale, height: blank.height / blank.scale };
  const seen = drawFlat(page, toSeen, rect, dpi);
  const own = drawFlat(blank, (point) => point, rect, dpi);
  return correlate(own, seen, 0, 0, Math.min(own.width, seen.width), Math.min(own.height, seen.height), 0, 0);
}

/** Lays the page over the blank as exactly as its printed words allow: first far and coarse, then near and fine. */
export function matchBlank(
  page: GreyImage,
  { fit: start, squares }: MarksFit,
  blank: GreyImage,
): BlankMatch | null {
  let fit = start;
  const rounds = [
    { dpi: 50, reach: 14 },
    { dpi: 75, reach: 4 },
  ];
  for (const { dpi, reach } of squares >= MANY_SQUARES ? rounds.slice(1) : rounds) {
    const blocks = matchBlocks(page, fit, blank, dpi, reach);
    const better = blocks && refit(fit, blocks.found);
    if (better) fit = better;
  }
  const last = matchBlocks(page, fit, blank, 100, 2.2);
  if (!last) return null;
  const offs = last.found.map(({ dx, dy }) => Math.hypot(dx, dy)).sort((one, other) => one - other);
  return {
    fit,
    bend: bendOf(last.found, blank),
    found: last.found.length / Math.max(1, last.all),
    off: offs[Math.floor(0.9 * offs.length)] ?? 0,
  };
}

/** Null when the fit is flat. */
function matchBlocks(
  page: GreyImage,
  fit: PageFit,
  blank: GreyImage,
  dpi: number,
  reach: number,
): { found: BlockMatch[]; all: number } | null {
  const toSeen = laySheet(fit);
  if (!toSeen) return null;
  const rect = { x: 0, y: 0, width: blank.width / blank.scale, height: blank.height / blank.scale };
  const seen = drawFlat(page, toSeen, rect, dpi);
  const own = drawFlat(blank, (point) => point, rect, dpi);
  const scale = dpi / 72;
  const [side, far] = [Math.round(BLOCK * scale), Math.max(1, Math.round(reach * scale))];
  const found: BlockMatch[] = [];
  let all = 0;
  for (let y = 4; y + BLOCK < rect.height; y += STEP) {
    for (let x = 4; x + BLOCK < rect.width; x += STEP) {
      const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
      if (inkOf(own, left, top, side) < LEAST_INK) continue;
      all += 1;
      const best = searchBlock(own, seen, left, top, side, far);
      if (best && best.likeness >= ALIKE)
        found.push({
          x: x + BLOCK / 2,
          y: y + BLOCK / 2,
          dx: best.dx / scale,
          dy: best.dy / scale,
          likeness: best.likeness,
        });
    }
  }
  return { found, all };
}

function searchBlock(own: GreyImage, seen: GreyImage, left: number, top: number, side: number, far: number) {
  let best: { dx: number; dy: number; likeness: number } | null = null;
  const score = (dx: number, dy: number) => correlate(own, seen, left, top, left + side, top + side, dx, dy);
  for (let dy = -far; dy <= far; dy += 1) {
    for (let dx = -far; dx <= far; dx += 1) {
      const likeness = score(dx, dy) - INERTIA * Math.hypot(dx, dy);
      if (!best || likeness > best.likeness) best = { dx, dy, likeness };
    }
  }
  if (!best || Math.abs(best.dx) === far || Math.abs(best.dy) === far) return best;
  // Between the pixels: the top of the parabola through the neighbours.
  const peak = (before: number, after: number, at: number) => {
    const bow = before + after - 2 * at;
    return bow < -1e-6 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bow))) : 0;
  };
  const { dx, dy, likeness } = best;
  return {
    dx: dx + peak(score(dx - 1, dy), score(dx + 1, dy), likeness),
    dy: dy + peak(score(dx, dy - 1), score(dx, dy + 1), likeness),
    likeness,
  };
}

/** Normalised cross-correlation of a window of `own` with that of `seen`, shifted; -1 where the window leaves the page. */
function correlate(
  own: GreyImage,
  seen: GreyImage,
  left: number,
  top: number,
  right: number,
  bottom: number,
  dx: number,
  dy: number,
): number {
  const [fromX, toX] = [Math.max(left, 0, -dx), Math.min(right, own.width, seen.width - dx)];
  const [fromY, toY] = [Math.max(top, 0, -dy), Math.min(bottom, own.height, seen.height - dy)];
  if (toX <= fromX || toY <= fromY) return -1;
  const correlation = new Correlation();
  const [ownPixels, seenPixels] = [own.pixels, seen.pixels];
  for (let y = fromY; y < toY; y += 1) {
    let [at, to] = [y * own.width + fromX, (y + dy) * seen.width + fromX + dx];
    for (let x = fromX; x < toX; x += 1, at += 1, to += 1)
      correlation.add(ownPixels[at] ?? 0, seenPixels[to] ?? 0);
  }
  return correlation.value;
}

function inkOf({ width, height, pixels }: GreyImage, left: number, top: number, side: number): number {
  let dark = 0;
  for (let y = top; y < Math.min(height, top + side); y += 1)
    for (let x = left; x < Math.min(width, left + side); x += 1) dark += 255 - (pixels[y * width + x] ?? 255);
  return dark / (255 * side * side);
}

/** Blocks that agree with one map; those that do not were taken for their neighbours, as lines of a table are. */
function refit(fit: PageFit, blocks: readonly BlockMatch[]): PageFit | null {
  const back = invertFit(fit);
  if (!back || blocks.length < 6) return null;
  let pairs: Pair[] = blocks.map(({ x, y, dx, dy }) => ({
    seen: mapPoint(back, { x: x + dx, y: y + dy }),
    blank: { x, y },
  }));
  for (let round = 0; round < 6; round += 1) {
    const next = pairs.length >= 10 ? fitProjective(pairs) : fitAffine(pairs);
    if (!next) return null;
    const misses = pairs.map((pair) => distance(mapPoint(next, pair.seen), pair.blank));
    const usual = [...misses].sort((one, other) => one - other)[Math.floor(misses.length / 2)] ?? 0;
    const kept = pairs.filter((_, index) => (misses[index] ?? 0) <= Math.max(1, 3 * usual));
    if (kept.length === pairs.length || kept.length < 6) return next;
    pairs = kept;
  }
  return pairs.length >= 10 ? fitProjective(pairs) : fitAffine(pairs);
}

/** The shifts that are left, on a grid: at each node the median of the blocks around it. */
function bendOf(blocks: readonly BlockMatch[], blank: GreyImage): Bend | null {
  if (blocks.length < 8) return null;
  const columns = Math.ceil(blank.width / blank.scale / GRID) + 1;
  const rows = Math.ceil(blank.height / blank.scale / GRID) + 1;
  const [dx, dy] = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const near = blocks
        .map((block) => ({ block, away: Math.hypot(block.x - column * GRID, block.y - row * GRID) }))
        .sort((one, other) => one.away - other.away)
        .slice(0, 7)
        .map(({ block }) => block);
      dx[row * columns + column] = medianOf(near.map((block) => block.dx));
      dy[row * columns + column] = medianOf(near.map((block) => block.dy));
    }
  }
  return { step: GRID, columns, rows, dx, dy };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
