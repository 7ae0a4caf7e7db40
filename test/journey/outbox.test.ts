/** What goes when, and why: each thing that will leave is in the list, with the reason that holds for it, and leaves the list when it goes. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { Sweep } from '../../src/jobs/sweep.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount, type Account } from '../builders/accounts.js';
import { type MailFields, writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { lastLetterTo, send } from './exchange.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
/** A Wednesday, 11 h in Paris. */
const START = '2026-12-02T10:00:00Z';
let now = new Date(START);
let service: Service;
let press: SheetPress;

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly at: string | null;
  readonly to: string | null;
  readonly references: string[];
  readonly step: number | null;
  readonly state: string;
  readonly why: string;
  readonly days: number | null;
  readonly attempts: number | null;
  readonly lastError: string | null;
  readonly together: string[];
}

beforeAll(async () => {
  const { 'patient.age': _age, ...written } = complete;
  [service, press] = await Promise.all([
    openService({ start: { now: () => now } }),
    openSheetPress(study, 'fr', written),
  ]);
  await service.start();
});
afterAll(() => service.stop());

/** A session ends with the days that the clock is moved by: each request has its own. */
async function ask(path: string, body?: object): Promise<Response> {
  const account: Account = await makeAccount(service, { role: 'investigator', now: () => now });
  return account.fetch(path, body && { method: 'POST', body });
}
async function outbox(query = ''): Promise<{ total: number; rows: Row[] }> {
  return (await (await ask(`/api/outbox${query}`)).json()) as { total: number; rows: Row[] };
}
const of = async (to: string): Promise<Row[]> =>
  (await outbox('?limit=200')).rows.filter((row) => row.to === to);

/** A sheet without its age; its case. */
async function sendSheet(from: string, code: string, more: Partial<MailFields> = {}): Promise<string> {
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': code }) }];
  const [message] = await send(service, await writeMail({ from, files, ...more }));
  return message?.references[0] ?? '';
}

test('reminders by the study’s delays, and where these fall on a day off', async () => {
  const to = 'un@chu-valmont.test';
  const reference = await sendSheet(to, 'OUT-1');
  const rows = await of(to);
  expect(rows.map(({ kind, step, state, why, days }) => [kind, step, state, why, days])).toEqual([
    ['reminder', 1, 'planned', 'schedule', 7],
    ['reminder', 2, 'planned', 'schedule', 21],
    ['reminder', 3, 'planned', 'calendar', 45],
  ]);
  expect(rows.map(({ at }) => at)).toEqual([
    '2026-12-09T10:00:00.000Z',
    '2026-12-23T10:00:00.000Z',
    '2027-01-18T08:00:00.000Z',
  ]);
  for (const row of rows) expect(row).toMatchObject({ references: [reference], together: [] });
});

test('those of one clinician on one day say that they go together', async () => {
  const to = 'deux@chu-valmont.test';
  const [one, two] = [await sendSheet(to, 'OUT-2'), await sendSheet(to, 'OUT-3')];
  const first = (await of(to)).filter(({ step }) => step === 1);
  expect(first.map(({ references, together }) => [...references, ...together].toSorted())).toEqual([
    [one, two],
    [one, two],
  ]);
  // One that is held goes by itself.
  const held = first.find(({ references }) => references[0] === one);
  expect((await ask(`/api/reminders/${held?.id ?? ''}/hold`, {})).status).toBe(200);
  const after = await of(to);
  expect(after[0]).toMatchObject({ id: held?.id, state: 'held', together: [] });
  expect(after.find(({ step, references }) => step === 1 && references[0] === two)?.together).toEqual([]);
  const view = (await (await ask(`/api/reminders/${held?.id ?? ''}`)).json()) as {
    preview: { text: string } | null;
  };
  expect(view.preview?.text).toContain(one);
});

