/** The console at 100,000 cases (CONSOLE_COUNT): list, filters, search, one case and figures over HTTP, against a bare `select … limit 50`. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type Figures } from '../src/analyse/figures.views.js';
import { type CaseList } from '../src/analyse/case-list.views.js';
import { readConfig } from '../src/config/config.js';
import { createLogger } from '../src/config/log.js';
import { openDatabase, openVaultOf } from '../src/open-database.js';
import { makeRandom, seedCases } from '../test/builders/cases.js';
import { type Program, runProgram } from '../test/journey/program.js';
import { percentile, study, tell } from './rig.js';

const COUNT = Number(process.env.CONSOLE_COUNT ?? 100_000);
const FILLINGS = 500;
const CENTRES = Array.from({ length: 80 }, (_, at) => `CHU de Valmont ${String(at + 1).padStart(2, '0')}`);
const TURNS = 100;

test('console', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'recueil-bench-'));
  const env = { DATA_DIR: dataDir, ROLE: 'web', PORT: '0' };
  const config = readConfig(env);
  const log = createLogger({ logLevel: 'silent' });
  const database = await openDatabase(config, log);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  let program: Program | undefined;
  try {
    const vault = await openVaultOf(config, database.url, log);
    await seed(client, async () => {
      const options = {
        count: COUNT,
        fillings: FILLINGS,
        centres: CENTRES,
        timeZone: config.timeZone,
        seed: 1,
      };
      await seedCases(client, vault, study, { ...options, until: new Date() });
    });
    program = runProgram(env);
    const port = await program.ready;
    const token = (await readFile(join(dataDir, 'api-token'), 'utf8')).trim();
    const get = async <T>(path: string): Promise<T> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = (await response.json()) as T;
      expect([path, response.status]).toEqual([path, 200]);
      return body;
    };
    const before = readMemory(program.pid);
    const began = performance.now();
    // Answered when the index is whole.
    const { total } = await get<CaseList>('/api/cases?disease=lupus&limit=1');
    const filled = performance.now() - began;
    expect(total).toBeGreaterThan(COUNT / 20);
    tell(`console: the index filled with ${COUNT} cases`, `${(filled / 1000).toFixed(1)} s after ready`);
    tell(
      'console: memory of the web process, before and after',
      `${before} MB, ${readMemory(program.pid)} MB`,
    );
    expect((await get<Figures>('/api/figures')).progress).toBeNull();

    const bare = await time(() =>
      client.query('select * from cases where study = $1 order by number desc limit 50', [study.id]),
    );
    tell('bare `select * from cases … order by number desc limit 50`', write(bare));
    const random = makeRandom(2);
    const any = (count: number): number => Math.floor(random() * count);
    const codes =
      study.fields.find(({ key }) => key === study.disease)?.choices.map(({ code }) => code) ?? [];
    const keys = study.fields.map(({ key }) => key);
    const { rows } = await get<CaseList>('/api/cases?limit=200');
    const centres = rows.flatMap(({ centre }) => (centre ? [centre.id] : []));
    const asks: Record<string, () => string> = {
      'list, first page': () => '/api/cases',
      'list, a page in the middle': () => `/api/cases?offset=${any(COUNT / 50) * 50}`,
      'list, state and sort by completeness': () => `/api/cases?state=draft&sort=answered&order=asc`,
      'list, sort by centre, any page': () => `/api/cases?sort=centre&offset=${any(COUNT / 50) * 50}`,
      'list, what waits for review, oldest first': () => '/api/cases?waits=review&order=asc',
      'list, centre and week': () =>
        `/api/cases?centre=${centres[any(centres.length)]}&week=2026-W${10 + any(30)}`,
      'list, disease': () => `/api/cases?disease=${codes[any(codes.length)]}`,
      'list, missing question, sort by unsure': () =>
        `/api/cases?missing=${keys[any(keys.length)]}&sort=unsure`,
      'search, reference': () => `/api/cases?q=${1 + any(COUNT)}`,
      'search, part of a centre': () => `/api/cases?q=valmont%20${any(8)}`,
      'next case': () => `/api/cases/next?after=DARA-${String(1 + any(COUNT)).padStart(4, '0')}`,
      'open a case': () => `/api/cases/DARA-${String(1 + any(COUNT)).padStart(4, '0')}`,
      'what needs a person': () => '/api/todo',
      'figures, nothing new': () => '/api/figures',
    };
    for (const [name, path] of Object.entries(asks)) {
      const took = await time(() => get(path()));
      const ratio = percentile(took, 0.5) / percentile(bare, 0.5);
      tell(`console: ${name}`, `${write(took)}, ${ratio.toFixed(1)} × bare`);
    }
    const change = 'update cases set unsure = unsure + 1, version = version + 1 where number = $1';
    const anew = await time(
      () => get('/api/figures'),
      () => client.query(change, [1 + any(COUNT)]),
    );
    const ratio = percentile(anew, 0.5) / percentile(bare, 0.5);
    tell('console: figures, counted anew after a change', `${write(anew)}, ${ratio.toFixed(1)} × bare`);
  } finally {
    program?.signal('SIGTERM');
    await program?.ended;
    await client.end();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});

/** Without the triggers, which would make each of 100,000 lines by itself; then all lines from their definition. */
async function seed(client: Client, insert: () => Promise<void>): Promise<void> {
  await client.query(`set session_replication_role = replica`);
  await insert();
  await client.query(`set session_replication_role = origin`);
  await client.query(`insert into case_lines (case_id, study, number, state, centre_id, centre, completeness, unsure,
      received_at, updated_at, waits, since)
    select * from case_lines_now`);
  await client.query('vacuum analyze');
}

/** Milliseconds of each turn, without what goes before it. */
async function time(ask: () => Promise<unknown>, before?: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await before?.();
    const began = performance.now();
    await ask();
    took.push(performance.now() - began);
  }
  return took;
}

function write(took: readonly number[]): string {
  return `p50 ${percentile(took, 0.5).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms`;
}

/** VmRSS (proc(5)), in MB. */
function readMemory(pid: number): number {
  return Math.round(
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
  );
}
