/** Messages, letters and sheets that did not come by mail, through the API on a running service. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { type Account, makeAccount } from '../builders/accounts.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { send } from '../journey/exchange.js';
import { until } from '../journey/program.js';
import { openService, type Service } from '../journey/service.js';
import { lock } from '../sheets/routes.js';

const study = loadStudy('studies/daratumumab');
const SENDER = 'claire.vasseur@chu-valmont.test';
const PASSWORD = 'secret';
let service: Service;
let press: SheetPress;
let account: Account;

beforeAll(async () => {
  [service, press] = await Promise.all([openService(), openSheetPress(study, 'fr', complete)]);
  await service.start();
  account = await makeAccount(service, { role: 'investigator' });
  const files = [{ name: 'fiche de Mme X.pdf', bytes: await press({ 'patient.code': 'COU-1' }) }];
  await send(service, await writeMail({ from: SENDER, subject: 'Fiche de la série', files }));
});
afterAll(() => service.stop());

const get = async <T>(path: string): Promise<T> => (await (await account.fetch(path)).json()) as T;
const post = (path: string, body?: object): Promise<Response> =>
  account.fetch(path, { method: 'POST', ...(body && { body }) });

interface Listed<T> {
  readonly total: number;
  readonly rows: readonly T[];
}
interface Line {
  readonly id: string;
  readonly state: string;
  readonly origin: string;
  readonly from: string | null;
  readonly subject: string | null;
  readonly toSee: string | null;
  readonly references: readonly string[];
}
interface Opened extends Line {
  readonly text: string;
  readonly files: readonly { id: string; name: string; size: number; finding: { fr: string } | null }[];
}

/** A form as the browser sends it. */
async function upload(
  fields: Record<string, string>,
  files: readonly [string, Uint8Array][],
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of files)
    form.append('files', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name);
  return fetch(`http://127.0.0.1:${service.port()}/api/uploads`, {
    method: 'POST',
    headers: { 'x-recueil': 'console', cookie: account.cookie },
    body: form,
  });
}

const settled = (id: string): Promise<void> =>
  until('the end of the walk', async () => {
    const [row] = await service.query<{ state: string }>('select state from messages where id = $1', [id]);
    return row?.state === 'answered';
  });

describe('messages', () => {
  test('are listed with who wrote and what became of them, and searched', async () => {
    const { total, rows } = await get<Listed<Line>>('/api/messages');
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      from: SENDER,
      subject: 'Fiche de la série',
      origin: 'mail',
      references: ['DARA-0001'],
    });
    expect((await get<Listed<Line>>('/api/messages?q=vasseur')).total).toBe(1);
    expect((await get<Listed<Line>>('/api/messages?q=personne')).total).toBe(0);
    expect((await account.fetch('/api/messages?limit=0')).status).toBe(400);
  });

  test('are opened with their words and files', async () => {
    const [line] = (await get<Listed<Line>>('/api/messages')).rows;
    const opened = await get<Opened>(`/api/messages/${line?.id ?? ''}`);
    expect(opened.text).toContain('Voici la fiche');
    expect(opened.files).toMatchObject([{ name: 'fiche de Mme X.pdf', finding: null }]);
  });

  test('a reader sees none', async () => {
    const reader = await makeAccount(service, { role: 'reader' });
    expect((await reader.fetch('/api/messages')).status).toBe(403);
    expect((await reader.fetch('/api/letters')).status).toBe(403);
  });
});

describe('letters', () => {
  test('one that waits is held, and not sent by whatever job runs; let go, it is sent', async () => {
    service.smtp.always({ kind: 'answer', at: 'data', code: 451 });
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'COU-2' }) }];
    const before = service.smtp.messages.length;
    await service.dovecot.deliver(await writeMail({ from: SENDER, files }));
    const find = async () =>
      (await get<Listed<{ id: string; state: string; attempts: number }>>('/api/letters')).rows.find(
        ({ state }) => ['waiting', 'held'].includes(state),
      );
    await until('a letter that could not go yet', async () => ((await find())?.attempts ?? 0) > 0);
    const letter = await find();
    expect((await post(`/api/letters/${letter?.id ?? ''}/hold`)).status).toBe(200);
    service.smtp.always({ kind: 'take' });
    // Its job waits for the next try, and finds it held.
    await until(
      'its job to have run',
      async () => (await service.query('select 1 from bullmq.job')).length === 0,
      30_000,
    );
    expect(service.smtp.messages.length).toBe(before);
    expect((await post(`/api/letters/${letter?.id ?? ''}/hold`)).status).toBe(409);
    expect((await post(`/api/letters/${letter?.id ?? ''}/release`)).status).toBe(200);
    await service.smtp.waitFor(before + 1, 30_000);
  });

  test('one whose fate is unknown is sent again by a person only, once, under another Message-ID', async () => {
    service.smtp.next({ kind: 'cut', at: 'end', keeps: true });
    const before = service.smtp.messages.length;
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'COU-3' }) }];
    await service.dovecot.deliver(await writeMail({ from: SENDER, files }));
    const uncertain = async () =>
      (await get<Listed<{ id: string }>>('/api/letters?state=uncertain')).rows[0]?.id ?? '';
    await until('an uncertain letter', async () => (await uncertain()) !== '', 30_000);
    const again = await post(`/api/letters/${await uncertain()}/send-now`);
    expect(again.status).toBe(200);
    await service.smtp.waitFor(before + 2, 30_000);
    const ids = service.smtp.messages
      .slice(before)
      .map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(2);
    expect((await post(`/api/letters/${await uncertain()}/send-now`)).status).toBe(409);
  });
});

