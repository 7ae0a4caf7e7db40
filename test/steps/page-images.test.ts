/** What the review shows beside an answer: whatever program filled the sheet, the page is drawn with the answer in its rectangle. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { drawFilePage, lookAtFile, readFile } from '../../src/read/read-file.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { openPng, type Picture } from '../sheets/picture.js';
import { FILLING_ROUTES, FLAT_ROUTES } from '../sheets/routes.js';

const DPI = 110;
const study = loadStudy('studies/daratumumab');
const studies = [study];
const routes = [...FILLING_ROUTES, ...FLAT_ROUTES].filter(
  ({ needs, moves }) => !moves && needs.every((program) => existsSync(program)),
);
let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});

describe.each(routes)('$name', ({ route }) => {
  test('every value that was read is seen where it is said to stand, and every blank is blank', async () => {
    const bytes = await route(blank, toFilling(study, complete));
    const file = { name: 'fiche.pdf', bytes };
    const [reading] = await readFile(file, studies);
    const pictures = new Map<number, Picture>();
    const see = async (page: number): Promise<Picture> => {
      const known = pictures.get(page);
      if (known) return known;
      const png = await drawFilePage({ file, sheet: 1, page, dpi: DPI }, studies, 8 * 1024 * 1024);
      if (!png) throw new Error(`page ${page} is not drawn`);
      const picture = openPng(png, DPI);
      pictures.set(page, picture);
      return picture;
    };
    const values = Object.entries(reading?.answers ?? {}).flatMap(([key, answer]) => [
      ...(answer.cells ? [] : [[key, answer.source] as const]),
      ...Object.entries(answer.cells ?? {}).map(([name, { source }]) => [`${key}.${name}`, source] as const),
    ]);
    expect(values.length).toBeGreaterThan(60);
    for (const [name, { page, rect }] of values) {
      if (page === null || rect === null) throw new Error(`${name} stands nowhere`);
      expect([name, (await see(page)).ink(rect) > 0.002]).toEqual([name, true]);
    }
    const { places, pages } = await lookAtFile(file, 1, studies);
    expect(pages).toHaveLength(4);
    for (const name of [
      'followup.score_name',
      'disease.associated',
      'followup.visits.m1.ck',
      'dara.route.sc',
    ]) {
      const place = places[name];
      if (!place) throw new Error(`${name} has no place`);
      const [x, y, width, height] = place.rect;
      const within = [x + 2.5, y + 2.5, width - 5, height - 5];
      expect([name, (await see(place.page)).ink(within)]).toEqual([name, 0]);
    }
  });
});
