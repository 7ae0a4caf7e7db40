/** Hostile files against the real reader processes: each ends in a finding, and the pool goes on. Needs `npm run build`. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { ReaderPool } from '../../src/read/reader-pool.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeEndlessPdf, writeSwollenPdf } from '../sheets/hostile.js';

const study = loadStudy('studies/daratumumab');
const pools: ReaderPool[] = [];
const open = (options: { size?: number; timeoutMs?: number; memoryMb?: number; maxOutputBytes?: number }) => {
  const pool = new ReaderPool({ studies: [study], ...options });
  pools.push(pool);
  return pool;
};
const codes = (readings: readonly SheetReading[]) =>
  readings.map(({ study: id, findings }) => [id, ...findings.map(({ code }) => code)]);

let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

describe('a reader', () => {
  const pool = open({ size: 1 });

  test('reads the blank sheet', async () => {
    expect(codes(await pool.read({ name: 'blank.pdf', bytes: blank }))).toEqual([[study.id, 'blank_sheet']]);
  });

  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['words under a PDF name', () => Buffer.from('Bonjour'), 'unreadable_file'],
    ['nothing', () => new Uint8Array(), 'unreadable_file'],
    ['a PDF cut short', () => blank.slice(0, blank.length * 0.7), 'unreadable_file'],
    [
      'a PDF of noise',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9000, 7), Buffer.from('%%EOF')]),
      'unreadable_file',
    ],
    ['a ZIP bomb', () => zipSync({ bomb: new Uint8Array(200_000_000) }), 'too_large'],
    ['a ZIP cut short', () => zipSync({ a: blank }).slice(0, 3000), 'unreadable_file'],
    [
      'ZIPs within ZIPs',
      () => [1, 2, 3, 4, 5].reduce<Uint8Array>((inner) => zipSync({ 'a.zip': inner }), blank),
      'too_nested',
    ],
  ])('makes a finding of %s', async (_name, make, code) => {
    expect(codes(await pool.read({ name: 'fiche.pdf', bytes: await make() }))).toEqual([[null, code]]);
  });

  test('takes a sheet out of a ZIP whose names climb out of it', async () => {
    const bytes = zipSync({ '../../../etc/cron.d/fiche.pdf': blank, 'lettre.txt': Buffer.from('Bonjour') });
    expect(codes(await pool.read({ name: 'fiche.zip', bytes }))).toEqual([[study.id, 'blank_sheet']]);
  });

  test('numbers the sheets of a ZIP from 1', async () => {
    const bytes = zipSync({ 'a.pdf': blank, 'b.pdf': await writeSheetPdf(study, 'en') });
    const readings = await pool.read({ name: 'fiches.zip', bytes });
    expect(readings.map(({ sheet, language }) => [sheet, language])).toEqual([
      [1, 'fr'],
      [2, 'en'],
    ]);
  });
});

describe('a reader that is killed', () => {
  test('for its time gives a finding, and the files behind are read', async () => {
    const pool = open({ size: 1, timeoutMs: 5_000, memoryMb: 2048 });
    const readings = await Promise.all([
      pool.read({ name: 'boucle.pdf', bytes: writeEndlessPdf() }),
      pool.read({ name: 'fiche.pdf', bytes: blank }),
    ]);
    expect(readings.map(codes)).toEqual([[[null, 'reader_stopped']], [[study.id, 'blank_sheet']]]);
  });

  test('for its memory gives a finding, and the files beside are read', async () => {
    const pool = open({ size: 2, memoryMb: 512 });
    const readings = await Promise.all([
      pool.read({ name: 'gonflé.pdf', bytes: await writeSwollenPdf(800) }),
      pool.read({ name: 'fiche.pdf', bytes: blank }),
    ]);
    expect(readings.map(codes)).toEqual([[[null, 'reader_stopped']], [[study.id, 'blank_sheet']]]);
    expect(codes(await pool.read({ name: 'fiche.pdf', bytes: blank }))).toEqual([[study.id, 'blank_sheet']]);
  });
});

test('readings larger than the limit are not passed on', async () => {
  const pool = open({ size: 1, maxOutputBytes: 50 });
  expect(codes(await pool.read({ name: 'fiche.pdf', bytes: blank }))).toEqual([[null, 'too_large']]);
});

test('readers that can never start reject, and do not start for ever', async () => {
  const pool = open({ size: 1, memoryMb: 20 });
  await expect(pool.read({ name: 'fiche.pdf', bytes: blank })).rejects.toThrow('does not start');
});

test('a closed pool refuses', async () => {
  const pool = open({ size: 1 });
  await pool.close();
  await expect(pool.read({ name: 'fiche.pdf', bytes: blank })).rejects.toThrow('closed');
});
