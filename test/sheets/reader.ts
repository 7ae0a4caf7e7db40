/** Reads files as the service does, in a reader process: what is tested is what runs, at the speed at which it runs. */
import { afterAll } from '@jest/globals';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { type Study } from '../../src/core/study/study.js';
import { type ReadableFile } from '../../src/read/reader-messages.js';
import { ReaderPool } from '../../src/read/reader-pool.js';

/** One reader for each set of studies that a suite reads with; a busy machine is given time. */
const pools: { readonly studies: readonly Study[]; readonly pool: ReaderPool }[] = [];
const MOST_MS = 120_000;

afterAll(async () => {
  await Promise.all(pools.splice(0).map(({ pool }) => pool.close()));
});

export function readFile(file: ReadableFile, studies: readonly Study[]): Promise<SheetReading[]> {
  const isSame = (other: readonly Study[]) =>
    other.length === studies.length && other.every((study, index) => study === studies[index]);
  const known = pools.find((one) => isSame(one.studies));
  if (known) return known.pool.read(file);
  const pool = new ReaderPool({ studies, size: 1, timeoutMs: MOST_MS, scanMs: MOST_MS });
  pools.push({ studies, pool });
  return pool.read(file);
}
