/** A mailbox whose password has died: the study lead is told by e-mail, once a day while it lasts, and when it is over. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { RaiseAlarms } from '../../src/receive/raise-alarms.js';
import { type Running, start } from '../../src/start.js';
import { openService, type Service } from './service.js';
import { until } from './program.js';

const LEAD = 'responsable@etude-dara.test';
const MINUTE = 60_000;
let service: Service;
let running: Running | undefined;
let now = new Date('2026-03-02T09:00:00Z');

/** The service, with the mailbox under this URL, until it has said how the mailbox fares. */
async function run(imapUrl: string, state: string): Promise<RaiseAlarms> {
  await running?.stop();
  const config = readConfig({ ...service.env, IMAP_URL: imapUrl, LEAD_EMAIL: LEAD });
  running = await start(config, createLogger(config), { now: () => now });
  await until(`the mailbox ${state}`, async () => {
    const rows = await service.query<{ state: string }>('select state from mailbox_folders');
    return rows[0]?.state === state;
  });
  return running.app.get(RaiseAlarms);
}

const later = (minutes: number): void => void (now = new Date(now.getTime() + minutes * MINUTE));
const letters = (): Promise<ParsedMail[]> =>
  Promise.all(
    service.smtp.messages.filter(({ to }) => to.includes(LEAD)).map(({ raw }) => simpleParser(raw)),
  );

beforeAll(async () => {
  service = await openService();
});
afterAll(async () => {
  await running?.stop();
  await service.stop();
});

test('the lead is told after ten minutes, again the next day, and when it is over', async () => {
  const well = service.dovecot.imapUrl();
  const died = well.replace(/:[^:@/]+@/, ':another@');
  const alarms = await run(died, 'refused');
  await alarms.look();
  later(9);
  await alarms.look();
  expect(await letters()).toHaveLength(0);
  later(1);
  await alarms.look();
  await alarms.look();
  const [first, ...more] = await letters();
  expect(more).toEqual([]);
  expect(first?.subject).toContain('n’est plus relevée');
  expect(first?.text).toContain('refuse le mot de passe');
  expect(first?.text).toContain('refuses the password');
  expect(first?.text).toContain('02/03/2026 10:00');
  expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
  later(23 * 60);
  await alarms.look();
  expect(await letters()).toHaveLength(1);
  later(60);
  await alarms.look();
  expect(await letters()).toHaveLength(2);

  const again = await run(well, 'watching');
  await again.look();
  await again.look();
  const told = await letters();
  expect(told).toHaveLength(3);
  expect(told[2]?.subject).toContain('de nouveau relevée');
});

test('trouble of some minutes is no news, nor its end', async () => {
  const before = (await letters()).length;
  const alarms = await run(service.dovecot.imapUrl().replace(/:[^:@/]+@/, ':another@'), 'refused');
  await alarms.look();
  later(5);
  await alarms.look();
  const again = await run(service.dovecot.imapUrl(), 'watching');
  later(10);
  await again.look();
  expect(await letters()).toHaveLength(before);
});

test('a mail server that does not answer is tried again at the next look', async () => {
  const before = (await letters()).length;
  const alarms = await run(service.dovecot.imapUrl().replace(/:[^:@/]+@/, ':another@'), 'refused');
  await alarms.look();
  later(11);
  service.smtp.next({ kind: 'answer', at: 'data', code: 451 });
  await alarms.look();
  expect(await letters()).toHaveLength(before);
  await alarms.look();
  expect(await letters()).toHaveLength(before + 1);
});
