/**
 * Sheets that come back as images, read as the service reads them: in a reader process. What is ticked by a pen or a program may be sure;
 * what was recognised never is; nothing that is wrong may be called sure.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, StandardFonts, TextRenderingMode, rgb, setTextRenderingMode } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Place } from '../../src/core/sheet/layout.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { ReaderPool } from '../../src/read/reader-pool.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { cellOf, type Expected, fillEverything, type Filling, flatten, score } from '../sheets/filling.js';
import { type Stroke, writeByPen } from '../sheets/pen.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { bindPages, scanPages, SCAN_ROUTES } from '../sheets/scan-routes.js';

const run = promisify(execFile);
const study = loadStudy('studies/daratumumab');
const layout = layOutSheet(study, 'fr', measureText);
/** The rest are read by `npm run bench -- reading`: each costs several seconds. */
const READ_HERE = [
  'scan 200 dpi, on its side and upside down',
  'scan 200 dpi, black and white',
  'photograph',
  'fax 204 × 98, TIFF',
];
const TYPED = existsSync('/usr/bin/pdftoppm') && existsSync('/usr/bin/convert') ? describe : describe.skip;

let blank: Uint8Array;
let pool: ReaderPool;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
  pool = new ReaderPool({ studies: [study], size: 1, timeoutMs: 120_000 });
});
afterAll(() => pool.close());

async function readOne(bytes: Uint8Array, name = 'fiche.pdf'): Promise<SheetReading> {
  const readings = await pool.read({ name, bytes, receivedOn: '2026-11-20' });
  expect(readings).toHaveLength(1);
  const [reading] = readings;
  if (!reading) throw new Error('no reading');
  return reading;
}

/** A typographic apostrophe and a plain one are one to a recogniser, and to a reader. */
const plain = (value: unknown): string => JSON.stringify(value).replace(/[’‘]/g, "'");

function rate(reading: SheetReading, expected: Expected) {
  const flat = flatten(reading);
  const isTick = (name: string) =>
    layout.places.some(
      (place) =>
        (place.kind === 'radio' || place.kind === 'check') &&
        (cellOf(place) === name || `${place.key}=${place.code ?? ''}` === name),
    );
  const ticks = { all: 0, sure: 0 };
  const texts = { all: 0, proposed: 0, right: 0 };
  const wrong: string[] = [];
  for (const [name, value] of expected) {
    const told = flat.get(name);
    const right = told !== undefined && plain(told.value) === plain(value);
    if (told?.sure === true && !right) wrong.push(name);
    if (isTick(name)) {
      ticks.all += 1;
      if (right && told.sure) ticks.sure += 1;
      continue;
    }
    texts.all += 1;
    if (told === undefined || told.value === null || told.value === '') continue;
    texts.proposed += 1;
    if (right) texts.right += 1;
  }
  const invented = [...flat].filter(([name, told]) => told.sure && !expected.has(name)).map(([name]) => name);
  return { ticks, texts, wrong: [...wrong, ...invented] };
}

