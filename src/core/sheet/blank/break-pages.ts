/** Where the pages of the sheet end: as few pages as can be, evenly filled, and no break that parts what belongs together. */
import { type Flow } from './flow-questions.js';

/**
 * Numbers of flows on each page, by dynamic programming over the breaks; null when there are no breaks that fit
 * (a single flow is higher than a page). `room` is the height of the first page's body, and of the others'.
 */
export function breakPages(
  flows: readonly Flow[],
  room: { readonly first: number; readonly others: number },
): number[] | null {
  const heights = [0];
  for (const flow of flows) heights.push((heights.at(-1) ?? 0) + flow.height);
  const between = (from: number, to: number) => (heights[to] ?? 0) - (heights[from] ?? 0);
  let plans = new Map<number, Plan>([[0, { cost: 0, ends: [] }]]);
  while (plans.size > 0) {
    const next = new Map<number, Plan>();
    for (const [from, plan] of plans) {
      const height = plan.ends.length === 0 ? room.first : room.others;
      for (let to = from + 1; to <= flows.length; to += 1) {
        const free = height - between(from, to);
        if (free < 0) break;
        if (flows[to - 1]?.keepWithNext && to < flows.length) continue;
        const cost = plan.cost + free * free + (flows[to]?.breakCost ?? 0);
        const known = next.get(to);
        if (!known || cost < known.cost) next.set(to, { cost, ends: [...plan.ends, to] });
      }
    }
    const done = next.get(flows.length);
    if (done) return done.ends;
    plans = next;
  }
  return null;
}

interface Plan {
  readonly cost: number;
  /** Number of flows up to the end of each page. */
  readonly ends: number[];
}
