/** The balance: every message is answered, waits for a person, or is not to be answered, and why; as planned and as found. */
import { type End } from './plan.js';

export type Heading = 'answered' | 'waiting for a person' | 'not to answer';
const HEADINGS: readonly Heading[] = ['answered', 'waiting for a person', 'not to answer'];

export function headingOf({ is, toSee }: Pick<End, 'is' | 'toSee'>): Heading {
  if (is === 'answered') return 'answered';
  return toSee === null ? 'not to answer' : 'waiting for a person';
}

/** How many there are under each heading, and under it by reason: `answered` and `answered: complete`. */
export function countEnds(ends: readonly Pick<End, 'is' | 'by' | 'toSee'>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const end of ends) {
    const heading = headingOf(end);
    const also = end.is === 'answered' && end.toSee !== null ? `, and shown to a person (${end.toSee})` : '';
    for (const name of [heading, `${heading}: ${end.by}${also}`])
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

export function writeBalance(
  received: number,
  planned: ReadonlyMap<string, number>,
  found: ReadonlyMap<string, number>,
): string {
  const names = [...new Set([...planned.keys(), ...found.keys()])].sort();
  const line = (name: string, one: string | number, other: string | number): string =>
    `${name.padEnd(60)}${String(one).padStart(9)}${String(other).padStart(9)}`;
  const lines = HEADINGS.flatMap((heading) =>
    names
      .filter((name) => name.startsWith(heading))
      .map((name) =>
        line(
          name === heading ? heading : `  ${name.slice(heading.length + 2)}`,
          planned.get(name) ?? 0,
          found.get(name) ?? 0,
        ),
      ),
  );
  const sum = (counts: ReadonlyMap<string, number>): number =>
    HEADINGS.reduce((total, heading) => total + (counts.get(heading) ?? 0), 0);
  return [
    line('', 'planned', 'found'),
    ...lines,
    line('together', sum(planned), sum(found)),
    line('received', '', received),
  ].join('\n');
}