describe('a sheet that did not come by mail', () => {
  test('walks like any other, keeps how it came, and nobody is written to', async () => {
    const letters = service.smtp.messages.length;
    const answer = await upload({ origin: 'fax', note: 'reçu ce matin' }, [
      ['fiche été.pdf', await press({ 'patient.code': 'FAX-1' })],
    ]);
    expect(answer.status).toBe(200);
    const { messageId } = (await answer.json()) as { messageId: string };
    await settled(messageId);
    const opened = await get<Opened>(`/api/messages/${messageId}`);
    expect(opened).toMatchObject({ origin: 'fax', references: ['DARA-0004'], toSee: null });
    expect(opened.files[0]?.name).toBe('fiche été.pdf');
    expect(service.smtp.messages.length).toBe(letters);
    const review = await get<{ sources: { origin: string }[] }>('/api/cases/DARA-0004');
    expect(review.sources[0]?.origin).toBe('fax');
  });

  test('without a file, or without saying how it came, is refused', async () => {
    expect((await upload({ origin: 'fax' }, [])).status).toBe(400);
    expect((await upload({ origin: 'pigeon' }, [['a.pdf', new Uint8Array([1])]])).status).toBe(400);
  });

  test('is typed from the start: an empty draft', async () => {
    const made = await post('/api/cases', { origin: 'telephone', language: 'fr' });
    expect(await made.json()).toEqual({ reference: 'DARA-0005' });
    const review = await get<{ state: string; answered: number; missing: string[]; version: number }>(
      '/api/cases/DARA-0005',
    );
    expect(review).toMatchObject({ state: 'draft', answered: 0 });
    expect(review.missing).toContain('patient.sex');
    const answer = await post('/api/cases/DARA-0005/answers', {
      version: review.version,
      name: 'patient.sex',
      value: 'F',
      missing: null,
      reason: null,
    });
    expect(answer.status).toBeLessThan(300);
    expect((await get<{ answered: number }>('/api/cases/DARA-0005')).answered).toBe(1);
  });
});

describe('a file under a password', () => {
  test('is opened with the one that was told, makes its draft, and the password is kept nowhere', async () => {
    const locked = await lock(await press({ 'patient.code': 'MDP-1' }));
    const [message] = await send(
      service,
      await writeMail({ from: SENDER, files: [{ name: 'fiche.pdf', bytes: locked }] }),
    );
    expect(message).toMatchObject({ outcomes: ['unreadable'], toSee: 'unreadable' });
    const { files } = await get<Opened>(`/api/messages/${message?.id ?? ''}`);
    const path = `/api/attachments/${files[0]?.id ?? ''}/password`;
    const wrong = await post(path, { password: 'not-this-one' });
    expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([400, 'password_wrong']);
    const right = await post(path, { password: PASSWORD });
    expect(right.status).toBe(200);
    const { messageId } = (await right.json()) as { messageId: string };
    await settled(messageId);
    const opened = await get<Opened>(`/api/messages/${messageId}`);
    expect(opened).toMatchObject({ from: SENDER, references: ['DARA-0006'] });
    expect((await get<Line>(`/api/messages/${message?.id ?? ''}`)).toSee).toBeNull();
    const tables = await service.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'bullmq')`,
    );
    for (const { name } of tables) {
      const found = await service.query(`select 1 from ${name} t where t::text ilike '%${PASSWORD}%'`);
      expect([name, found.length]).toEqual([name, 0]);
    }
  });
});

test('the routes of the mail are in the console’s client', () => {
  const types = readFileSync('admin/src/api/schema.d.ts', 'utf8');
  for (const path of [
    '/api/letters/{id}/send-now',
    '/api/reminders/{id}/hold',
    '/api/attachments/{id}/password',
  ])
    expect(types).toContain(`'${path}'`);
});
