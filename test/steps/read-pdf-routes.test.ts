/** Three fillings of the sheet through more programs, printers and orders of pages: right, or left to a person. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { layOutSheet } from '../../src/core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { measureText } from '../../src/external/sheet-fonts.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { readFile } from '../sheets/reader.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { fillAwkwardly, fillEverything, fillSparsely, flatten, score, type Case } from '../sheets/filling.js';
import { PAGE_ROUTES } from '../sheets/page-routes.js';
import { MORE_FILLING_ROUTES, MORE_FLAT_ROUTES } from '../sheets/pdf-routes.js';
import { canRun, type Route } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const layout = layOutSheet(study, 'fr', measureText);
const full = fillEverything(study, layout);
const sparse = fillSparsely(study, layout);
const awkward = fillAwkwardly(study, layout);

let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetPdf(study, 'fr');
});

async function read(route: Route, { filling }: Case): Promise<SheetReading> {
  const bytes = await route(blank, filling);
  const readings = await readFile({ name: 'fiche.pdf', bytes }, [study]);
  expect(readings).toHaveLength(1);
  const [reading] = readings;
  if (!reading) throw new Error('no reading');
  return reading;
}
const NOTHING_WRONG = { missing: [], silent: [], doubted: [] };

/** What is written so that it can be read in two ways is never sure. */
function expectDoubts(reading: SheetReading, { doubtful }: Case): void {
  const told = flatten(reading);
  expect([...doubtful].filter((name) => told.get(name)?.sure)).toEqual([]);
}

async function expectChange(route: Route, key: string, before: SheetReading): Promise<void> {
  const other = fillEverything(study, layout, { [key]: 1 });
  const after = await read(route, other);
  expect(score(after, other.expected)).toMatchObject(NOTHING_WRONG);
  const [was, is] = [flatten(before), flatten(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const differing = names.filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)));
  expect([...new Set(differing.map((name) => name.replace(/=.*/, '')))]).toEqual([key]);
}

describe.each(MORE_FILLING_ROUTES.filter(canRun))('filled by $name', ({ route }) => {
  test('full: every answer is right and sure; a change is seen, and nothing else changes', async () => {
    const reading = await read(route, full);
    expect(score(reading, full.expected)).toMatchObject({ ...NOTHING_WRONG, unsure: [] });
    await expectChange(route, 'dara.dose', reading);
  });
  test('sparse: nothing is read that was not written', async () => {
    const reading = await read(route, sparse);
    expect(score(reading, sparse.expected)).toMatchObject({ ...NOTHING_WRONG, unsure: [] });
  });
  test('awkward: every answer is right, and unsure only where it can be read in two ways', async () => {
    const reading = await read(route, awkward);
    const result = score(reading, awkward.expected);
    expect(result).toMatchObject(NOTHING_WRONG);
    expect(new Set(result.unsure)).toEqual(awkward.doubtful);
  });
});

describe.each(MORE_FLAT_ROUTES.filter(canRun))('printed: $name', ({ route, moves }) => {
  test('full: every answer is right; a change is seen, and nothing else changes', async () => {
    const reading = await read(route, full);
    const result = score(reading, full.expected);
    expect(result).toMatchObject({ missing: [], silent: [] });
    if (moves) return;
    expect(result.doubted).toEqual([]);
    expect(result.unsure.length).toBeLessThan(0.01 * full.expected.size);
    await expectChange(route, 'prior.drugs', reading);
  });
  test('sparse: nothing is read that was not written', async () => {
    const result = score(await read(route, sparse), sparse.expected);
    expect(result).toMatchObject({ missing: [], silent: [] });
    if (!moves) expect(result).toMatchObject({ doubted: [], unsure: [] });
  });
  test('awkward: what its box cuts off is never sure', async () => {
    const reading = await read(route, awkward);
    const result = score(reading, awkward.expected);
    expect(result).toMatchObject({ missing: [], silent: [] });
    expectDoubts(reading, awkward);
    if (!moves) expect(result.right).toBeGreaterThan(0.97 * awkward.expected.size);
  });
});

describe.each(PAGE_ROUTES.filter(canRun))('$name', ({ route }) => {
  test('every answer is right; a change is seen, and nothing else changes', async () => {
    const reading = await read(route, full);
    const result = score(reading, full.expected);
    expect(result).toMatchObject(NOTHING_WRONG);
    expect(result.unsure.length).toBeLessThan(0.01 * full.expected.size);
    await expectChange(route, 'followup.visits.m0.igg', reading);
  });
});
