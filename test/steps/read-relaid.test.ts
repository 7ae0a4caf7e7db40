/** Sheets printed by a program that sets the words anew, wider than they were: the sheet's own words run into boxes, and are told from ticks. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type Place } from '../../src/core/sheet/layout.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { findOwnTexts } from '../../src/read/own-texts.js';
import { SAME_PLACE } from '../../src/read/page-fit.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillAwkwardly, fillEverything, fillSparsely, flatten, score } from '../sheets/filling.js';
import { readFile } from '../sheets/reader.js';
import { canRun, FLAT_ROUTES } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const layout = layOutSheet(study, 'fr', measureText);
const draw = FLAT_ROUTES.find(({ name }) => name.includes('LibreOffice Draw'));
const page = layout.pages[0];
const places = layout.places.filter((place) => place.page === 1);
const getBox = (key: string, code: string): Place => {
  const found = layout.places.find((place) => place.key === key && place.code === code);
  if (!found) throw new Error(`no box ${key} ${code}`);
  return found;
};
let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});

describe('the sheet’s own words', () => {
  const { rect } = getBox('patient.hbv', 'chronic');
  const label = 'Hépatite guérie (anti-HBc +, AgHBs −)';
  const over = { x: rect.x - 140, y: rect.y + 2, width: 150, height: 8 };
  test.each<[string, string, { text: string }[], typeof over, boolean]>([
    ['a label that runs into a box', label, [{ text: label }], over, true],
    [
      'a label that stands in a box: it may be a tick',
      'Oui',
      [],
      { ...over, x: rect.x + 1, width: 9 },
      false,
    ],
    [
      'more often than it is printed: one may have been written',
      label,
      [{ text: label }, { text: label }],
      over,
      false,
    ],
    ['other words', 'non, annulé', [], over, false],
    ['a part of a label', 'guérie', [], over, false],
    ['a cross', 'X', [], over, false],
  ])('%s', (_what, text, texts, box, expected) => {
    if (!page) throw new Error('no page');
    expect(findOwnTexts(texts, page, places, SAME_PLACE)({ text, ...box })).toBe(expected);
  });
});

describe.each(draw && canRun(draw) ? [draw] : [])('$name', ({ route }) => {
  test.each([
    ['full', fillEverything(study, layout)],
    ['sparse', fillSparsely(study, layout)],
  ])('%s: all is right, and at least 99 % of it sure', async (_what, { filling, expected }) => {
    const [reading] = await readFile({ name: 'fiche.pdf', bytes: await route(blank, filling) }, [study]);
    if (!reading) throw new Error('no reading');
    const result = score(reading, expected);
    expect(result).toMatchObject({ missing: [], silent: [], doubted: [] });
    expect(result.unsure.length).toBeLessThan(0.01 * expected.size);
    // Nor is a blank taken for something written because a word runs into it.
    expect(reading.findings.filter(({ code }) => code === 'doubtful').length).toBe(result.unsure.length);
  });

  test('awkward: nothing is wrong and sure', async () => {
    const { filling, expected } = fillAwkwardly(study, layout);
    const [reading] = await readFile({ name: 'fiche.pdf', bytes: await route(blank, filling) }, [study]);
    if (!reading) throw new Error('no reading');
    expect(score(reading, expected)).toMatchObject({ missing: [], silent: [] });
  });

  test('what a person set over a box is not taken for the sheet’s words', async () => {
    const { filling } = fillSparsely(study, layout);
    const document = await PDFDocument.load(await route(blank, filling));
    const { rect, page: number } = getBox('patient.hbv', 'chronic');
    const sheet = document.getPage(number - 1);
    const font = await document.embedFont(StandardFonts.HelveticaBold);
    sheet.drawText('annulé', { x: rect.x - 8, y: sheet.getHeight() - rect.y - 9, size: 9, font });
    const [reading] = await readFile({ name: 'fiche.pdf', bytes: await document.save() }, [study]);
    if (!reading) throw new Error('no reading');
    expect(flatten(reading).get('patient.hbv')?.sure ?? false).toBe(false);
  });
});
