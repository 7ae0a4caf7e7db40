/** The dashboard, what needs a person, and the service's health, each against a count of every case by itself. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type CaseLine, type CaseList } from '../../src/analyse/case-list.views.js';
import { type Figures, type MailboxHealth, type TodoGroup } from '../../src/analyse/figures.views.js';
import { STUDY, VAULT } from '../../src/config/tokens.js';
import { type ListedCase } from '../../src/confirm/list-cases.js';
import { type Study } from '../../src/core/study/study.js';
import { Jobs } from '../../src/jobs/jobs.js';
import { type Vault } from '../../src/external/vault.js';
import { seedCases } from '../builders/cases.js';
import { openService, type Service } from '../journey/service.js';

const COUNT = 300;

let service: Service;
let study: Study;
let all: ListedCase[];
let lines: CaseLine[];
beforeAll(async () => {
  service = await openService();
  await service.start();
  const app = service.app();
  study = app.get<Study>(STUDY);
  await seedCases(app.get(DataSource), app.get<Vault>(VAULT), study, {
    count: COUNT,
    fillings: 90,
    centres: ['CHU de Valmont', 'Hôpital Élise-Roche', 'CH d’Orvence'],
    timeZone: 'Europe/Paris',
    seed: 11,
    until: new Date('2026-11-19T09:00:00Z'),
    withoutSummary: 0.3,
  });
  all = await service.cases();
  lines = [];
  while (lines.length < COUNT)
    lines.push(...(await get<CaseList>(`/api/cases?limit=200&offset=${lines.length}`)).rows);
});
afterAll(() => service.stop());

async function get<T>(path: string): Promise<T> {
  const { status, body } = await service.get<T>(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

describe('figures', () => {
  let figures: Figures;
  beforeAll(async () => {
    figures = await get<Figures>('/api/figures');
  });

  test('states, whole and by centre', () => {
    const states = ['draft', 'confirmed', 'set_aside'] as const;
    const count = (rows: readonly ListedCase[]): Record<string, number> =>
      Object.fromEntries(states.map((state) => [state, rows.filter((one) => one.state === state).length]));
    expect(figures.states).toEqual(count(all));
    expect(figures.centres.map(({ name }) => name)).toEqual([
      ...['CH d’Orvence', 'CHU de Valmont', 'Hôpital Élise-Roche'],
      null,
    ]);
    for (const { id: _, name, ...states } of figures.centres)
      expect([name, states]).toEqual([name, count(all.filter(({ centre }) => centre === name))]);
  });

  test('weeks without a gap, each the number of cases that its filter lists', async () => {
    const mondays = figures.weeks.map(({ from }) => Date.parse(from));
    expect(new Set(mondays.slice(1).map((monday, at) => monday - (mondays[at] ?? 0)))).toEqual(
      new Set([7 * 86_400_000]),
    );
    expect(figures.weeks.reduce((sum, { received }) => sum + received, 0)).toBe(COUNT);
    for (const { week, received, confirmed, set_aside } of figures.weeks.slice(-12)) {
      const listed = async (state: string): Promise<number> =>
        (await get<CaseList>(`/api/cases?week=${week}${state}`)).total;
      expect([week, received, confirmed, set_aside]).toEqual([
        week,
        await listed(''),
        await listed('&state=confirmed'),
        await listed('&state=set_aside'),
      ]);
    }
  });

  test('completeness by question, from the answers themselves', () => {
    const kept = all.filter(({ state }) => state !== 'set_aside');
    const isOf = (key: string) => (name: string) => name === key || name.startsWith(`${key}.`);
    expect(figures.progress).toBeNull();
    expect(figures.fields.map(({ key }) => key)).toEqual(study.fields.map(({ key }) => key));
    for (const { key, asked, answered, missing, unsure } of figures.fields) {
      const lacking = kept.filter((one) => one.missing.some(isOf(key)));
      expect([key, missing]).toEqual([key, lacking.length]);
      expect([key, unsure]).toEqual([key, kept.filter((one) => one.unsure.some(isOf(key))).length]);
      const field = study.fields.find((one) => one.key === key);
      if (field?.shownIf) continue;
      // Asked of everyone: whoever has an understood answer, and no cell missing, has answered.
      const given = kept.filter((one) => (one.answers[key] ?? null) !== null && !one.missing.some(isOf(key)));
      expect([key, asked, answered]).toEqual([key, kept.length, given.length]);
    }
  });

  test('a question that only one disease is asked counts the cases of that disease', () => {
    const aps = all.filter(
      ({ state, answers }) => state !== 'set_aside' && answers['disease.diagnosis'] === 'aps',
    );
    expect(aps.length).toBeGreaterThan(3);
    expect(figures.fields.find(({ key }) => key === 'disease.aps_type')).toMatchObject({ asked: aps.length });
  });

  test('what waits for whom', () => {
    for (const { what, count, oldest } of figures.waits) {
      const waiting = lines.filter(({ waits }) => waits === what);
      expect([what, count]).toEqual([what, waiting.length]);
      expect(oldest).toBe(waiting.map(({ since }) => since).sort()[0]);
    }
    expect(figures.waits.map(({ what }) => what)).toEqual(['review', 'clinician', 'merge']);
  });

  test('follow a change at once, and count nothing of a case that is set aside', async () => {
    const draft = lines.find(({ state, missing }) => state === 'draft' && missing > 0)?.reference ?? '';
    const lacking = all
      .find(({ reference }) => reference === draft)
      ?.missing[0]?.split('.')
      .slice(0, 2)
      .join('.');
    const before = figures.fields.find(({ key }) => key === lacking);
    expect(before?.missing).toBeGreaterThan(0);
    const move = (state: string, reason: string | null): Promise<unknown> =>
      service.query('update cases set state = $2, set_aside_reason = $3 where reference = $1', [
        ...[draft, state, reason],
      ]);
    await move('set_aside', 'not_eligible');
    const after = await get<Figures>('/api/figures');
    expect(after.fields.find(({ key }) => key === lacking)?.missing).toBe((before?.missing ?? 0) - 1);
    expect(after.states).toEqual({
      ...figures.states,
      draft: figures.states.draft - 1,
      set_aside: figures.states.set_aside + 1,
    });
    await move('draft', null);
    expect(await get<Figures>('/api/figures')).toEqual(figures);
  });
});

test('a first filling tells how far it is', async () => {
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    await service.halt();
    await client.query('listen recueil_changes');
    const told = new Promise<unknown>((resolve) => {
      client.on('notification', ({ payload }) => {
        const change = JSON.parse(payload ?? '') as { type: string };
        if (change.type === 'progress') resolve(change);
      });
    });
    await service.start();
    expect(await told).toEqual({ type: 'progress', id: null, task: 'index', done: COUNT, of: COUNT });
  } finally {
    await client.end();
  }
});

describe('what needs a person', () => {
  const find = async (kind: string): Promise<TodoGroup | undefined> =>
    (await get<TodoGroup[]>('/api/todo')).find((group) => group.kind === kind);

  test('drafts as the list has them, with what is to do in words', async () => {
    const { rows, total } = await get<CaseList>('/api/cases?waits=review&limit=20');
    const group = await find('case');
    expect(group?.count).toBe(total);
    expect(group?.rows.map(({ reference }) => reference)).toEqual(rows.map(({ reference }) => reference));
    const words = group?.rows.map(({ what }) => what);
    for (const [at, { unsure, missing }] of rows.entries()) {
      const counts = [unsure, missing].filter((count) => count > 0);
      expect(words?.[at]?.fr.match(/\d+/g)?.map(Number) ?? []).toEqual(counts);
      expect(words?.[at]?.en.match(/\d+/g)?.map(Number) ?? []).toEqual(counts);
    }
  });

  test('proposals', async () => {
    const wanted = await service.query<{ count: number }>(
      `select count(*)::integer as count from readings r join cases c on c.id = r.case_id
       where r.state = 'proposed' and c.state = 'draft'`,
    );
    expect((await find('proposal'))?.count).toBe(wanted[0]?.count);
  });

  test.each(['uncertain', 'refused', 'failed', 'held'])('a letter that is %s', async (state) => {
    expect(await find('letter')).toBeUndefined();
    const [letter] = await service.query<{ id: string; reference: string }>(
      `update letters l set state = $1 from cases c where c.id = l.case_id and c.number = 5 returning l.id, c.reference`,
      [state],
    );
    expect(await find('letter')).toMatchObject({
      count: 1,
      rows: [{ id: letter?.id, reference: letter?.reference }],
    });
    // Another one was sent in its place.
    const again = `instead_of = $1 where case_id = (select id from cases where number = 6)`;
    await service.query(`update letters set ${again}`, [letter?.id]);
    expect(await find('letter')).toBeUndefined();
    await service.query(`update letters set ${again}`, [null]);
    await service.query(`update letters set state = 'sent' where id = $1`, [letter?.id]);
  });

  test('messages by why, those given up apart, and none twice', async () => {
    const look = async (sql: string): Promise<void> => {
      await service.query(`update messages set ${sql} where id = (select message_id from outcomes o
        join cases c on c.id = o.case_id where c.number = 9)`);
    };
    await look(`to_see = 'words'`);
    expect(await find('message')).toMatchObject({
      count: 1,
      rows: [{ reference: 'DARA-0009', what: { en: 'An answer in words is to be read' } }],
    });
    await look(`to_see = 'failed', state = 'failed'`);
    expect([(await find('message'))?.count, (await find('failed'))?.count]).toEqual([undefined, 1]);
    // Shown as a proposal already.
    await look(`to_see = 'proposed', state = 'answered'`);
    expect([await find('message'), await find('failed')]).toEqual([undefined, undefined]);
    await look('to_see = null');
  });
});

describe('the mailbox', () => {
  test('is well, and says in words when it is not; trouble comes first of all', async () => {
    const deadline = Date.now() + 20_000;
    let health = await get<MailboxHealth>('/api/mailbox');
    while (health.folders[0]?.state !== 'watching' && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      health = await get<MailboxHealth>('/api/mailbox');
    }
    expect(health).toMatchObject({
      folders: [{ folder: 'INBOX', state: 'watching', error: null, isWell: true, waiting: 0 }],
      smtp: { state: 'ok', isWell: true },
      database: { state: 'ok', isWell: true },
    });
    expect(Date.now() - Date.parse(health.folders[0]?.reconciledAt ?? '')).toBeLessThan(60_000);
    await service.query(`update mailbox_folders set state = 'refused', error = 'login'`);
    const { folders } = await get<MailboxHealth>('/api/mailbox');
    expect(folders).toMatchObject([{ isWell: false, what: { fr: 'Le serveur refuse le mot de passe' } }]);
    const [first] = await get<TodoGroup[]>('/api/todo');
    expect(first).toMatchObject({ kind: 'mailbox', count: 1, rows: [{ id: 'INBOX', reference: null }] });
    await service.query(
      `update mailbox_folders set state = 'watching', error = null, reconciled_at = now() - interval '20 minutes'`,
    );
    expect((await get<MailboxHealth>('/api/mailbox')).folders).toMatchObject([
      { state: 'quiet', isWell: false },
    ]);
  });
});

describe('the queues', () => {
  test('by name, in the order of the walk', async () => {
    const queues = await get<{ queue: string }[]>('/api/queues');
    expect(queues.map(({ queue }) => queue).slice(0, 4)).toEqual(['read', 'draft', 'reply', 'send']);
    expect(queues[0]).toEqual({ queue: 'read', waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  test('bull-board shows a failing job by its id, and nothing of what it holds or why it failed', async () => {
    const letterId = randomUUID();
    await service.app().get(Jobs).add('send', { letterId });
    interface Board {
      readonly queues: readonly { readonly name: string; readonly jobs: readonly { id: string }[] }[];
    }
    const deadline = Date.now() + 20_000;
    let board: Board;
    do {
      board = await get<Board>('/queues/api/queues?activeQueue=send&status=delayed&page=1&jobsPerPage=10');
    } while (board.queues.every(({ jobs }) => jobs.length === 0) && Date.now() < deadline);
    const send = board.queues.find(({ name }) => name === 'send');
    expect(send).toMatchObject({
      readOnlyMode: true,
      jobs: [{ id: `send-${letterId}`, data: {}, opts: {}, stacktrace: [], attempts: 1 }],
    });
    const alone = await get<{ status: string }>(`/queues/api/queues/send/send-${letterId}`);
    expect(alone.status).toBe('delayed');
    expect(await get<string[]>(`/queues/api/queues/send/send-${letterId}/logs`)).toEqual([]);
    const words = JSON.stringify([board, alone]);
    expect(words.split(letterId)).toHaveLength(3);
    expect(words).not.toMatch(/letterId|Could not find|EntityNotFound/);
    // What the board hides is there: the test would find it.
    const kept = await service.query<{ job: string }>(
      'select to_jsonb(j)::text as job from bullmq.job j where id = $1',
      [`send-${letterId}`],
    );
    expect(kept[0]?.job).toContain('letterId');
    // Of the failure itself not even the database knows more than its code: its words may quote a value.
    expect(kept[0]?.job).toContain('EntityNotFoundError');
    expect(kept[0]?.job).not.toContain('Could not find');
  });

  test('the board is served to nobody else, names no other site, and changes nothing', async () => {
    const url = `http://127.0.0.1:${service.port()}/queues`;
    const token = (await readFile(join(service.dataDir, 'api-token'), 'utf8')).trim();
    const headers = { authorization: `Bearer ${token}` };
    const page = await fetch(url, { headers });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'; style-src 'self'/);
    expect(await page.text()).toContain('<base href="/queues/"');
    for (const path of ['', '/', '/api/queues', '/static/images/logo.svg', '/queue/send'])
      expect([path, (await fetch(url + path)).status]).toEqual([path, 401]);
    expect((await fetch(`${url}/static/images/logo.svg`, { headers })).status).toBe(200);
    for (const change of ['pause', 'send/empty', 'send/pause'])
      expect((await fetch(`${url}/api/queues/${change}`, { method: 'PUT', headers })).status).toBe(404);
  });
});
