/**
 * Damaged files and bombs against the real reader processes: each ends in a finding or in right answers, in time, and a good sheet
 * is read right afterwards. A value that is wrong and sure fails, but for one that nothing in the file tells: qpdf, which looks for
 * damage by itself, has then no complaint either, and it is counted apart. FUZZ_RUNS=200 for a long run. Needs `npm run build`.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { ReaderPool } from '../../src/read/reader-pool.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeRandom } from '../builders/cases.js';
import { score } from '../sheets/filling.js';
import { BOMBS } from './bombs.js';
import { makeCorpus, type Specimen } from './corpus.js';
import { MUTATIONS } from './mutate.js';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1);
const LONG = 30 * 60_000 * Math.max(1, RUNS / 100);
/** The reader's own 30 s, and its start. */
const IN_TIME_MS = 40_000;
const QPDF = '/usr/bin/qpdf';

const study = loadStudy('studies/daratumumab');
let pool: ReaderPool;
let blank: Uint8Array;
let corpus: Specimen[];
beforeAll(async () => {
  pool = new ReaderPool({ studies: [study], size: 2 });
  [blank, corpus] = await Promise.all([writeSheetPdf(study, 'fr'), makeCorpus(study), pool.warm()]);
});
afterAll(() => pool.close());

async function expectGoodSheetRead(): Promise<void> {
  const readings = await pool.read({ name: 'fiche.pdf', bytes: blank });
  expect(readings).toMatchObject([{ study: study.id, findings: [{ code: 'blank_sheet' }] }]);
}

test.each(BOMBS)(
  '%s ends in a finding',
  async (_name, file, make) => {
    const bytes = make();
    const start = performance.now();
    const readings = await pool.read({ name: file, bytes });
    expect(performance.now() - start).toBeLessThan(IN_TIME_MS);
    expect(readings.length).toBeGreaterThan(0);
    for (const { study: id, answers, findings } of readings)
      expect([id, answers, findings.length > 0]).toEqual([null, {}, true]);
    expect(existsSync('/tmp/recueil-climbed.txt')).toBe(false);
    await expectGoodSheetRead();
  },
  90_000,
);

test(
  'damaged sheets give findings, doubts or what was written on them, and never anything else for sure',
  async () => {
    const wrong: string[] = [];
    const untold: string[] = [];
    let sheets = 0;
    const damage = async (specimen: Specimen, mutation: string, seed: number): Promise<void> => {
      const random = makeRandom(seed * 7919 + mutation.length * 31 + specimen.name.length);
      const bytes = MUTATIONS[mutation]?.(specimen.bytes, random) ?? specimen.bytes;
      const readings = await pool.read({ name: specimen.file, bytes });
      expect(readings.length).toBeGreaterThan(0);
      for (const reading of readings) {
        if (reading.study === null) {
          expect(reading.findings).not.toEqual([]);
          continue;
        }
        sheets += 1;
        const silent = listSilent(reading, specimen);
        if (silent.length === 0) continue;
        const told = `${specimen.name}, ${mutation}, seed ${seed}: ${silent.join('; ')}`;
        ((await looksWhole(specimen.file, bytes)) ? untold : wrong).push(told);
      }
    };
    const names = Object.keys(MUTATIONS);
    // A picture costs as much as many files: the damages take turns on it, and in the short run on every file.
    const turns = ({ isPicture }: Specimen) => (isPicture ? names.length : RUNS === 1 ? 2 : 1);
    const all = corpus.flatMap((specimen, at) =>
      Array.from({ length: RUNS }, (_, run) => run + 1).flatMap((seed) =>
        names
          .filter((_, index) => index % turns(specimen) === (seed + at) % turns(specimen))
          .map((mutation) => damage(specimen, mutation, seed)),
      ),
    );
    await Promise.all(all);
    expect(wrong).toEqual([]);
    expect(sheets).toBeGreaterThan(0.2 * all.length);
    if (untold.length > 0) process.stderr.write(`nothing in the file tells:\n${untold.join('\n')}\n`);
    expect(untold.length).toBeLessThanOrEqual(0.005 * all.length);
    await expectGoodSheetRead();
  },
  LONG,
);

function listSilent(reading: SheetReading, { expected }: Specimen): string[] {
  return score(reading, expected).silent;
}

/** Whether another program that checks every object and stream of a PDF finds nothing wrong with it. */
async function looksWhole(file: string, bytes: Uint8Array): Promise<boolean> {
  if (!file.endsWith('.pdf') || !existsSync(QPDF)) return false;
  const folder = await mkdtemp(join(tmpdir(), 'recueil-fuzz-'));
  try {
    await writeFile(join(folder, file), bytes);
    return await new Promise((resolve) =>
      execFile(QPDF, ['--check', join(folder, file)], (error) => resolve(error === null)),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
