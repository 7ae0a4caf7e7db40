/** Two sheets of one patient in one second, as a mail server that was away delivers them: the later one counts, whichever was read first. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { scanPages } from '../sheets/scan-routes.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const FROM = 'medecin@chu-valmont.test';
let service: Service;
let press: SheetPress;

beforeAll(async () => {
  [service, press] = await Promise.all([openService(), openSheetPress(study, 'fr', complete)]);
  await service.start();
});
afterAll(() => service.stop());

test('the later of two counts, although it was read first', async () => {
  const older = await press({ 'patient.weight': '61,5' });
  const newer = await press({ 'patient.weight': '72' });
  // A picture beside the sheet takes its reader some seconds.
  const [picture = new Uint8Array()] = await scanPages(
    older,
    { dpi: 200, pages: 1, damage: () => ['-rotate', '7'] },
    'jpg',
  );
  const mail = (bytes: Uint8Array, more: { name: string; bytes: Uint8Array }[] = []) =>
    writeMail({ from: FROM, files: [{ name: 'fiche.pdf', bytes }, ...more] });
  const mails = [await mail(older, [{ name: 'scan.jpg', bytes: picture }]), await mail(newer)];
  // The server's times are of whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000) + 50));
  for (const raw of mails) await service.dovecot.deliver(raw);
  await service.settled(2);
  const read = await service.query<{ received_at: Date; outcome: string }>(
    `select m.received_at, o.kind as outcome from messages m join outcomes o on o.message_id = m.id order by o.created_at`,
  );
  expect(read.map(({ outcome }) => outcome)).toEqual(['new', expect.any(String)]);
  expect(new Set(read.map(({ received_at: at }) => at.getTime())).size).toBe(1);
  const [made, ...others] = await service.cases();
  expect(others).toEqual([]);
  expect(made?.answers['patient.weight']).toBe(72);
});
