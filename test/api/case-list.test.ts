/** The list of cases: every filter, sort, search and page against the plain list of `recueil cases`, and what waits for whom. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type CaseLine, type CaseList } from '../../src/analyse/case-list.views.js';
import { STUDY, VAULT } from '../../src/config/tokens.js';
import { type ListedCase } from '../../src/confirm/list-cases.js';
import { foldCentreName } from '../../src/core/case/fold-centre-name.js';
import { type Study } from '../../src/core/study/study.js';
import { openCase, sealCase } from '../../src/external/sealed-case.js';
import { type Vault } from '../../src/external/vault.js';
import { answerOf, seedCases } from '../builders/cases.js';
import { openService, type Service } from '../journey/service.js';

const COUNT = 400;
const CENTRES = [
  'CHU de Valmont',
  'Hôpital Élise-Roche',
  'Clinique 12 de Belmare',
  'CH d’Orvence',
  '50 % Sud',
];

let service: Service;
let study: Study;
let all: ListedCase[];
let lines: CaseLine[];
beforeAll(async () => {
  service = await openService({ start: { now: () => new Date('2026-11-20T08:00:00Z') } });
  await service.start();
  const app = service.app();
  study = app.get<Study>(STUDY);
  await seedCases(app.get(DataSource), app.get<Vault>(VAULT), study, {
    count: COUNT,
    fillings: 120,
    centres: CENTRES,
    timeZone: 'Europe/Paris',
    seed: 7,
    until: new Date('2026-11-19T09:00:00Z'),
    withoutSummary: 0.2,
  });
  all = await service.cases();
  lines = (await list('sort=reference&order=asc&limit=200')).rows;
  lines.push(...(await list('sort=reference&order=asc&limit=200&offset=200')).rows);
});
afterAll(() => service.stop());

async function list(query: string): Promise<CaseList> {
  const { status, body } = await service.get<CaseList>(`/api/cases?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body;
}
const references = (rows: readonly { reference: string }[]): string[] =>
  rows.map(({ reference }) => reference);

/** Of the whole list, whatever the page. */
async function every(query: string): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const { total, rows } = await list(`${query}&limit=200&offset=${found.length}`);
    found.push(...references(rows));
    if (found.length >= total || rows.length === 0) {
      expect([query, found.length]).toEqual([query, total]);
      return found;
    }
  }
}
const sorted = (names: readonly string[]): string[] => [...names].sort();

test('a line says of its case what the case itself says, and nothing else of its answers', () => {
  expect(references(lines)).toEqual(references(all));
  for (const [at, line] of lines.entries()) {
    const found = all[at];
    const disease = found?.unsure.includes('disease.diagnosis') ? null : found?.answers['disease.diagnosis'];
    expect(line).toMatchObject({
      state: found?.state,
      receivedAt: found?.receivedAt,
      unsure: found?.unsure.length,
      ...(line.state === 'draft' ? { missing: found?.missing.length } : {}),
    });
    expect(line.centre?.name ?? null).toBe(found?.centre);
    expect(line.disease?.code ?? null).toBe(disease ?? null);
  }
  // The seeding gives cases of every kind: what follows is no test of empty lists.
  expect(new Set(lines.map(({ waits }) => waits)).size).toBe(4);
  expect(new Set(lines.map(({ disease }) => disease?.code)).size).toBeGreaterThan(10);
});

