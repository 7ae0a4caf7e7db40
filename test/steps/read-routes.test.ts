/**
 * Every way in which a filled PDF comes back: every field filled and read, then one answer changed and read.
 * A value that is wrong and called sure fails the test; so does one that is lost.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillEverything, flatten, score } from '../sheets/filling.js';
import { canRun, FILLING_ROUTES, FLAT_ROUTES, type NamedRoute } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const studies = [study];
const layout = layOutSheet(study, 'fr', measureText);
/** One field of each kind. */
const CHANGED = [
  'centre.city',
  'patient.history',
  'patient.age',
  'dara.dose',
  'dara.first_date',
  'disease.plasma_cell',
  'prior.drugs',
  'followup.visits.m0.igg',
];

let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});

async function read(bytes: Uint8Array): Promise<SheetReading> {
  const readings = await readFile({ name: 'fiche.pdf', bytes }, studies);
  expect(readings).toHaveLength(1);
  const [reading] = readings;
  if (!reading) throw new Error('no reading');
  expect(reading).toMatchObject({ study: study.id, sheetVersion: study.version, language: 'fr' });
  return reading;
}

const usable = (routes: readonly NamedRoute[]) => routes.filter(canRun);

describe.each(usable([...FILLING_ROUTES, ...FLAT_ROUTES]))('filled by $name', ({ route, moves }) => {
  const base = fillEverything(study, layout);
  let reading: SheetReading;
  beforeAll(async () => {
    reading = await read(await route(blank, base.filling));
  });

  test('every answer is read, and is right', () => {
    const result = score(reading, base.expected);
    if (moves) {
      expect(result).toMatchObject({ silent: [], missing: [] });
      expect(result.right).toBeGreaterThan(0.9 * base.expected.size);
      return;
    }
    expect(result).toMatchObject({ right: base.expected.size, missing: [], silent: [], doubted: [] });
    // A text that fills its box to the end may have been cut there, once it is flat.
    expect(result.unsure.length).toBeLessThan(0.01 * base.expected.size);
  });

  // LibreOffice takes seconds for each file.
  test.each(moves ? CHANGED.slice(0, 2) : CHANGED)(
    'a change of %s changes that answer and nothing else',
    async (key) => {
      const other = fillEverything(study, layout, { [key]: 1 });
      const changed = await read(await route(blank, other.filling));
      expect(score(changed, other.expected)).toMatchObject({ silent: [], missing: [] });
      if (moves) return;
      expect(score(changed, other.expected).doubted).toEqual([]);
      const [before, now] = [flatten(reading), flatten(changed)];
      const names = [...new Set([...before.keys(), ...now.keys()])];
      const differing = names.filter(
        (name) => JSON.stringify(before.get(name)) !== JSON.stringify(now.get(name)),
      );
      expect(differing.length).toBeGreaterThan(0);
      expect(differing.filter((name) => name.replace(/=.*/, '') !== key)).toEqual([]);
    },
  );
});

test('an empty sheet says nothing', async () => {
  const reading = await read(blank);
  expect(reading.answers).toEqual({});
  expect(reading.findings).toEqual([{ code: 'blank_sheet' }]);
});
