/** `recueil read --explain`: a picture of each page of each sheet, each value marked where it stands. Needs `npm run build`. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { TONES } from '../../src/external/explained-page.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { explainSheet } from '../../src/read/explain-sheet.js';
import { runReadCommand } from '../../src/read/read-command.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillWithPdfLib } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const DPI = 200;
let folder: string;
let bytes: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recueil-explain-'));
  const texts = new Map([
    ['centre.city', 'Valmont'],
    ['dara.dose', 'seize, puis dix'],
  ]);
  const ticks = new Set(['patient.sex=F']);
  bytes = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), { texts, ticks });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(files: readonly string[], explain?: string) {
  let [out, err] = ['', ''];
  const options = { json: true, studies: [study], explain };
  const code = await runReadCommand(
    files,
    options,
    (text) => (out += text),
    (text) => (err += text),
  );
  const readings = out.split('\n').filter(Boolean);
  return { code, out, err, readings: readings.map((line) => JSON.parse(line) as SheetReading) };
}

/** The pixel at a point of the page, as shares of 1. */
async function openPicture(path: string) {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const at = (point: number) => Math.round((point * DPI) / 72);
  return {
    ...info,
    pixel: (x: number, y: number) =>
      [0, 1, 2].map((one) => (data[(at(y) * info.width + at(x)) * info.channels + one] ?? 0) / 255),
  };
}
const isNear = (seen: readonly number[], tone: readonly number[]) =>
  seen.every((share, index) => Math.abs(share - (tone[index] ?? 0)) < 0.1);

test('each page has its picture, and each value its rectangle in the colour of its doubt', async () => {
  const file = join(folder, 'fiche.pdf');
  await writeFile(file, bytes);
  const target = join(folder, 'images', 'fiche');
  const { code, out, err, readings } = await run([file], target);
  const names = [1, 2, 3, 4].map((page) => `fiche-sheet1-page${page}.png`);
  expect(code).toBe(0);
  expect((await readdir(target)).sort()).toEqual(names);
  expect(err.trim().split('\n')).toEqual(names.map((name) => join(target, name)));
  expect(out).toBe((await run([file])).out);
  const answers = readings[0]?.answers ?? {};
  expect(answers).toMatchObject({
    'centre.city': { sure: true },
    'patient.sex': { sure: true },
    'dara.dose': { sure: false },
  });
  for (const [key, tone] of [
    ['centre.city', TONES.sure],
    ['patient.sex', TONES.sure],
    ['dara.dose', TONES.unsure],
  ] as const) {
    const { page, rect } = answers[key]?.source ?? {};
    if (typeof page !== 'number' || !rect) throw new Error(`${key} stands nowhere`);
    const picture = await openPicture(join(target, names[page - 1] ?? ''));
    // A4, and the column beside it.
    expect([picture.format, picture.height]).toEqual(['raw', Math.round((841.89 * DPI) / 72)]);
    expect(picture.width).toBeGreaterThan(1.2 * ((595.28 * DPI) / 72));
    const [x, y, width, height] = rect;
    const edge = picture.pixel(x, y + 0.7 * height);
    expect([key, edge.map((share) => share.toFixed(2)), isNear(edge, tone)]).toEqual([
      key,
      expect.anything(),
      true,
    ]);
    const [red = 0, , blue = 0] = picture.pixel(x + 0.85 * width, y + 0.85 * height);
    expect([key, Math.sign(red - blue)]).toEqual([key, tone === TONES.unsure ? 1 : -1]);
  }
});

test('Word has no pages; files of one name and the sheets of an archive keep their own pictures', async () => {
  const [word, archive, file, other] = ['fiche.docx', 'fiche.zip', 'fiche.pdf', 'lettre.txt'].map((name) =>
    join(folder, name),
  );
  if (!word || !archive || !file || !other) throw new Error('no paths');
  await writeFile(word, await writeSheetDocx(study, 'fr'));
  await writeFile(archive, zipSync({ 'a.pdf': bytes, 'b.pdf': bytes }));
  await writeFile(other, 'Bonjour');
  await writeFile(file, bytes);
  const target = join(folder, 'more');
  const { code, err } = await run([archive, file, word, other], target);
  expect(code).toBe(1);
  expect(await readdir(target)).toHaveLength(12);
  expect(await readdir(target)).toContain('fiche-2-sheet1-page4.png');
  expect(err).toContain('fiche.docx, sheet 1: has no pages to draw');
});

test('a folder that cannot be made is a wrong use, told before anything is read', async () => {
  const file = join(folder, 'fiche.pdf');
  await writeFile(file, bytes);
  const { code, out, err } = await run([file], join(file, 'images'));
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('cannot be made');
  expect(await readFile(file)).toEqual(Buffer.from(bytes));
});

test('what is drawn says the reading: values, reasons, blank places, findings of the first page alone', () => {
  const source = { strategy: 'acroform', page: 2, rect: [10, 20, 30, 12] } as const;
  const pages = explainSheet(
    {
      sheet: 1,
      study: study.id,
      sheetVersion: '1',
      language: 'en',
      answers: {
        'dara.dose': { value: 16, raw: '16', confidence: 0.97, sure: true, source },
        'centre.city': {
          value: null,
          raw: 'Val\u0007mont',
          confidence: 0.4,
          sure: false,
          source,
          reason: 'damaged text',
        },
      },
      findings: [{ code: 'missing_pages', detail: '3' }],
    },
    {
      kind: 'pages',
      pages: [
        { width: 600, height: 800 },
        { width: 600, height: 800 },
      ],
      words: null,
      places: {
        'dara.dose': { page: 2, rect: [10, 20, 30, 12] },
        'patient.sex': { page: 1, rect: [10, 20, 90, 12] },
        'patient.sex.F': { page: 1, rect: [10, 20, 9, 9] },
      },
    },
    study,
  );
  expect(pages.map(({ page }) => page)).toEqual([1, 2]);
  const [first, second] = pages.map(({ explained }) => explained);
  expect(first?.marks).toEqual([{ tone: 'blank', rect: [10, 20, 9, 9], tag: '' }]);
  expect(first?.notes.at(-1)?.text).toContain('missing: 3');
  expect(second?.marks.map(({ tone, tag }) => [tone, tag])).toEqual([
    ['sure', '16 97 %'],
    ['unsure', '« Val\u0007mont » 40 %'],
  ]);
  expect(second?.notes.at(-1)?.text).toContain('damaged text');
});
