/** Sheets that programs and people have tampered with: read right, or left to a person; never wrong and sure. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Place } from '../../src/core/sheet/layout.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillEverything, score } from '../sheets/filling.js';
import { fillWithPdfLib } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const studies = [study];
const layout = layOutSheet(study, 'fr', measureText);
const base = fillEverything(study, layout);
const RIGHT = { right: base.expected.size, unsure: [], missing: [], silent: [], doubted: [] };
/** It fills its cell to the end: on a page without fields it may have been cut there. */
const FLAT = { ...RIGHT, unsure: ['followup.visits.m3.autoantibody'] };

let blank: Uint8Array;
let filled: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
  filled = await fillWithPdfLib(blank, base.filling);
});

const readAll = (bytes: Uint8Array) => readFile({ name: 'fiche.pdf', bytes }, studies);
async function read(bytes: Uint8Array): Promise<SheetReading> {
  const [reading, ...more] = await readAll(bytes);
  expect(more).toEqual([]);
  if (!reading) throw new Error('no reading');
  return reading;
}
const placeOf = (name: string, code?: string): Place => {
  const place = layout.places.find((one) => one.name === name && (code === undefined || one.code === code));
  if (!place) throw new Error(`no place ${name}`);
  return place;
};

/** Changes the filled or blank form at the level of its objects. */
async function alter(bytes: Uint8Array, change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  change(document);
  return document.save({ updateFieldAppearances: false });
}
function widgetsOf(document: PDFDocument): { dict: PDFDict }[] {
  return document.getPages().flatMap((page) => {
    const annots = page.node.Annots();
    return annots
      ? Array.from({ length: annots.size() }, (_, index) => ({ dict: annots.lookup(index, PDFDict) }))
      : [];
  });
}
function freeText(document: PDFDocument, place: Place, text: string, dx = 3): void {
  const page = document.getPage(place.page - 1);
  const top = page.getHeight() - place.rect.y;
  const rect = [place.rect.x + dx, top - 12, place.rect.x + dx + text.length * 5 + 4, top - 1];
  const annotation = document.context.obj({
    Type: 'Annot',
    Subtype: 'FreeText',
    Rect: rect,
    F: 4,
    DA: PDFString.of('/Helv 9 Tf 0 g'),
    Contents: PDFHexString.fromText(text),
  });
  page.node.addAnnot(document.context.register(annotation));
}
const field = (document: PDFDocument, name: string): PDFDict =>
  document.getForm().getField(name).acroField.dict;
/** The field's only widget, which may be the field itself. */
function widget(document: PDFDocument, name: string): PDFDict {
  const [first] = document.getForm().getField(name).acroField.getWidgets();
  if (!first) throw new Error(`no widget ${name}`);
  return first.dict;
}

describe('typed over the form with a text tool', () => {
  test('into an empty field: read as an annotation', async () => {
    const bytes = await alter(blank, (document) => freeText(document, placeOf('centre.city'), 'Valmont'));
    const reading = await read(bytes);
    expect(reading.answers['centre.city']).toMatchObject({
      value: 'Valmont',
      sure: true,
      source: { strategy: 'annotation' },
    });
  });
  test('against a filled field: left to a person', async () => {
    const bytes = await alter(filled, (document) => freeText(document, placeOf('centre.city'), 'Valmont'));
    const reading = await read(bytes);
    expect(reading.answers['centre.city']?.sure).toBe(false);
    expect(score(reading, base.expected).silent).toEqual([]);
  });
  test('a cross over a box: its tick', async () => {
    const place = placeOf('patient.sex');
    const bytes = await alter(blank, (document) => freeText(document, place, 'X', 2));
    expect((await read(bytes)).answers['patient.sex']).toMatchObject({ value: place.code, sure: true });
  });
  test('beside everything: a finding', async () => {
    const bytes = await alter(blank, (document) => {
      const { page } = placeOf('centre.city');
      freeText(
        document,
        { ...placeOf('centre.city'), page, rect: { x: 250, y: 4, width: 80, height: 12 } },
        'patient connu',
      );
    });
    const reading = await read(bytes);
    expect(reading.findings).toContainEqual({ code: 'unexpected_entry', detail: 'patient connu' });
  });
});

