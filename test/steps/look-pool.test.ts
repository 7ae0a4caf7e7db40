/** Files looked at for the review, in the real reader processes: hostile ones show nothing and cost nobody else. Needs `npm run build`. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { ReaderPool, type ReaderPoolOptions } from '../../src/read/reader-pool.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeEndlessPdf, writeSwollenPdf } from '../sheets/hostile.js';
import { openPng } from '../sheets/picture.js';

const study = loadStudy('studies/daratumumab');
const pools: ReaderPool[] = [];
const open = (options: Omit<ReaderPoolOptions, 'studies'>) => {
  const pool = new ReaderPool({ studies: [study], size: 1, ...options });
  pools.push(pool);
  return pool;
};
const fileOf = (bytes: Uint8Array, sheet = 1) => ({ name: 'fiche', bytes, sheet });
let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

test('a sheet has its pages and places, a Word sheet its words, anything else nothing', async () => {
  const pool = open({});
  const look = await pool.look(fileOf(blank));
  expect(look).toMatchObject({ kind: 'pages', words: null });
  expect(look?.places['patient.weight']).toMatchObject({ page: 1 });
  expect(await pool.look(fileOf(blank, 2))).toMatchObject({ kind: 'pages', places: {} });
  const word = await pool.look(fileOf(await writeSheetDocx(study, 'fr')));
  expect(word).toMatchObject({ kind: 'words', pages: [], places: {} });
  expect(word?.words?.length).toBeGreaterThan(100);
  for (const bytes of [Buffer.from('Bonjour'), new Uint8Array(), blank.slice(0, 2000)])
    expect((await pool.look(fileOf(bytes)))?.kind ?? 'none').toBe('none');
});

test('a sheet of a version that is not known has pages and no places', async () => {
  const pool = open({});
  const look = await pool.look(fileOf(await writeSheetPdf({ ...study, version: '9' }, 'fr')));
  expect(look).toMatchObject({ kind: 'pages', places: {} });
  expect(look?.pages).toHaveLength(4);
});

test('an image that would be too large is drawn coarser', async () => {
  const pool = open({ maxOutputBytes: 120_000 });
  const png = await pool.draw(fileOf(blank), 1, 300);
  if (!png) throw new Error('nothing was drawn');
  expect(png.length).toBeLessThanOrEqual(120_000);
  expect(openPng(png, 72).width).toBeLessThan(1240);
  expect(await pool.draw(fileOf(blank), 5, 100)).toBeNull();
});

test('one that does not end, or swells, is stopped; the next is drawn', async () => {
  const slow = open({ timeoutMs: 8_000, memoryMb: 2048 });
  const [nothing, drawn] = await Promise.all([
    slow.look(fileOf(writeEndlessPdf())),
    slow.draw(fileOf(blank), 1, 72),
  ]);
  expect(nothing).toBeNull();
  expect(drawn).not.toBeNull();
  const small = open({ memoryMb: 512 });
  const swollen = fileOf(await writeSwollenPdf(800));
  expect((await small.look(swollen))?.kind ?? 'none').toBe('none');
  expect(await small.draw(fileOf(blank), 1, 72)).not.toBeNull();
});