test('what puts a reminder off is its reason', async () => {
  const [away, talks] = ['absent@chu-valmont.test', 'mots@chu-valmont.test'];
  await sendSheet(away, 'OUT-4');
  await sendSheet(talks, 'OUT-5');
  const reply = async (from: string, subject: string, text: string) => {
    const { mail } = await lastLetterTo(service, from);
    return writeMail({ from, subject, text, inReplyTo: mail.messageId ?? '' });
  };
  await send(
    service,
    await reply(away, 'Absence du bureau', 'Bonjour, je suis absente jusqu’au 18/12/2026. Cordialement'),
    await reply(talks, 'Re: fiche', 'Bonjour,\n\nla cinquantaine, je crois.'),
  );
  const firstOf = async (to: string) => (await of(to)).find(({ step }) => step === 1);
  expect(await firstOf(away)).toMatchObject({ why: 'away', at: '2026-12-21T08:00:00.000Z', days: null });
  expect(await firstOf(talks)).toMatchObject({ why: 'schedule', days: 7 });
  now = new Date('2026-12-09T19:00:00Z');
  await service.app().get(Sweep).sweep();
  await until('another hour', async () => (await firstOf(talks))?.why === 'hours');
  now = new Date('2026-12-10T10:00:00Z');
  await service.app().get(Sweep).sweep();
  await until('another day', async () => (await firstOf(talks))?.why === 'words');
  expect((await firstOf(talks))?.at).toBe('2026-12-11T10:00:00.000Z');
  now = new Date(START);
});

test('an answer that the rules hold back waits for somebody, first in the list', async () => {
  const from = 'ailleurs@chu-valmont.test';
  await sendSheet(from, 'OUT-6', { headers: { 'Reply-To': 'secretariat@webmail.test' } });
  const [first] = (await outbox()).rows.filter(({ kind }) => kind === 'answer');
  expect(first).toMatchObject({ to: from, state: 'held', why: 'reply_to_outside', at: null });
  const { rows } = await outbox();
  const firstPlanned = rows.findIndex(({ state }) => state === 'planned');
  expect(rows.slice(firstPlanned).every(({ state }) => state === 'planned' || state === 'waiting')).toBe(
    true,
  );
  const release = await ask(`/api/messages/${first?.id ?? ''}/release`, { to: 'sender' });
  expect(release.status).toBe(204);
  await until('the letter', async () => (await of(from)).every(({ kind }) => kind !== 'answer'));
});

test('a letter that the server does not take is tried again; once it is refused, somebody decides', async () => {
  const to = 'plein@chu-valmont.test';
  const written = async () => (await of(to)).find(({ kind }) => kind === 'letter');
  service.smtp.always({ kind: 'answer', at: 'data', code: 451 });
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'OUT-7' }) }];
  await service.dovecot.deliver(await writeMail({ from: to, files }));
  await until('a first try', async () => ((await written())?.attempts ?? 0) > 0);
  const waiting = await written();
  expect(waiting).toMatchObject({ state: 'waiting', why: 'retry', at: null });
  expect(waiting?.lastError).toMatch(/451/);
  service.smtp.always({ kind: 'answer', at: 'data', code: 550 });
  await ask(`/api/letters/${waiting?.id ?? ''}/send-now`, {});
  await until('its end', async () => (await written())?.state === 'refused');
  expect(await written()).toMatchObject({ why: 'decide', at: null });
  service.smtp.always({ kind: 'take' });
  await ask(`/api/letters/${waiting?.id ?? ''}/send-now`, {});
  await until('the letter', async () => (await written()) === undefined);
});

test('a call that is planned, with its hour', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-outbox-'));
  const list = join(folder, 'contacts.csv');
  await writeFile(list, 'email;langue\nappel@chu-valmont.test;fr\n');
  // The command plans by the machine's clock: by the service's, its hour has not come.
  now = new Date('2020-01-15T10:00:00Z');
  const env = { ...process.env, ...service.env };
  const called = execFileSync(process.execPath, [resolve('dist/cli.js'), 'invite', list], { env });
  expect(called.toString()).not.toBe('');
  expect(await of('appel@chu-valmont.test')).toEqual([
    expect.objectContaining({ kind: 'call', step: 1, state: 'planned', why: 'round' }),
  ]);
  now = new Date(START);
  await rm(folder, { recursive: true, force: true });
});

test('the list is paged', async () => {
  const all = await outbox('?limit=200');
  const parts = await Promise.all([outbox('?limit=3'), outbox('?limit=3&offset=3')]);
  expect(parts.map(({ total }) => total)).toEqual([all.total, all.total]);
  expect(parts.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(
    all.rows.slice(0, 6).map(({ id }) => id),
  );
  expect((await ask('/api/outbox?limit=0')).status).toBe(400);
});
