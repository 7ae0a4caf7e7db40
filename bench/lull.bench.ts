/** 200 reviews with a doubted and a sure misreading each: how many the keys' shortest path would accept, by the key that did. */
import { expect, test } from '@jest/globals';
import { complete, flattened, forwarded } from '../scripts/demo/fillings.mjs';
import { readFile } from '../src/read/read-file.js';
import { type SheetReading } from '../src/core/sheet/reading.js';
import { makeRandom } from '../test/builders/cases.js';
import { reviewBlindly } from '../test/builders/lull.js';
import { openSheetPress } from '../test/builders/sheets.js';
import { study, tell } from './rig.js';

const REVIEWS = 200;

test('lull', async () => {
  const readings: SheetReading[] = [];
  for (const filling of [complete, flattened, forwarded]) {
    const press = await openSheetPress(study, 'fr', filling);
    const file = {
      name: 'fiche.pdf',
      bytes: await press({}),
      type: 'application/pdf',
      receivedOn: '2026-11-02',
    };
    readings.push(...(await readFile(file, [study])));
  }
  const all = Array.from({ length: REVIEWS }, (_, at) => readings[at % readings.length]).flatMap(
    (one) => one ?? [],
  );
  const lulled = reviewBlindly(study, all, makeRandom(20261102));
  expect(lulled.reviews).toBe(REVIEWS);
  const of = (count: number): string => `${count} of ${REVIEWS}`;
  tell('misreadings that the reader had doubted, taken by “accept all sure”', of(lulled.doubtedByA));
  tell('… taken by Enter, one by one, each with its place on the page lit', of(lulled.doubtedByEnter));
  tell('misreadings that the reader was sure of, taken by “accept all sure”', of(lulled.sureByA));
  tell('… kept for a look by a rule of the study', of(lulled.sureKeptByRule));
  tell('sheets that the path could confirm', of(lulled.confirmable));
});
