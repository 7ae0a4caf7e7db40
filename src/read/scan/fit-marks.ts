/**
 * Lays a scanned page over its blank by the registration squares: those near a code that is read first, then those further away, the fit
 * getting better with each. Without a code, by the four corners alone, in each of the four ways in which the paper may lie.
 */
import { type PageLayout } from '../../core/sheet/layout.js';
import { type QrCode } from '../../external/qr-code.js';
import {
  distance,
  fitAffine,
  fitSimilarity,
  invertFit,
  mapPoint,
  middle,
  rectCorners,
  worstMiss,
  type PageFit,
  type Pair,
  type Point,
} from '../page-fit.js';
import { fitProjective } from './fit-projective.js';
import { type Square } from './find-squares.js';

export interface MarksFit {
  readonly fit: PageFit;
  /** Squares that were found where they should be. */
  readonly squares: number;
}

interface Mark extends Point {
  readonly side: number;
}

/** A square may be this far from where the fit of the marks so far puts it: so many points, and a share of the way to the nearest of them. */
const NEAR = 5;
const SHARE_OF_WAY = 0.07;
/** As printed and scanned, squares grow and shrink. */
const SIZES = { least: 0.55, most: 1.6 };
/** A parallelogram that misses by more is none. In points of the blank. */
const STRAIGHT = 1.2;
const WORST_MISS = 3;

/** Null when the code's own corners are no square. */
export function fitByCode(code: QrCode, squares: readonly Square[], layout: PageLayout): MarksFit | null {
  const own = rectCorners(layout.mark.rect).map((blank, index) => ({
    seen: code.corners[index] ?? { x: 0, y: 0 },
    blank,
  }));
  const centre = middle(layout.mark.rect);
  const marks = listMarks(layout).sort((one, other) => distance(one, centre) - distance(other, centre));
  let fit = fitSimilarity(own);
  const found = new Map<Mark, Pair>();
  for (const mark of marks) {
    const reached = [centre, ...found.keys()];
    const way = Math.min(...reached.map((point) => distance(point, mark)));
    const seen = fit && findSquare(fit, mark, squares, NEAR + SHARE_OF_WAY * way);
    if (!seen) continue;
    found.set(mark, { seen, blank: mark });
    fit = bestFit([...found.values()], own) ?? fit;
  }
  if (!fit) return null;
  // Those that were out of reach while little was known, and those that were taken too early.
  const again = marks.flatMap((mark): Pair[] => {
    const seen = fit && findSquare(fit, mark, squares, NEAR);
    return seen ? [{ seen, blank: mark }] : [];
  });
  const better = bestFit(dropOutliers(again, own), own);
  return { fit: better ?? fit, squares: again.length };
}

/** The four ways in which the outermost squares may be the sheet's corners; none when there are fewer. */
export function fitByCorners(squares: readonly Square[], layout: PageLayout): MarksFit[] {
  const wanted = layout.corners.map(middle);
  const largest = Math.max(0, ...squares.map(({ side }) => side));
  const large = squares.filter(({ side }) => side > 0.6 * largest);
  if (wanted.length !== 4 || large.length < 4) return [];
  const outermost = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([across = 0, down = 0]) =>
    large.reduce((best, one) =>
      one.x * across + one.y * down > best.x * across + best.y * down ? one : best,
    ),
  );
  if (new Set(outermost).size < 4) return [];
  const marks = listMarks(layout);
  return [0, 1, 2, 3].flatMap((turn): MarksFit[] => {
    const pairs = wanted.map((blank, index) => ({ seen: outermost[(index + turn) % 4] ?? blank, blank }));
    const rough = fitProjective(pairs);
    if (!rough) return [];
    const all = marks.flatMap((mark): Pair[] => {
      const seen = findSquare(rough, mark, squares, NEAR);
      return seen ? [{ seen, blank: mark }] : [];
    });
    const fit = bestFit(dropOutliers(all, []), []) ?? rough;
    return [{ fit, squares: all.length }];
  });
}

/** The simplest map that takes the pairs where they belong. `rough` are less exact, and help where squares are few. */
export function bestFit(pairs: readonly Pair[], rough: readonly Pair[]): PageFit | null {
  const all = pairs.length >= 4 ? pairs : [...pairs, ...rough];
  const affine = fitAffine(all);
  if (pairs.length < 4) return affine ?? fitSimilarity(all);
  if (affine && worstMiss(affine, pairs) < STRAIGHT) return affine;
  return fitProjective(pairs) ?? affine;
}

function dropOutliers(pairs: readonly Pair[], rough: readonly Pair[]): Pair[] {
  let kept = [...pairs];
  for (;;) {
    const fit = bestFit(kept, rough);
    if (!fit || kept.length <= 4 || worstMiss(fit, kept) <= WORST_MISS) return kept;
    const miss = (pair: Pair) => distance(mapPoint(fit, pair.seen), pair.blank);
    const worst = kept.reduce((one, other) => (miss(other) > miss(one) ? other : one));
    kept = kept.filter((pair) => pair !== worst);
  }
}

function findSquare(fit: PageFit, mark: Mark, squares: readonly Square[], reach: number): Point | null {
  const back = invertFit(fit);
  if (!back) return null;
  const expected = mapPoint(back, mark);
  const beside = mapPoint(back, { x: mark.x + 1, y: mark.y });
  const scale = distance(expected, beside);
  const near = squares
    .filter(({ side }) => side > SIZES.least * mark.side * scale && side < SIZES.most * mark.side * scale)
    .map((square) => ({ square, away: distance(square, expected) / scale }))
    .filter(({ away }) => away <= reach)
    .sort((one, other) => one.away - other.away);
  return near[0]?.square ?? null;
}

/** Corner squares, and the smaller ones along the edges. */
function listMarks({ corners, shapes }: PageLayout): Mark[] {
  const edges = shapes.filter(({ fill, rect }) => fill === 'ink' && Math.abs(rect.width - rect.height) < 0.5);
  return [...corners, ...edges.map(({ rect }) => rect)].map((rect) => ({
    ...middle(rect),
    side: rect.width,
  }));
}