TYPED('a typed sheet that was printed and came back as an image', () => {
  const { filling, expected } = fillEverything(study, layout);

  test.each(SCAN_ROUTES.filter(({ name }) => READ_HERE.includes(name)))(
    '$name',
    async ({ route, grade, extension }) => {
      const reading = await readOne(await route(blank, filling), `fiche.${extension}`);
      expect(reading).toMatchObject({ study: study.id, sheetVersion: study.version, language: 'fr' });
      const { ticks, texts, wrong } = rate(reading, expected);
      expect(wrong).toEqual([]);
      expect(ticks.sure).toBe(ticks.all);
      expect(texts.right / texts.proposed).toBeGreaterThanOrEqual(grade === 'scan' ? 0.99 : 0.95);
      expect(texts.proposed / texts.all).toBeGreaterThan(0.9);
      const sources = Object.values(reading.answers).map(({ source }) => source);
      expect(sources.filter(({ rect, page }) => rect === null || page === null)).toEqual([]);
      expect(new Set(sources.map(({ strategy }) => strategy))).toEqual(new Set(['ticks', 'ocr']));
    },
    120_000,
  );

  test.each(['patient.sex', 'patient.age'])(
    'a change of %s changes that answer and nothing else',
    async (key) => {
      const other = fillEverything(study, layout, { [key]: 1 });
      const readFirst = async (one: Filling) => {
        const scanning = { dpi: 150, damage: () => ['-blur', '0x0.8'], pages: 1 };
        const [page] = await scanPages(await fillWithPdfLib(blank, one), scanning, 'png');
        return flatten(await readOne(page ?? new Uint8Array(), 'page.png'));
      };
      const [before, after] = [await readFirst(filling), await readFirst(other.filling)];
      const names = [...new Set([...before.keys(), ...after.keys()])];
      const differing = names.filter((name) => plain(before.get(name)) !== plain(after.get(name)));
      expect(differing).toEqual([key]);
      expect(after.get(key)?.value).toEqual(other.expected.get(key));
    },
    60_000,
  );

  test.each(['jpg', 'png', 'heic'] as const)(
    'a page alone, as %s: its answers, and the pages that are missing',
    async (format) => {
      const [page] = await scanPages(
        await fillWithPdfLib(blank, filling),
        { dpi: 200 },
        format === 'heic' ? 'png' : format,
      );
      if (!page) throw new Error('no page');
      const bytes = format === 'heic' ? await toHeic(page) : page;
      const reading = await readOne(bytes, `IMG_0001.${format}`);
      expect(reading.findings).toContainEqual({ code: 'missing_pages', detail: '2, 3, 4' });
      const own = new Map(
        [...expected].filter(([name]) =>
          layout.places.some((place) => place.page === 1 && nameFits(place, name)),
        ),
      );
      expect(score(reading, own).silent).toEqual([]);
      const { ticks, texts } = rate(reading, own);
      expect(ticks).toEqual({ all: ticks.all, sure: ticks.all });
      expect(texts.right).toBeGreaterThanOrEqual(texts.all - 1);
    },
    60_000,
  );

  test('one page scanned in a file of which the others are as they were filled', async () => {
    const filled = await fillWithPdfLib(blank, filling);
    const [, , , last] = await scanPages(filled, { dpi: 200, quality: 80 }, 'jpg');
    if (!last) throw new Error('no page');
    const document = await PDFDocument.load(filled);
    const picture = await document.embedJpg(last);
    document.removePage(3);
    document.addPage([595.28, 841.89]).drawImage(picture, { x: 0, y: 0, width: 595.28, height: 841.89 });
    const reading = await readOne(await document.save());
    const { wrong } = rate(reading, expected);
    expect(wrong).toEqual([]);
    expect(score(reading, expected).missing).toEqual([]);
    expect(reading.findings.filter(({ code }) => code === 'missing_pages')).toEqual([]);
    const strategies = new Set(Object.values(reading.answers).map(({ source }) => source.strategy));
    expect(strategies).toEqual(new Set(['acroform', 'ticks', 'ocr']));
  }, 60_000);

  test('words that a scanner’s program guessed and hid under the page are not taken', async () => {
    const images = await scanPages(await fillWithPdfLib(blank, filling), { dpi: 150, quality: 80 }, 'jpg');
    const document = await PDFDocument.load(await bindPages(images, 150, 'jpg'));
    const font = await document.embedFont(StandardFonts.Helvetica);
    for (const place of layout.places.filter(({ kind }) => kind === 'text')) {
      const page = document.getPage(place.page - 1);
      page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
      page.drawText('12', { x: place.rect.x + 4, y: page.getHeight() - place.rect.y - 12, size: 9, font });
    }
    const { texts, wrong } = rate(await readOne(await document.save()), expected);
    expect(wrong).toEqual([]);
    expect(texts.right / texts.proposed).toBeGreaterThan(0.95);
  }, 60_000);
});

function nameFits(place: Place, name: string): boolean {
  return cellOf(place) === name || `${place.key}=${place.code ?? ''}` === name;
}