describe('each filter finds what a look at every case finds', () => {
  test.each(['draft', 'confirmed', 'set_aside'])('state %s', async (state) => {
    expect(sorted(await every(`state=${state}`))).toEqual(
      references(all.filter((one) => one.state === state)),
    );
  });

  test('centre, and none', async () => {
    for (const name of CENTRES) {
      const id = lines.find(({ centre }) => centre?.name === name)?.centre?.id ?? '';
      const wanted = all.filter(({ centre }) => centre === name);
      expect(sorted(await every(`centre=${id}`))).toEqual(references(wanted));
    }
    expect(sorted(await every('centre=none'))).toEqual(
      references(all.filter(({ centre }) => centre === null)),
    );
  });

  test('disease, and none', async () => {
    const codes = study.fields.find(({ key }) => key === study.disease)?.choices ?? [];
    for (const code of [...codes.map((one) => one.code), null]) {
      const wanted = all.filter(
        ({ answers, unsure }) =>
          (unsure.includes('disease.diagnosis') ? null : (answers['disease.diagnosis'] ?? null)) === code,
      );
      expect([code, sorted(await every(`disease=${code ?? 'none'}`))]).toEqual([code, references(wanted)]);
    }
    expect(await every('disease=no_such_disease')).toEqual([]);
  });

  test('missing question, tables by their cells', async () => {
    const keys = study.fields.map(({ key }) => key);
    let found = 0;
    for (const key of keys) {
      const isMissing = (name: string): boolean => name === key || name.startsWith(`${key}.`);
      const wanted = references(all.filter(({ missing }) => missing.some(isMissing)));
      found += wanted.length;
      expect([key, sorted(await every(`missing=${key}`))]).toEqual([key, wanted]);
    }
    expect(found).toBeGreaterThan(200);
  });

  test('waits', async () => {
    for (const waits of ['review', 'clinician', 'merge', 'nobody']) {
      const wanted = references(lines.filter((line) => line.waits === waits));
      expect(sorted(await every(`waits=${waits}`))).toEqual(wanted);
    }
  });

  test('week, where the study is', async () => {
    const { rows } = await list('sort=receivedAt&order=desc&limit=1');
    // Sunday 23:30 in Paris is this week's, Monday 00:30 the next one's, both Sunday in UTC.
    const [sunday, monday] = ['DARA-0001', 'DARA-0002'];
    const before = lines.filter(({ reference }) => [sunday, monday].includes(reference));
    await service.query(`update cases set received_at = '2026-11-08T22:30:00Z' where reference = $1`, [
      sunday,
    ]);
    await service.query(`update cases set received_at = '2026-11-08T23:30:00Z' where reference = $1`, [
      monday,
    ]);
    expect(await every('week=2026-W45')).toContain(sunday);
    expect(await every('week=2026-W46')).toContain(monday);
    expect(await every('week=2026-W46')).not.toContain(sunday);
    for (const { reference, receivedAt } of before)
      await service.query('update cases set received_at = $2 where reference = $1', [reference, receivedAt]);
    expect(references((await list('sort=receivedAt&order=desc&limit=1')).rows)).toEqual(references(rows));
    const weeks = await Promise.all(
      [0, 1, 2].map((back) => every(`week=2026-W${47 - back}`).then((found) => found.length)),
    );
    const since = Date.parse('2026-11-01T23:00:00Z');
    expect(weeks.reduce((sum, count) => sum + count, 0)).toBe(
      all.filter(({ receivedAt }) => Date.parse(receivedAt) >= since).length,
    );
  });

  test('all of them together', async () => {
    const wanted = lines.filter(
      ({ state, disease, waits, centre }) =>
        state === 'draft' && disease?.code === 'lupus' && waits === 'review' && centre?.name === CENTRES[0],
    );
    expect(wanted.length).toBeGreaterThan(0);
    const centre = wanted[0]?.centre?.id ?? '';
    expect(sorted(await every(`state=draft&disease=lupus&waits=review&centre=${centre}`))).toEqual(
      references(wanted),
    );
  });
});

describe('each sort is total, and backwards the same backwards', () => {
  const byNumber = (one: CaseLine): number => Number(one.reference.slice(5));
  const keys: Record<string, (line: CaseLine) => string | number> = {
    receivedAt: ({ receivedAt }) => receivedAt,
    updatedAt: ({ updatedAt }) => updatedAt,
    reference: byNumber,
    centre: ({ centre }) => (centre ? foldCentreName(centre.name) : '\u{10ffff}'),
    state: ({ state }) => state,
    answered: ({ answered, asked }) => answered / asked,
    unsure: ({ unsure }) => unsure,
  };
  test.each(Object.keys(keys))('%s', async (sort) => {
    const key = keys[sort] ?? byNumber;
    const compare = (a: CaseLine, b: CaseLine): number =>
      key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : byNumber(a) - byNumber(b);
    const wanted = references([...lines].sort(compare));
    expect(await every(`sort=${sort}&order=asc`)).toEqual(wanted);
    expect(await every(`sort=${sort}&order=desc`)).toEqual([...wanted].reverse());
  });
});

describe('search', () => {
  test.each(['DARA-0042', 'dara 42', '42', '0042', 'n° 42', 'Dara42', ' 42 '])(
    '%s is a reference',
    async (q) => {
      expect(await every(`q=${encodeURIComponent(q)}`)).toEqual(['DARA-0042']);
    },
  );

  test.each([
    ['elise roche', 'Hôpital Élise-Roche'],
    ['ÉLISE', 'Hôpital Élise-Roche'],
    ['orven', 'CH d’Orvence'],
    ['valmont', 'CHU de Valmont'],
    ['50 %', '50 % Sud'],
  ])('%s is a centre', async (q, name) => {
    const wanted = references(all.filter(({ centre }) => centre === name));
    expect(sorted(await every(`q=${encodeURIComponent(q)}`))).toEqual(wanted);
  });

  test('a number may be either', async () => {
    const wanted = all.filter(({ centre, reference }) => centre === CENTRES[2] || reference === 'DARA-0012');
    expect(sorted(await every('q=12'))).toEqual(references(wanted));
  });

  test.each(['AUTRE-0042', 'DARA-9999', '%', '_', '!!!', "' or true --"])('%s finds nothing', async (q) => {
    expect(await every(`q=${encodeURIComponent(q)}`)).toEqual([]);
  });
});

test('what cannot be asked is refused by name', async () => {
  for (const [query, name] of [
    ['state=lost', 'state'],
    ['sort=disease', 'sort'],
    ['centre=1', 'centre'],
    ['missing=no.such.question', 'missing'],
    ['week=2026-47', 'week'],
    ['limit=1000', 'limit'],
    ['offset=-1', 'offset'],
  ]) {
    const { status, body } = await service.get(`/api/cases?${query}`);
    expect([status, body]).toEqual([
      400,
      { code: 'list_query', message: `The list cannot be asked so: ${name}.` },
    ]);
  }
});

