/** With an antivirus daemon: a file that it knows is never opened, its sender is told, and nothing stops what comes behind it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { type Clamd, EICAR, startClamd } from '../fakes/clamd.js';
import { lastLetterTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const KNOWN = 'claire.vasseur@chu-valmont.test';
let clamd: Clamd;
let service: Service;
let press: SheetPress;

beforeAll(async () => {
  clamd = await startClamd();
  [service, press] = await Promise.all([
    openService({ env: { CLAMD_URL: clamd.tcpUrl } }),
    openSheetPress(loadStudy('studies/daratumumab'), 'fr', complete),
  ]);
  await service.start();
}, 60_000);
afterAll(async () => {
  await service.stop();
  await clamd.stop();
});

describe('an infected file', () => {
  test('a clean one makes its draft', async () => {
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-67' }) }];
    const [message] = await send(service, await writeMail({ from: KNOWN, files }));
    expect(message).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'] });
  });

  test('is put aside unread, even where it holds a good sheet', async () => {
    const infected = Buffer.concat([await press({ 'patient.code': 'VAL-66' }), Buffer.from(`\n%${EICAR}\n`)]);
    const files = [{ name: 'fiche.pdf', bytes: infected }];
    const [message] = await send(service, await writeMail({ from: KNOWN, files }));
    expect(message).toMatchObject({ outcomes: ['unreadable'], toSee: 'unreadable', references: [] });
    expect(await service.cases()).toHaveLength(1);
    expect((await lastLetterTo(service, KNOWN)).words).toContain('antivirus');
  });
});

test('readiness knows the daemon', async () => {
  const { body } = await service.get<{ parts: Record<string, string> }>('/health/ready', null);
  expect(body.parts.antivirus).toBe('ok');
});
