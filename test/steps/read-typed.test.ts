/** Sheets typed over without their fields, three fillings each; and remarks pinned to them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument, PDFHexString } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillAwkwardly, fillEverything, fillSparsely, flatten, score } from '../sheets/filling.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { listTypedRoutes } from '../sheets/typed-routes.js';

const study = loadStudy('studies/daratumumab');
const layout = layOutSheet(study, 'fr', measureText);
const full = fillEverything(study, layout);
const sparse = fillSparsely(study, layout, { 'patient.sex': 0 });
const changed = fillSparsely(study, layout, { 'patient.sex': 1 });
const awkward = fillAwkwardly(study, layout);
const RIGHT = { missing: [], silent: [], doubted: [] };

let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});
async function read(bytes: Uint8Array): Promise<SheetReading> {
  const [reading, ...more] = await readFile({ name: 'fiche.pdf', bytes }, [study]);
  expect(more).toEqual([]);
  if (!reading) throw new Error('no reading');
  return reading;
}

describe.each(listTypedRoutes(layout))('$name', ({ route }) => {
  test('full: every answer is right, and nearly all are sure', async () => {
    const result = score(await read(await route(blank, full.filling)), full.expected);
    expect(result).toMatchObject(RIGHT);
    expect(result.unsure.length).toBeLessThan(0.01 * full.expected.size);
  });
  test('sparse: nothing is read that was not written; a change is seen, and nothing else changes', async () => {
    const before = await read(await route(blank, sparse.filling));
    expect(score(before, sparse.expected)).toMatchObject(RIGHT);
    const after = await read(await route(blank, changed.filling));
    expect(score(after, changed.expected)).toMatchObject(RIGHT);
    const [was, is] = [flatten(before), flatten(after)];
    expect([...is.keys()]).toEqual([...was.keys()]);
    const show = (one: typeof is, name: string) => JSON.stringify(one.get(name)?.value);
    expect([...is.keys()].filter((name) => show(is, name) !== show(was, name))).toEqual(['patient.sex']);
  });
  test('awkward: what leaves its box is never sure', async () => {
    const reading = await read(await route(blank, awkward.filling));
    const told = flatten(reading);
    expect(score(reading, awkward.expected)).toMatchObject({ missing: [], silent: [] });
    expect([...awkward.doubtful].filter((name) => told.get(name)?.sure)).toEqual([]);
  });
});

test.each(['Text', 'Highlight', 'FileAttachment'])('a comment (%s) is kept as a remark', async (Subtype) => {
  const document = await PDFDocument.load(await fillWithPdfLib(blank, full.filling));
  const note = {
    Type: 'Annot',
    Subtype,
    Rect: [70, 600, 90, 620],
    QuadPoints: [70, 620, 90, 620, 70, 600, 90, 600],
  };
  const Contents = PDFHexString.fromText('Âge à la première perfusion ?');
  document.getPage(0).node.addAnnot(document.context.register(document.context.obj({ ...note, Contents })));
  const reading = await read(await document.save());
  expect(reading.findings).toContainEqual({
    code: 'unexpected_entry',
    detail: 'Âge à la première perfusion ?',
  });
  expect(score(reading, full.expected)).toMatchObject({ ...RIGHT, unsure: [] });
});

test('a free text whose look says something else than its words is left to a person', async () => {
  const place = layout.places.find(({ name }) => name === 'centre.city');
  if (!place) throw new Error('no place');
  const document = await PDFDocument.load(blank);
  const page = document.getPage(place.page - 1);
  const helvetica = await document.embedFont('Helvetica');
  const [x, y] = [place.rect.x + 3, page.getHeight() - place.rect.y - 16];
  const look = document.context.stream(
    `BT /F 10 Tf 0 g 2 4 Td ${helvetica.encodeText('Valmont').toString()} Tj ET`,
    {
      ...{
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 80, 14],
        Resources: { Font: { F: helvetica.ref } },
      },
    },
  );
  const annotation = document.context.obj({
    ...{ Type: 'Annot', Subtype: 'FreeText', F: 4, Rect: [x, y, x + 80, y + 14] },
    Contents: PDFHexString.fromText('Beaumont'),
    AP: { N: document.context.register(look) },
  });
  page.node.addAnnot(document.context.register(annotation));
  const reading = await read(await document.save());
  expect(reading.answers['centre.city']).toMatchObject({ sure: false, doubt: 'stale_appearance' });
});
