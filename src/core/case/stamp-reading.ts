/** Step 3: each value of a reading told which reading it is of, so that in a case of several sheets each leads to its own page. */
import { type ReadAnswer, type SheetReading } from '../sheet/reading.js';

export function stampReading<R extends Pick<SheetReading, 'answers'>>(reading: R, readingId: string): R {
  const stamp = <T extends Pick<ReadAnswer, 'source'>>(one: T): T => ({
    ...one,
    source: { ...one.source, readingId },
  });
  const answers = Object.entries(reading.answers).map(([key, answer]) => {
    const cells = Object.entries(answer.cells ?? {}).map(([name, cell]) => [name, stamp(cell)] as const);
    return [key, { ...stamp(answer), ...(answer.cells && { cells: Object.fromEntries(cells) }) }] as const;
  });
  return { ...reading, answers: Object.fromEntries(answers) };
}
