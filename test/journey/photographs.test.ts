/** The pages of one sheet, photographed one by one and sent as files of one message: one case, and one letter that asks nothing again. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { scanPages } from '../sheets/scan-routes.js';
import { lastLetterTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
let service: Service;
let pages: Uint8Array[];

beforeAll(async () => {
  [service, pages] = await Promise.all([openService(), photograph()]);
  await service.start();
}, 60_000);
afterAll(() => service.stop());

async function photograph(): Promise<Uint8Array[]> {
  const filled = await fillWithPdfLib(await writeSheetPdf(study, 'fr'), toFilling(study, complete));
  return scanPages(filled, { dpi: 150, quality: 70 }, 'jpg');
}

async function sendPages(from: string, chosen: readonly number[]): Promise<void> {
  const files = chosen.map((page) => ({
    name: `IMG_000${page}.jpg`,
    bytes: pages[page - 1] ?? new Uint8Array(),
    type: 'image/jpeg',
  }));
  await send(service, await writeMail({ from, files }));
}

test('four photographs are one case, and nothing of them is asked again', async () => {
  const sender = 'photo@chu-valmont.test';
  await sendPages(sender, [3, 1, 4, 2]);
  const cases = await service.cases();
  expect(cases).toHaveLength(1);
  const [made] = cases;
  expect(made?.missing).toEqual([]);
  expect(made?.answers['patient.sex']).toBe(complete['patient.sex']);
  const told = JSON.stringify(made?.findings);
  expect(told).toContain('joined_files');
  expect(told).not.toContain('missing_pages');
  const { mail } = await lastLetterTo(service, sender);
  expect(mail.subject).toBe('[DARA-0001] Fiche reçue');
}, 60_000);

test('two of them are one case that misses the other pages', async () => {
  const sender = 'moitie@chu-valmont.test';
  await sendPages(sender, [1, 3]);
  const cases = await service.cases();
  expect(cases).toHaveLength(2);
  expect(JSON.stringify(cases.at(-1)?.findings)).toMatch(/missing_pages.*2, 4/);
}, 60_000);