describe('what is stored is not what is seen', () => {
  test('a value changed under its appearance', async () => {
    const bytes = await alter(filled, (document) => {
      field(document, 'patient.age').set(PDFName.of('V'), PDFString.of('77'));
    });
    const reading = await read(bytes);
    expect(reading.answers['patient.age']?.sure).toBe(false);
    expect(score(reading, base.expected)).toMatchObject({ silent: [], missing: [] });
  });
  test('a value removed under its appearance', async () => {
    const bytes = await alter(filled, (document) => field(document, 'patient.age').delete(PDFName.of('V')));
    expect((await read(bytes)).answers['patient.age']).toMatchObject({ sure: false });
  });
  test('a box whose appearance says no', async () => {
    const [tick] = [...base.filling.ticks].filter((one) => one.startsWith('prior.drugs.'));
    const [name = ''] = (tick ?? '').split('=');
    const bytes = await alter(filled, (document) =>
      widget(document, name).set(PDFName.of('AS'), PDFName.of('Off')),
    );
    expect((await read(bytes)).answers['prior.drugs']?.sure).toBe(false);
  });
  test('radio boxes that show another state than the group', async () => {
    const codes = layout.places.filter(({ name }) => name === 'patient.sex').map(({ code }) => code ?? '');
    const bytes = await alter(filled, (document) => {
      const other = codes.find((code) => !base.filling.ticks.has(`patient.sex=${code}`)) ?? '';
      field(document, 'patient.sex').set(PDFName.of('V'), PDFName.of(other));
    });
    expect((await read(bytes)).answers['patient.sex']?.sure).toBe(false);
  });
});

describe('forms that programs rewrote', () => {
  test('fields that the tree no longer lists', async () => {
    const bytes = await alter(filled, (document) => {
      document.catalog
        .lookup(PDFName.of('AcroForm'), PDFDict)
        .set(PDFName.of('Fields'), document.context.obj([]));
    });
    expect(score(await read(bytes), base.expected)).toEqual(RIGHT);
  });
  test('names under a prefix, in capitals', async () => {
    const bytes = await alter(filled, (document) => {
      for (const { dict } of widgetsOf(document)) {
        for (let at: PDFDict | undefined = dict; at; at = at.lookupMaybe(PDFName.of('Parent'), PDFDict)) {
          const title = at.lookupMaybe(PDFName.of('T'), PDFString, PDFHexString);
          if (title && !title.decodeText().startsWith('F1_'))
            at.set(PDFName.of('T'), PDFString.of(`F1_${title.decodeText().toUpperCase()}`));
        }
      }
    });
    const result = score(await read(bytes), base.expected);
    expect(result).toMatchObject({ missing: [], silent: [], doubted: [] });
    expect(result.unsure).toEqual([]);
  });
  test('radio states that were numbered', async () => {
    const bytes = await alter(filled, (document) => {
      const kids = widgetsOf(document).filter(
        ({ dict }) =>
          dict.lookupMaybe(PDFName.of('Parent'), PDFDict)?.get(PDFName.of('Kids')) &&
          states(dict).length === 1 &&
          !dict.has(PDFName.of('T')),
      );
      for (const [index, { dict }] of kids.entries()) {
        const normal = dict.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N'), PDFDict);
        const [state] = states(dict);
        const parent = dict.lookup(PDFName.of('Parent'), PDFDict);
        if (!state) continue;
        const drawn = normal.get(state);
        if (drawn) normal.set(PDFName.of(String(index)), drawn);
        normal.delete(state);
        if (dict.get(PDFName.of('AS')) === state) {
          dict.set(PDFName.of('AS'), PDFName.of(String(index)));
          parent.set(PDFName.of('V'), PDFName.of(String(index)));
        }
      }
    });
    expect(score(await read(bytes), base.expected)).toEqual(RIGHT);
  });
  test('values with spaces around them', async () => {
    const bytes = await alter(filled, (document) => {
      const dict = field(document, 'centre.city');
      dict.set(PDFName.of('V'), PDFHexString.fromText('  Œuvre d’été  '));
      widget(document, 'centre.city').delete(PDFName.of('AP'));
    });
    expect((await read(bytes)).answers['centre.city']).toMatchObject({ value: 'Œuvre d’été', sure: true });
  });
  test('UTF-8 stored as if it were PDFDocEncoding', async () => {
    const bytes = await alter(filled, (document) => {
      const dict = field(document, 'centre.city');
      dict.set(PDFName.of('V'), PDFHexString.of(Buffer.from('Besançon').toString('hex')));
      widget(document, 'centre.city').delete(PDFName.of('AP'));
    });
    expect((await read(bytes)).answers['centre.city']?.sure).toBe(false);
  });
});

