/** The review does not lull: whatever the reader had doubted, no key takes it without its own look. */
import { beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { readFile } from '../../src/read/read-file.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeRandom } from '../builders/cases.js';
import { reviewBlindly } from '../builders/lull.js';
import { openSheetPress } from '../builders/sheets.js';

const study = loadStudy('studies/daratumumab');
let reading: SheetReading;
beforeAll(async () => {
  const press = await openSheetPress(study, 'fr', complete);
  const file = {
    name: 'fiche.pdf',
    bytes: await press({}),
    type: 'application/pdf',
    receivedOn: '2026-11-02',
  };
  const [read] = await readFile(file, [study]);
  if (!read) throw new Error('no reading');
  reading = read;
});

test('200 reviews, each with a doubted and a sure misreading', () => {
  const lulled = reviewBlindly(
    study,
    Array.from({ length: 200 }, () => reading),
    makeRandom(7),
  );
  expect(lulled.reviews).toBe(200);
  // The harness sees what passes: of the sure ones most do, for nothing on the sheet tells them from right ones.
  expect(lulled.sureByA).toBeGreaterThan(0);
  expect(lulled.sureByA + lulled.sureKeptByRule).toBe(200);
  expect(lulled.doubtedByA).toBe(0);
});