describe('the next case', () => {
  const next = async (after?: string): Promise<string | null> =>
    (await service.get<{ reference: string | null }>(`/api/cases/next${after ? `?after=${after}` : ''}`)).body
      .reference;

  test('follows the list, and comes round', async () => {
    const waiting = await every('waits=review');
    expect(await next()).toBe(waiting[0]);
    for (const at of [0, 1, 7, waiting.length - 2]) expect(await next(waiting[at])).toBe(waiting[at + 1]);
    expect(await next(waiting.at(-1))).toBe(waiting[0]);
  });

  test('after a case that no longer waits is the one behind it', async () => {
    const order = await every('sort=receivedAt&order=desc');
    const waiting = new Set(await every('waits=review'));
    const at = order.findIndex((reference, place) => place > 20 && !waiting.has(reference));
    expect(await next(order[at])).toBe(order.slice(at + 1).find((reference) => waiting.has(reference)));
  });
});

test('a change is seen by the very next question', async () => {
  const [lupus] = (await list('disease=lupus&state=draft&limit=1')).rows;
  const count = (await list('disease=lupus')).total;
  const reference = lupus?.reference ?? '';
  await service.query(
    `update cases set state = 'set_aside', set_aside_reason = 'not_eligible' where reference = $1`,
    [reference],
  );
  expect((await list(`disease=lupus&state=set_aside&q=${reference}`)).rows).toMatchObject([
    { state: 'set_aside', setAsideReason: 'not_eligible', waits: 'nobody' },
  ]);
  expect((await list('disease=lupus')).total).toBe(count);
  await service.query(`update cases set state = 'draft', set_aside_reason = null where reference = $1`, [
    reference,
  ]);
});

describe('a summary that is not of its case', () => {
  const known = (): CaseLine[] => lines.filter(({ disease, state }) => disease && state === 'draft');
  const codeOf = async (reference: string): Promise<string | undefined> =>
    (await list(`q=${reference}`)).rows[0]?.disease?.code;
  const idOf = `(select id from cases where reference = $1)`;

  test('answers that were saved without one: it is made from them, and kept', async () => {
    const [one] = known();
    const other = known().find(({ disease }) => disease?.code !== one?.disease?.code);
    const [reference, code] = [one?.reference ?? '', other?.disease?.code ?? ''];
    const vault = service.app().get<Vault>(VAULT);
    const [row] = await service.query<{ id: string; sealed: Buffer }>(
      `select case_id as id, sealed from case_answers where case_id = ${idOf}`,
      [reference],
    );
    if (!row) throw new Error('the case has no answers');
    const document = openCase(vault, row.id, row.sealed);
    const answers = { ...document.answers, 'disease.diagnosis': answerOf(code) };
    const write = (sealed: Buffer): Promise<unknown> =>
      service.query('update case_answers set sealed = $2 where case_id = $1', [row.id, sealed]);
    await write(sealCase(vault, row.id, { ...document, answers }));
    expect(await every(`disease=${code}`)).toContain(reference);
    expect(await codeOf(reference)).toBe(code);
    const [kept] = await service.query<{ summary: Buffer | null }>(
      `select summary from case_answers where case_id = ${idOf}`,
      [reference],
    );
    expect(kept?.summary).not.toBeNull();
    await write(row.sealed);
    expect(await codeOf(reference)).toBe(one?.disease?.code);
  });

  test('one that was moved from another case is not believed', async () => {
    const [one] = known();
    const other = known().find(({ disease }) => disease?.code !== one?.disease?.code);
    await service.query(
      `update case_answers set summary = (select summary from case_answers
         where case_id = (select id from cases where reference = $2)) where case_id = ${idOf}`,
      [one?.reference, other?.reference],
    );
    expect(await codeOf(one?.reference ?? '')).toBe(one?.disease?.code);
  });

  test('a case that does not open hides none of the others', async () => {
    const [one] = known();
    const reference = one?.reference ?? '';
    await service.query(
      `update case_answers set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where case_id = ${idOf}`,
      [reference],
    );
    const { total, rows } = await list(`q=${reference}`);
    expect([total, rows[0]?.disease]).toEqual([1, null]);
    expect(await every(`disease=${one?.disease?.code ?? ''}`)).toEqual(
      references(lines.filter(({ disease }) => disease?.code === one?.disease?.code))
        .filter((name) => name !== reference)
        .sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    await service.query(
      `update case_answers set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where case_id = ${idOf}`,
      [reference],
    );
    expect(await codeOf(reference)).toBe(one?.disease?.code);
  });

  let order: string[];
  beforeAll(async () => {
    order = await every('sort=receivedAt&order=desc');
  });
});

test('the centres, with their cases', async () => {
  const { body } = await service.get<{ name: string; cases: number }[]>('/api/centres');
  expect(body.map(({ name }) => name)).toEqual(
    [...CENTRES].sort((a, b) => (foldCentreName(a) < foldCentreName(b) ? -1 : 1)),
  );
  for (const { name, cases } of body) expect(cases).toBe(all.filter(({ centre }) => centre === name).length);
});
