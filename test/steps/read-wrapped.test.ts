/** PDFs that are not plain sheets: portfolios, XFA, cut short, with a broken table; other versions, the other language, blank, half. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { lookAtFile } from '../../src/read/read-file.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillEverything, flatten, score } from '../sheets/filling.js';
import { fillWithPdfium, printWithPdfium } from '../sheets/pdfium-viewer.js';
import { fillWithPdfJs, fillWithPdfLib } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const studies = [study];
const layout = layOutSheet(study, 'fr', measureText);
const full = fillEverything(study, layout);
const RIGHT = { right: full.expected.size, unsure: [], missing: [], silent: [], doubted: [] };

let blank: Uint8Array;
let filled: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
  filled = await fillWithPdfJs(blank, full.filling);
});
const readAll = (bytes: Uint8Array) => readFile({ name: 'fiche.pdf', bytes }, studies);
async function read(bytes: Uint8Array): Promise<SheetReading> {
  const [reading, ...more] = await readAll(bytes);
  expect(more).toEqual([]);
  if (!reading) throw new Error('no reading');
  return reading;
}
async function wrap(
  ...carried: readonly (readonly [name: string, bytes: Uint8Array])[]
): Promise<Uint8Array> {
  const cover = await PDFDocument.create();
  cover.addPage([595, 842]).drawText('Ce portfolio contient des fichiers.', { x: 50, y: 700 });
  for (const [name, bytes] of carried) await cover.attach(bytes, name);
  return cover.save();
}

describe('a portfolio', () => {
  test('gives the sheets that it carries', async () => {
    const readings = await readAll(
      await wrap(['fiche.pdf', filled], ['lettre.pdf', await wrap()], ['vide.pdf', blank]),
    );
    expect(readings).toHaveLength(2);
    const [first, second] = readings;
    if (!first || !second) throw new Error('no readings');
    expect(score(first, full.expected)).toEqual(RIGHT);
    expect(second).toMatchObject({ sheet: 2, answers: {}, findings: [{ code: 'blank_sheet' }] });
  });
  test('shows the carried sheet’s own pages', async () => {
    const file = { name: 'portfolio.pdf', bytes: await wrap(['fiche.pdf', filled]) };
    const look = await lookAtFile(file, 1, studies);
    expect(look).toMatchObject({ kind: 'pages' });
    expect('pages' in look && look.pages).toHaveLength(layout.pages.length);
  });
  test('without a sheet is no sheet', async () => {
    const reading = await read(await wrap(['lettre.pdf', await wrap()]));
    expect(reading).toMatchObject({ study: null, findings: [{ code: 'not_a_sheet', detail: 'fiche.pdf' }] });
  });
  test('in portfolios in portfolios is not followed for ever', async () => {
    let bytes = filled;
    for (let depth = 0; depth < 5; depth += 1) bytes = await wrap(['encore.pdf', bytes]);
    const reading = await read(bytes);
    expect(reading).toMatchObject({ study: null, findings: [{ code: 'too_nested' }] });
  });
});

describe('XFA', () => {
  const addXfa = async (bytes: Uint8Array, change: (form: PDFDict) => void): Promise<Uint8Array> => {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const form = document.catalog.lookup(PDFName.of('AcroForm'), PDFDict);
    const template = document.context.stream(
      '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>',
    );
    form.set(PDFName.of('XFA'), document.context.register(template));
    change(form);
    return document.save({ updateFieldAppearances: false });
  };
  test('beside its fields is read by its fields', async () => {
    const bytes = await addXfa(filled, () => undefined);
    expect(score(await read(bytes), full.expected)).toEqual(RIGHT);
  });
  test('alone is a finding', async () => {
    const wait = await PDFDocument.create();
    wait.addPage([595, 842]).drawText('Please wait...', { x: 50, y: 700 });
    wait.catalog.set(
      PDFName.of('AcroForm'),
      wait.context.obj({ Fields: PDFArray.withContext(wait.context) }),
    );
    const bytes = await addXfa(await wait.save(), () => undefined);
    expect(await read(bytes)).toMatchObject({
      study: null,
      findings: [{ code: 'xfa_form', detail: 'fiche.pdf' }],
    });
  });
});

describe('damage', () => {
  test.each([0.3, 0.9, 0.97, 0.999])(
    'cut short after %d of its bytes: never an earlier state',
    async (share) => {
      const bytes = await fillWithPdfJs(filled, {
        texts: new Map([['centre.city', 'Beaumont']]),
        ticks: new Set(),
      });
      const reading = await read(bytes.slice(0, Math.floor(bytes.length * share)));
      expect(reading).toMatchObject({ study: null, findings: [{ code: 'unreadable_file' }] });
    },
  );
  test('an update of a few bytes that was cut short', async () => {
    const update = Buffer.from('\n900 0 obj\n<</T (centre.city) /V (Beau');
    const reading = await read(Buffer.concat([filled, update]));
    expect(reading).toMatchObject({ study: null, findings: [{ code: 'unreadable_file' }] });
  });
  test('a table of objects that points nowhere: found again, in their last state', async () => {
    const text = Buffer.from(filled)
      .toString('latin1')
      .replace(/startxref\s+\d+/g, 'startxref\n7');
    expect(score(await read(Buffer.from(text, 'latin1')), full.expected)).toMatchObject({
      silent: [],
      doubted: [],
      missing: [],
    });
  });
});

describe('another sheet than the one expected', () => {
  test('in English, with its own words and dates', async () => {
    const english = layOutSheet(study, 'en', measureText);
    const other = fillEverything(study, english);
    const sheet = await writeSheetPdf(study, 'en');
    const form = await read(await fillWithPdfLib(sheet, other.filling));
    expect(form.language).toBe('en');
    const doubts = score(form, other.expected);
    expect(doubts).toMatchObject({ missing: [], silent: [] });
    const printed = await read(await printWithPdfium(await fillWithPdfium(sheet, other.filling)));
    expect(printed.language).toBe('en');
    expect(score(printed, other.expected)).toMatchObject({ missing: [], silent: [] });
  });
  test('of an older version: nothing is sure', async () => {
    const document = await PDFDocument.load(filled, { updateMetadata: false });
    const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict);
    info.set(PDFName.of('RecueilSheet'), PDFString.of(`RECUEIL|${study.id}|0|fr`));
    const reading = await read(await document.save({ updateFieldAppearances: false }));
    expect(reading.findings).toContainEqual({ code: 'unknown_version', detail: '0' });
    expect([...flatten(reading)].filter(([, { sure }]) => sure)).toEqual([]);
  });
  test('blank and printed: says so', async () => {
    const reading = await read(await printWithPdfium(blank));
    expect([reading.answers, reading.findings]).toEqual([{}, [{ code: 'blank_sheet' }]]);
  });
  test('half of it: what is there, and which pages are not', async () => {
    const document = await PDFDocument.load(await printWithPdfium(filled));
    for (let page = layout.pages.length; page > 2; page -= 1) document.removePage(page - 1);
    const reading = await read(await document.save());
    const gone = layout.pages.map(({ page }) => page).filter((page) => page > 2);
    expect(reading.findings).toContainEqual({ code: 'missing_pages', detail: gone.join(', ') });
    expect(score(reading, full.expected)).toMatchObject({ silent: [], doubted: [] });
  });
});