function states(dict: PDFDict): PDFName[] {
  const normal = dict.lookupMaybe(PDFName.of('AP'), PDFDict)?.lookup(PDFName.of('N'));
  return normal instanceof PDFDict ? normal.keys().filter((key) => key !== PDFName.of('Off')) : [];
}

describe('pages', () => {
  async function pick(source: Uint8Array, order: readonly number[], before = 0): Promise<Uint8Array> {
    const from = await PDFDocument.load(source);
    from.getForm().flatten();
    const flat = await PDFDocument.load(await from.save());
    const to = await PDFDocument.create();
    for (let index = 0; index < before; index += 1)
      to.addPage([595, 842]).drawText('Cher confrère,', { x: 50, y: 700 });
    for (const page of await to.copyPages(flat, [...order])) to.addPage(page);
    return to.save();
  }
  const all = layout.pages.map(({ page }) => page - 1);

  test('in another order, behind a letter', async () => {
    const reading = await read(await pick(filled, [...all].reverse(), 1));
    expect(score(reading, base.expected)).toEqual(FLAT);
    expect(reading.answers['centre.city']?.source.page).toBe(all.length + 1);
  });
  test('of which one is missing', async () => {
    const reading = await read(await pick(filled, all.slice(0, -1)));
    expect(reading.findings).toContainEqual({ code: 'missing_pages', detail: String(all.length) });
    expect(score(reading, base.expected)).toMatchObject({ silent: [], doubted: [], unsure: FLAT.unsure });
  });
  test('of two sheets in one file', async () => {
    const readings = await readAll(await pick(filled, [...all, ...all]));
    expect(readings.map(({ sheet }) => sheet)).toEqual([1, 2]);
    for (const reading of readings) expect(score(reading, base.expected)).toEqual(FLAT);
  });
  test('of two sheets that went through the scanner together: nothing is sure', async () => {
    const readings = await readAll(
      await pick(
        filled,
        all.flatMap((page) => [page, page]),
      ),
    );
    expect(readings.length).toBeGreaterThan(1);
    for (const { answers } of readings) {
      expect(Object.keys(answers)).not.toEqual([]);
      expect(Object.values(answers).filter(({ sure }) => sure)).toEqual([]);
    }
  });
  test('made smaller by a printer', async () => {
    const source = await PDFDocument.load(await pick(filled, all));
    const to = await PDFDocument.create();
    for (const page of await to.embedPdf(source, all)) {
      const sheet = to.addPage([595, 842]);
      sheet.drawPage(page, { x: 17, y: 25, xScale: 0.94, yScale: 0.94 });
    }
    const result = score(await read(await to.save()), base.expected);
    expect(result).toMatchObject({ missing: [], silent: [], doubted: [] });
  });
});

describe('sheets that are not ours to read', () => {
  const rename = (mark: string) =>
    alter(filled, (document) => {
      const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict);
      info.set(PDFName.of('RecueilSheet'), PDFString.of(mark));
    });
  test('of a version that is not known', async () => {
    const reading = await read(await rename('RECUEIL|daratumumab|99|fr'));
    expect(reading).toMatchObject({ study: 'daratumumab', sheetVersion: '99' });
    expect(reading.findings).toContainEqual({ code: 'unknown_version', detail: '99' });
  });
  test('of another study', async () => {
    const bytes = await PDFDocument.create();
    bytes.addPage([595, 842]);
    const info = bytes.context.obj({ RecueilSheet: PDFString.of('RECUEIL|rituximab|1|fr') });
    bytes.context.trailerInfo.Info = bytes.context.register(info);
    const [reading] = await readAll(await bytes.save());
    expect(reading).toMatchObject({ study: null, findings: [{ code: 'other_study', detail: 'rituximab' }] });
  });
  test('of nobody: a letter', async () => {
    const document = await PDFDocument.create();
    document.addPage([595, 842]).drawText('Cher confrère,', { x: 50, y: 700 });
    const [reading] = await readAll(await document.save());
    expect(reading).toMatchObject({ study: null, findings: [{ code: 'not_a_sheet', detail: 'fiche.pdf' }] });
  });
});
