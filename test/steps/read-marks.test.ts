/** What a pen, a scanner or a drawing program leaves on a flattened sheet: doubted where it is not plain. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument, StandardFonts, rgb, type PDFPage } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Place } from '../../src/core/sheet/layout.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';

const study = loadStudy('studies/daratumumab');
const studies = [study];
const layout = layOutSheet(study, 'fr', measureText);
const black = rgb(0, 0, 0);

let flat: Uint8Array;
beforeAll(async () => {
  const document = await PDFDocument.load(await writeSheetPdf(study, 'fr'));
  document.getForm().flatten();
  flat = await document.save();
});

const placeOf = (name: string): Place => {
  const place = layout.places.find((one) => one.name === name);
  if (!place) throw new Error(`no place ${name}`);
  return place;
};
async function draw(
  name: string,
  pen: (page: PDFPage, box: { x: number; y: number; width: number; height: number }) => void,
): Promise<SheetReading> {
  const document = await PDFDocument.load(flat);
  const { page: number, rect } = placeOf(name);
  const page = document.getPage(number - 1);
  pen(page, { ...rect, y: page.getHeight() - rect.y - rect.height });
  const [reading] = await readFile({ name: 'fiche.pdf', bytes: await document.save() }, studies);
  if (!reading) throw new Error('no reading');
  return reading;
}

test('a flattened blank says nothing', async () => {
  const [reading] = await readFile({ name: 'fiche.pdf', bytes: flat }, studies);
  expect([reading?.answers, reading?.findings]).toEqual([{}, [{ code: 'blank_sheet' }]]);
});

describe('a tick box', () => {
  const cross = (
    page: PDFPage,
    { x, y, width, height }: { x: number; y: number; width: number; height: number },
  ) => {
    const [left, right, low, high] = [x + 1.5, x + width - 1.5, y + 1.5, y + height - 1.5];
    page.drawLine({ start: { x: left, y: low }, end: { x: right, y: high }, thickness: 1.3, color: black });
    page.drawLine({ start: { x: left, y: high }, end: { x: right, y: low }, thickness: 1.3, color: black });
  };
  test('crossed by a pen is ticked', async () => {
    const { code } = placeOf('patient.sex');
    expect((await draw('patient.sex', cross)).answers['patient.sex']).toMatchObject({
      value: code,
      sure: true,
      source: { strategy: 'ticks' },
    });
  });
  test('blackened is left to a person', async () => {
    const reading = await draw('patient.sex', (page, box) => page.drawRectangle({ ...box, color: black }));
    expect(reading.answers['patient.sex']?.sure).toBe(false);
  });
  test('touched by a dot is left to a person', async () => {
    const reading = await draw('patient.sex', (page, { x, y, width, height }) =>
      page.drawCircle({ x: x + width / 2, y: y + height / 2, size: 1, color: black }),
    );
    expect(reading.answers['patient.sex']?.sure).toBe(false);
  });
});

describe('a line to write on', () => {
  test('drawn upon without any text is not blank', async () => {
    const reading = await draw('centre.city', (page, { x, y, width, height }) =>
      page.drawSvgPath('M 0 0 L 20 -6 L 30 4 L 60 -5 L 70 3', {
        x: x + 10,
        y: y + height / 2,
        borderWidth: 1.5,
        borderColor: black,
        scale: Math.min(1, width / 80),
      }),
    );
    expect(reading.answers['centre.city']).toMatchObject({ sure: false });
  });
  test('with text that leaves it is left to a person', async () => {
    const document = await PDFDocument.load(flat);
    const { page: number, rect } = placeOf('centre.city');
    const page = document.getPage(number - 1);
    const font = await document.embedFont(StandardFonts.Helvetica);
    page.drawText('Valmont sur la Rivière du Nord', {
      x: rect.x + rect.width - 30,
      y: page.getHeight() - rect.y - rect.height + 5,
      size: 9,
      font,
    });
    const [reading] = await readFile({ name: 'fiche.pdf', bytes: await document.save() }, studies);
    const answers = Object.values(reading?.answers ?? {});
    expect(
      answers.length + (reading?.findings.filter(({ code }) => code === 'unexpected_entry').length ?? 0),
    ).toBeGreaterThan(0);
    for (const answer of answers) expect(answer.sure).toBe(false);
  });
  test('with letters that a program could not draw is left to a person', async () => {
    const reading = await draw('centre.city', (page, { x, y }) =>
      page.drawText('Besan?on', { x: x + 4, y: y + 5, size: 9 }),
    );
    expect(reading.answers['centre.city']).toMatchObject({ raw: 'Besan?on', sure: false });
  });
});