async function toHeic(png: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-heic-'));
  try {
    await writeFile(join(folder, 'in.png'), png);
    await run('heif-enc', ['-q', '60', 'in.png', '-o', 'out.heic'], { cwd: folder });
    return new Uint8Array(await readFile(join(folder, 'out.heic')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

TYPED('a pen on the printed sheet', () => {
  const boxesOf = (key: string) =>
    layout.places.filter((place) => place.key === key && (place.kind === 'radio' || place.kind === 'check'));
  const questions = study.fields
    .filter(({ type, table }) => type === 'yes_no' && !table)
    .map(({ key }) => key);
  interface Told {
    readonly value: unknown;
    readonly sure: boolean;
    readonly doubt?: string;
  }
  /** Strokes on the boxes of a question, by their place in it: 0 yes, 1 no. */
  const cases: readonly (readonly [string, readonly (readonly [0 | 1, Stroke])[], Told | null])[] = [
    ['a tick', [[0, 'tick']], { value: 'yes', sure: true }],
    ['a cross', [[1, 'cross']], { value: 'no', sure: true }],
    ['a slash', [[0, 'slash']], { value: 'yes', sure: true }],
    ['a thin pen', [[0, 'thin']], { value: 'yes', sure: true }],
    ['a pencil', [[1, 'pencil']], { value: 'no', sure: true }],
    ['a box filled all over', [[0, 'blot']], { value: 'yes', sure: false, doubt: 'cancelled_box' }],
    ['a dot', [[0, 'dot']], { value: 'yes', sure: false, doubt: 'faint_mark' }],
    ['a ring around the words', [[1, 'circle']], { value: 'no', sure: false, doubt: 'marked_beside' }],
    ['a tick beside the box', [[0, 'beside']], { value: 'yes', sure: false, doubt: 'marked_beside' }],
    ['two ticks', [[0, 'tick'], [1, 'cross']], { value: null, sure: false, doubt: 'several_boxes' }],
    ['one cancelled, one ticked', [[0, 'blot'], [1, 'cross']], { value: 'no', sure: false, doubt: 'cancelled_box' }],
    ['nothing', [], null],
  ]; // prettier-ignore
  const written = ['patient.age', 'patient.code', 'centre.city', 'dara.dose'];
  let reading: SheetReading;

  beforeAll(async () => {
    const marks = cases.flatMap(([, strokes], index) =>
      strokes.flatMap(([box, stroke]) => {
        const place = boxesOf(questions[index] ?? '')[box];
        return place ? [{ place, stroke }] : [];
      }),
    );
    const words = layout.places
      .filter(({ name }) => written.includes(name))
      .map((place, index) => ({ place, text: ['54', 'VAL-012', 'Valmont', '16'][index] ?? '' }));
    const scanning = { dpi: 200, damage: () => ['-blur', '0x0.7'], quality: 75 };
    const images = await scanPages(await writeByPen(blank, marks, words), scanning, 'jpg');
    reading = await readOne(await bindPages(images, 200, 'jpg'));
  }, 60_000);

  test('has a question for each stroke', () => {
    expect(questions.length).toBeGreaterThanOrEqual(cases.length);
  });

  test.each(cases.map(([name, , told], index) => [name, questions[index] ?? '', told] as const))(
    '%s',
    (_name, key, told) => {
      if (told === null) expect(reading.answers[key]).toBeUndefined();
      else expect(reading.answers[key]).toMatchObject(told);
    },
  );

  test('handwriting is shown and never guessed at', () => {
    for (const key of written)
      expect(reading.answers[key]).toMatchObject({
        value: null,
        sure: false,
        doubt: 'handwritten',
        source: { strategy: 'ocr' },
      });
  });

  test('and nothing else was answered', () => {
    const answered = cases.flatMap(([, , told], index) => (told === null ? [] : [questions[index] ?? '']));
    expect(Object.keys(reading.answers).sort()).toEqual([...answered, ...written].sort());
  });
});

TYPED('marks of the page that are lost', () => {
  const { filling, expected: all } = fillEverything(study, layout);
  const onFirst = layout.places.filter(({ page }) => page === 1);
  const expected = new Map([...all].filter(([name]) => onFirst.some((place) => nameFits(place, name))));
  const MARKS = 34;

  /** The first page alone, white over some corners: 0 top left, 1 top right (with the code), 2 bottom right, 3 bottom left. */
  async function cover(corners: readonly number[], code: boolean): Promise<Uint8Array> {
    const document = await PDFDocument.load(await fillWithPdfLib(blank, filling));
    for (const page of document.getPages().slice(0, 1)) {
      const { width, height } = page.getSize();
      for (const corner of corners) {
        const x = corner === 1 || corner === 2 ? width - MARKS - 6 : 0;
        const y = corner === 0 || corner === 1 ? height - MARKS - 6 : 0;
        page.drawRectangle({ x, y, width: MARKS + 6, height: MARKS + 6, color: rgb(1, 1, 1) });
      }
      if (code) page.drawRectangle({ x: 495, y: height - 80, width: 62, height: 64, color: rgb(1, 1, 1) });
    }
    const scanning = { dpi: 200, quality: 75, pages: 1 };
    return bindPages(await scanPages(await document.save(), scanning, 'jpg'), 200, 'jpg');
  }

  test.each([
    ['one corner', [0]],
    ['two corners', [0, 3]],
    ['three corners', [0, 2, 3]],
  ] as const)(
    '%s: read as if it were there',
    async (_name, corners) => {
      const { ticks, wrong } = rate(await readOne(await cover(corners, false)), expected);
      expect(wrong).toEqual([]);
      expect(ticks.sure).toBe(ticks.all);
    },
    60_000,
  );

  test('the code: known by its looks, and nothing is sure', async () => {
    const reading = await readOne(await cover([], true));
    expect(reading).toMatchObject({ study: study.id, language: 'fr' });
    expect(reading.findings.filter(({ code }) => code === 'page_by_looks')).toHaveLength(1);
    const answers = Object.values(reading.answers);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.filter(({ sure }) => sure)).toEqual([]);
    expect(score(reading, expected).silent).toEqual([]);
  }, 60_000);

  test('all of them, cut off with the edges: a picture that says nothing', async () => {
    const document = await PDFDocument.load(await fillWithPdfLib(blank, filling));
    const [page] = document.getPages();
    const { width = 0, height = 0 } = page?.getSize() ?? {};
    const edge = { color: rgb(1, 1, 1), borderWidth: 0 };
    page?.drawRectangle({ x: 0, y: 0, width: 40, height, ...edge });
    page?.drawRectangle({ x: width - 40, y: 0, width: 40, height, ...edge });
    page?.drawRectangle({ x: 490, y: height - 80, width: 105, height: 80, ...edge });
    const scanning = { dpi: 200, quality: 75, pages: 1 };
    const images = await scanPages(await document.save(), scanning, 'jpg');
    const reading = await readOne(await bindPages(images, 200, 'jpg'));
    expect(reading).toMatchObject({ study: null, answers: {} });
    expect(reading.findings.map(({ code }) => code)).toEqual(['image_only']);
  }, 60_000);
});
