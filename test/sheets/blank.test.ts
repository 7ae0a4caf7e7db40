/** The blank sheet: its geometry, and its form as other programs see it, fill it and flatten it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Rect, type SheetLayout } from '../../src/core/sheet/layout.js';
import { LANGUAGES, type Column, type Field, type Study } from '../../src/core/study/study.js';
import { openPdf } from '../../src/external/pdf-document.js';
import { openPixels } from '../../src/external/pdf-render.js';
import { readQrCodes } from '../../src/external/qr-code.js';
import { canPrint, measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillEverything, tickOf } from './filling.js';
import { canRun, FILLING_ROUTES, FLAT_ROUTES, throughOffice } from './routes.js';

const run = promisify(execFile);
const dara = loadStudy('studies/daratumumab');
const tiny = loadStudy('test/studies/tiny');
const sheets = [dara, tiny].flatMap((study) => LANGUAGES.map((language) => ({ study, language })));
const named = sheets.map((sheet) => ({ ...sheet, id: sheet.study.id }));

async function inFolder<Result>(
  bytes: Uint8Array,
  work: (file: string, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-blank-'));
  try {
    const file = join(folder, 'blank.pdf');
    await writeFile(file, bytes);
    return await work(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Seen {
  readonly type: string;
  readonly value: string;
  readonly states: readonly string[];
  readonly tooltip: string;
}
/** The form as pdftk sees it. */
async function dumpFields(bytes: Uint8Array): Promise<Map<string, Seen>> {
  const text = await inFolder(bytes, async (file) => {
    const { stdout } = await run('pdftk', [file, 'dump_data_fields_utf8'], { maxBuffer: 1 << 26 });
    return stdout;
  });
  const fields = new Map<string, Seen>();
  for (const part of text.split(/^---$/m).filter((one) => one.trim() !== '')) {
    const all = (name: string) =>
      [...part.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map(([, value = '']) => unescape(value));
    const [name = ''] = all('FieldName');
    expect(fields.has(name)).toBe(false);
    fields.set(name, {
      type: all('FieldType')[0] ?? '',
      value: all('FieldValue')[0] ?? '',
      states: all('FieldStateOption').filter((state) => state !== 'Off'),
      tooltip: all('FieldNameAlt')[0] ?? '',
    });
  }
  return fields;
}
const unescape = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** What the form must be, from the definition alone: states by field name; none for what is written. */
function expectFields(study: Study): Map<string, string[]> {
  const expected = new Map<string, string[]>();
  const answer = (question: Field | Column, name: string) => {
    const unknown = question.codesAllowed.includes('NSP') ? ['NSP'] : [];
    const codes = question.choices.map(({ code }) => code);
    if (question.type === 'many_of')
      for (const code of [...codes, ...unknown]) expected.set(`${name}.${code}`, ['Yes']);
    else if (question.type === 'one_of') expected.set(name, [...codes, ...unknown]);
    else if (question.type === 'yes_no') expected.set(name, ['yes', 'no', ...unknown]);
    else expected.set(name, []);
  };
  for (const field of study.fields) {
    if (!field.table) {
      answer(field, field.key);
      continue;
    }
    const { rows, columns } = field.table;
    const codes =
      rows.kind === 'named'
        ? rows.rows.map(({ code }) => code)
        : Array.from({ length: rows.count }, (_, index) => String(index + 1));
    for (const row of codes)
      for (const column of columns) answer(column, `${field.key}.${row}.${column.key}`);
  }
  return expected;
}

const sorted = (map: ReadonlyMap<string, readonly string[]>) =>
  [...map].map(([name, states]) => [name, [...states].sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1));

const needsPdftk = existsSync('/usr/bin/pdftk') ? test : test.skip;
const needsQpdf = existsSync('/usr/bin/qpdf') ? test : test.skip;
const needsOffice = existsSync('/usr/bin/soffice') ? test : test.skip;

describe.each(named)('the form of $id in $language', ({ study, language }) => {
  needsPdftk('has the names and states that the definition asks for, and nothing else', async () => {
    const seen = await dumpFields(await writeSheetPdf(study, language));
    const states = new Map([...seen].map(([name, field]) => [name, field.states]));
    expect(sorted(states)).toEqual(sorted(expectFields(study)));
    for (const [name, states] of expectFields(study))
      expect([name, seen.get(name)?.type]).toEqual([name, states.length > 0 ? 'Button' : 'Text']);
  });

  needsPdftk('tells the question of each field to who hears it read', async () => {
    const seen = await dumpFields(await writeSheetPdf(study, language));
    for (const field of study.fields) {
      const own = [...seen].filter(([name]) => name === field.key || name.startsWith(`${field.key}.`));
      expect(own.length).toBeGreaterThan(0);
      for (const [, { tooltip }] of own)
        expect(tooltip.startsWith(`${field.number}. ${field.label[language]}`)).toBe(true);
    }
  });

  needsQpdf('is a sound file', async () => {
    await inFolder(await writeSheetPdf(study, language), async (file) => {
      const { stdout, stderr } = await run('qpdf', ['--check', file]);
      expect(`${stdout}${stderr}`).toMatch(/No syntax or stream encoding errors found/);
      expect(`${stdout}${stderr}`).not.toMatch(/warning/i);
    });
  });

  test('says in its properties which sheet it is, and comes out the same each time', async () => {
    const [bytes, again] = [await writeSheetPdf(study, language), await writeSheetPdf(study, language)];
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
    const file = await openPdf(bytes);
    expect(file.custom['RecueilSheet']).toBe(`RECUEIL|${study.id}|${study.version}|${language}`);
    await file.close();
  });

  test('bears on each page a mark that is read where it stands', async () => {
    const layout = layOutSheet(study, language, measureText);
    const pixels = await openPixels(await writeSheetPdf(study, language));
    expect(pixels?.pageCount).toBe(layout.pages.length);
    for (const { page, mark } of layout.pages) {
      const image = await pixels?.render(page, 150);
      const codes = image ? await readQrCodes(image) : [];
      expect(codes.map(({ text }) => text)).toEqual([mark.text]);
      const [corner] = codes[0]?.corners ?? [];
      expect(Math.hypot((corner?.x ?? 0) - mark.rect.x, (corner?.y ?? 0) - mark.rect.y)).toBeLessThan(3);
    }
    pixels?.close();
  });
});

describe.each(named)('the pages of $id in $language', ({ study, language }) => {
  const layout = layOutSheet(study, language, measureText);

  test('are few', () => {
    expect(layout.pages.length).toBeLessThanOrEqual(study === dara ? 4 : 1);
  });

  test('hold everything apart', () => {
    for (const { page } of layout.pages) {
      const things = listThings(layout, page);
      for (const [index, one] of things.entries())
        for (const other of things.slice(index + 1))
          if (touch(one.rect, other.rect, -0.1))
            throw new Error(`page ${page}: ${one.name} lies on ${other.name}`);
    }
  });

  test('hold everything within the margins', () => {
    for (const { page, width, height } of layout.pages)
      for (const { name, rect } of listThings(layout, page)) {
        const within =
          rect.x >= 19 &&
          rect.y >= 19 &&
          rect.x + rect.width <= width - 19 &&
          rect.y + rect.height <= height - 19;
        if (!within) throw new Error(`page ${page}: ${name} leaves the page`);
      }
  });

  test('leave the mark white around itself', () => {
    for (const { page, mark } of layout.pages) {
      const quiet = grow(mark.rect, (4 * mark.rect.width) / 29);
      for (const { name, rect } of listThings(layout, page))
        if (name !== 'mark' && touch(rect, quiet, 0)) throw new Error(`${name} stands in the quiet zone`);
    }
  });

  test('part no question, and end with no heading', () => {
    for (const field of study.fields) {
      const pages = new Set(layout.places.filter(({ key }) => key === field.key).map(({ page }) => page));
      expect([field.key, pages.size]).toEqual([field.key, 1]);
    }
    for (const { page, labels } of layout.pages)
      for (const band of labels.filter(({ tone }) => tone === 'reversed')) {
        const after = layout.places.filter((place) => place.page === page && place.rect.y > band.y);
        expect([band.text, after.length > 0]).toEqual([band.text, true]);
      }
  });

  test('print every question with its number, its choices and its unit', () => {
    const words = layout.pages.flatMap(({ labels }) => labels.map(({ text }) => text)).join(' ');
    for (const field of study.fields) {
      expect(words).toContain(String(field.number));
      for (const word of field.label[language].split(' ')) expect(words).toContain(word);
      for (const { label } of field.choices) expect(words).toContain(label[language]);
      expect(words).toContain(field.unit?.label[language] ?? '');
    }
    for (const line of study.sheetIntro[language])
      for (const word of line.split(' ')) expect(words).toContain(word);
  });

  test('use no character that their font lacks', () => {
    for (const { labels } of layout.pages)
      for (const { text, font } of labels) expect([text, canPrint(text, font)]).toEqual([text, true]);
  });

  test('give room to write and to tick', () => {
    for (const { kind, rect, row } of layout.places) {
      if (kind === 'radio' || kind === 'check') expect(rect.width).toBeGreaterThanOrEqual(row ? 8.9 : 11.3);
      else expect(rect.height).toBeGreaterThanOrEqual(row ? 16 : 18);
    }
  });

  test('have their places in the order of the questions', () => {
    const numbers = layout.places.map(
      ({ key }) => study.fields.find((field) => field.key === key)?.number ?? 0,
    );
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });
});

interface Thing {
  readonly name: string;
  readonly rect: Rect;
}
/** Places, labels, squares and the mark of a page; small dark shapes too. */
function listThings(layout: SheetLayout, number: number): Thing[] {
  const page = layout.pages.find(({ page }) => page === number);
  if (!page) throw new Error('no page');
  return [
    ...layout.places
      .filter((place) => place.page === number)
      .map(({ name, code, rect }) => ({ name: `${name} ${code ?? ''}`, rect })),
    ...page.labels.map(({ text, x, y, size, font }) => ({
      name: `“${text}”`,
      rect: { x, y: y - 0.66 * size, width: measureText(text, size, font), height: 0.66 * size },
    })),
    ...page.corners.map((rect) => ({ name: 'corner', rect })),
    ...page.shapes.filter(({ fill }) => fill === 'ink').map(({ rect }) => ({ name: 'edge mark', rect })),
    { name: 'mark', rect: page.mark.rect },
  ];
}
function touch(one: Rect, other: Rect, by: number): boolean {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return wide > -by && high > -by;
}
const grow = ({ x, y, width, height }: Rect, by: number): Rect => ({
  ...{ x: x - by, y: y - by },
  ...{ width: width + 2 * by, height: height + 2 * by },
});

const fillers = FILLING_ROUTES.filter(({ name }) => ['pdftk', 'pypdf', 'pdf-lib', 'pdf.js'].includes(name));

describe.each(fillers.filter(canRun))('filled by $name', ({ route }) => {
  needsPdftk.each(named)('$id in $language gives back every value', async ({ study, language }) => {
    const { filling } = fillEverything(study, layOutSheet(study, language, measureText));
    const seen = await dumpFields(await route(await writeSheetPdf(study, language), filling));
    for (const [name, { type, value }] of seen) {
      const written = filling.texts.get(name) ?? '';
      const states = expectFields(study).get(name) ?? [];
      const box = name.split('.').at(-1);
      const ticked = states.find((state) => filling.ticks.has(tickOf(name, state === 'Yes' ? box : state)));
      const asked = type === 'Text' ? written : (ticked ?? 'Off');
      expect([name, value === '' && type === 'Button' ? 'Off' : value]).toEqual([name, asked]);
    }
  });
});

const flattened = FLAT_ROUTES.find(({ name }) => name.startsWith('pdftk'));
(flattened && canRun(flattened) ? test : test.skip)('é, € and µ are still there when flattened', async () => {
  const { filling } = fillEverything(dara, layOutSheet(dara, 'fr', measureText));
  const bytes = await flattened?.route(await writeSheetPdf(dara, 'fr'), filling);
  const text = await inFolder(bytes ?? new Uint8Array(), async (file, folder) => {
    await run('pdftotext', ['-layout', file, join(folder, 'out.txt')]);
    return readFile(join(folder, 'out.txt'), 'utf8');
  });
  for (const written of ['Évolution simple', '12 €', '5 µg', 'Café à Noël', 'Œuvre d’été'])
    expect(text).toContain(written);
});

needsOffice('LibreOffice opens it and prints as many pages', async () => {
  const bytes = await throughOffice('pdf', 'pdf')(await writeSheetPdf(dara, 'fr'));
  const file = await openPdf(bytes);
  expect(file.pages).toHaveLength(layOutSheet(dara, 'fr', measureText).pages.length);
  await file.close();
});
