/**
 * The straight edges of a drawn page: rules, frames and the borders of shaded parts. They are what is left of a document's tables once it
 * was printed, whatever program drew them and in whatever way.
 */
import { type GreyImage } from '../../external/pdf-render.js';

/** An edge across (`at` is its y, from left to right) or down (`at` is its x, from top to bottom), in points. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}
export interface Rules {
  readonly across: readonly Rule[];
  readonly down: readonly Rule[];
}

/** Difference of grey between two sides of an edge: a hairline of light grey has more. */
const STEP = 9;
/** Two edges so close are the two sides of one rule; the lowest line of type is higher. In points. */
const THICKNESS = 3;
/** Longer than any stroke of a letter. In points. */
const SHORTEST = { across: 60, down: 15 };
/** Rules are interrupted where they cross, letters more often. In pixels, and as a part of the length. */
const MOST_GAP = 2;
const LEAST_EDGE = 0.95;

export function findRules(image: GreyImage): Rules {
  const { width, height, pixels, scale } = image;
  const across = collect(height, width, scale, SHORTEST.across, (line, at) => line * width + at, width);
  const down = collect(width, height, scale, SHORTEST.down, (line, at) => at * width + line, 1);
  return { across, down: down.filter((rule) => endsAtRules(rule, across)) };

  /** `next`: from a pixel to the one beside it, across the edge. */
  function collect(
    lines: number,
    length: number,
    perPoint: number,
    shortest: number,
    index: (line: number, at: number) => number,
    next: number,
  ): Rule[] {
    const found: Rule[] = [];
    for (let line = 0; line < lines - 1; line += 1) {
      let [start, last, edges] = [-1, -1, 0];
      for (let at = 0; at <= length; at += 1) {
        const here = index(line, at);
        const isEdge = at < length && Math.abs((pixels[here] ?? 255) - (pixels[here + next] ?? 255)) >= STEP;
        if (isEdge) {
          if (start < 0) [start, edges] = [at, 0];
          last = at;
          edges += 1;
        } else if (start >= 0 && (at - last > MOST_GAP || at === length)) {
          if (last - start >= shortest * perPoint && edges >= LEAST_EDGE * (last - start))
            found.push({ at: (line + 1) / perPoint, from: start / perPoint, to: (last + 1) / perPoint });
          start = -1;
        }
      }
    }
    return joinSides(found);
  }
}

/** A rule that goes down goes from one that goes across to another; strokes of letters beneath each other do not. */
function endsAtRules({ at, from, to }: Rule, across: readonly Rule[]): boolean {
  return [from, to].every((end) =>
    across.some(
      (rule) =>
        Math.abs(rule.at - end) <= THICKNESS && at >= rule.from - THICKNESS && at <= rule.to + THICKNESS,
    ),
  );
}

/** Edges that lie beside each other are one. */
function joinSides(edges: readonly Rule[]): Rule[] {
  const joined: Rule[] = [];
  for (const edge of [...edges].sort((one, other) => one.at - other.at)) {
    const index = joined.findIndex(
      ({ at, from, to }) =>
        edge.at - at < THICKNESS && edge.from < to + THICKNESS && edge.to > from - THICKNESS,
    );
    const same = joined[index];
    if (same)
      joined[index] = { at: same.at, from: Math.min(same.from, edge.from), to: Math.max(same.to, edge.to) };
    else joined.push(edge);
  }
  return joined;
}
