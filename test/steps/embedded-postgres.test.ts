/** The embedded PostgreSQL on real processes: made, adopted, killed, shared, stopped. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import { Client, Pool } from 'pg';
import {
  findPostmasterFile,
  isAlive,
  type PostmasterFile,
} from '../../src/database/embedded-postgres-process.js';
import {
  findEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/database/embedded-postgres.js';

const here = dirname(fileURLToPath(import.meta.url));
const compiled = join(here, '..', 'output', 'embedded-postgres');
const folders: string[] = [];
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-pg-'));
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, fast = true): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, fast });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

async function getServer(dataDir: string): Promise<PostmasterFile> {
  const location = await readFile(join(dataDir, 'postgres', 'location'), 'utf8').catch(() => null);
  const file = await findPostmasterFile(join(location ?? join(dataDir, 'postgres'), 'data'));
  if (!file) throw new Error('no server');
  return file;
}

async function getPid(dataDir: string): Promise<number> {
  return (await getServer(dataDir)).pid;
}

/** Another process that starts the server, prints its URL and stays. */
async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(compiled, 'embedded-postgres.js'))};
    const postgres = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, fast: true });
    console.log(postgres.url);
    process.stdin.once('data', async () => { await postgres.stop(); process.exit(0); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: here });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', (code) => reject(new Error(`ended with ${code ?? 'a signal'}: ${errors}`)));
  });
  return { child, url };
}

async function waitForExit(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

beforeAll(async () => {
  const sources = join(here, '..', '..', 'src', 'database');
  await mkdir(compiled, { recursive: true });
  await writeFile(join(compiled, 'package.json'), '{"type":"module"}');
  for (const name of await readdir(sources)) {
    if (!name.startsWith('embedded-postgres')) continue;
    const { code } = await transformFile(join(sources, name), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    await writeFile(join(compiled, name.replace('.ts', '.js')), code);
  }
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await waitForExit(child);
  }
  for (const postgres of started.splice(0)) await postgres.stop();
  for (const folder of folders.splice(0)) {
    // A server whose only user was killed is adopted in order to be stopped.
    if (await findEmbeddedPostgres(folder).catch(() => null)) {
      await (await startEmbeddedPostgres({ dataDir: folder })).stop();
    }
    const location = await readFile(join(folder, 'postgres', 'location'), 'utf8').catch(() => null);
    if (location) await rm(location, { recursive: true, force: true });
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true, force: true });
  }
});

describe('startEmbeddedPostgres', () => {
  it('makes a UTF-8 database with a password of its own, on the loopback only', async () => {
    const dataDir = await makeDataDir();
    const postgres = await start(dataDir);
    expect(postgres.adopted).toBe(false);
    expect(postgres.url).toMatch(/^postgresql:\/\/recueil:[\w-]{32}@127\.0\.0\.1:\d+\/recueil$/);
    expect(await query(postgres.url, 'SHOW server_encoding')).toEqual(['UTF8']);
    expect(await query(postgres.url, "SELECT lower('ÉÀŒ')")).toEqual(['éàœ']);
    expect(await query(postgres.url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(postgres.url, 'SHOW unix_socket_directories')).toEqual(['']);
    expect((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
    const wrong = postgres.url.replace(/:[\w-]{32}@/, ':wrong@');
    await expect(query(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps the rows, the password and the port over a stop and a start', async () => {
    const dataDir = await makeDataDir();
    const first = await start(dataDir);
    const pid = await getPid(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await findEmbeddedPostgres(dataDir)).toBeNull();
    const second = await start(dataDir);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([42]);
  });

  it('waits for those who have said goodbye, however late the server hears of it', async () => {
    const dataDir = await makeDataDir();
    const postgres = await start(dataDir);
    const lost: Error[] = [];
    const pool = new Pool({ connectionString: postgres.url }).on('error', (error) => lost.push(error));
    const backend = (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
    process.kill(backend, 'SIGSTOP');
    await pool.end();
    const stopped = postgres.stop();
    while ((await getServer(dataDir)).ready) await sleep(5);
    process.kill(backend, 'SIGCONT');
    await stopped;
    expect(lost).toEqual([]);
  });

  it('does not wait for long for those who stay', async () => {
    const dataDir = await makeDataDir();
    const postgres = await start(dataDir);
    const pid = await getPid(dataDir);
    const client = new Client({ connectionString: postgres.url });
    // The first says why; the end of the line follows.
    const ended = new Promise<Error>((resolve) => client.on('error', resolve));
    await client.connect();
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await ended).toMatchObject({ code: '57P01' });
  });

  it('adopts the server of a parent killed by kill -9, and stops it', async () => {
    const dataDir = await makeDataDir();
    const { child, url } = await startElsewhere(dataDir);
    const pid = await getPid(dataDir);
    child.kill('SIGKILL');
    await waitForExit(child);
    expect(isAlive(pid)).toBe(true);
    const postgres = await start(dataDir);
    expect(postgres).toMatchObject({ adopted: true, url });
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves the server to the other process that uses it', async () => {
    const dataDir = await makeDataDir();
    const { child, url } = await startElsewhere(dataDir);
    const postgres = await start(dataDir);
    await postgres.stop();
    expect(await query(url, 'SELECT 1')).toEqual([1]);
    const pid = await getPid(dataDir);
    child.stdin?.write('stop');
    await waitForExit(child);
    expect(isAlive(pid)).toBe(false);
  });

  it('loses no acknowledged row when the server is killed by kill -9', async () => {
    const dataDir = await makeDataDir();
    const first = await start(dataDir, false);
    await query(first.url, 'CREATE TABLE counted (n integer)');
    const acknowledged: number[] = [];
    const client = new Client({ connectionString: first.url });
    client.on('error', () => undefined);
    await client.connect();
    const pid = await getPid(dataDir);
    for (let n = 0; n < 200; n += 1) {
      if (n === 150) process.kill(pid, 'SIGKILL');
      const done = await client.query('INSERT INTO counted VALUES ($1)', [n]).then(
        () => true,
        () => false,
      );
      if (!done) break;
      acknowledged.push(n);
    }
    await client.end().catch(() => undefined);
    const second = await start(dataDir, false);
    expect(second.url).toBe(first.url);
    const rows = await query(second.url, 'SELECT n FROM counted ORDER BY n');
    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    expect(rows.slice(0, acknowledged.length)).toEqual(acknowledged);
  });

  it('starts a killed server again under a living program, on the same URL', async () => {
    const dataDir = await makeDataDir();
    const { url } = await start(dataDir, false);
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS n');
    const pid = await getPid(dataDir);
    process.kill(pid, 'SIGKILL');
    const end = Date.now() + 20_000;
    let rows: unknown[] = [];
    while (rows.length === 0 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      rows = isAlive(pid) ? [] : await query(url, 'SELECT n FROM kept').catch(() => []);
    }
    expect(rows).toEqual([42]);
    expect(await getPid(dataDir)).not.toBe(pid);
  });

  it('starts one server for two starts at once', async () => {
    const dataDir = await makeDataDir();
    const [a, b, c] = await Promise.all([start(dataDir), startElsewhere(dataDir), start(dataDir)]);
    expect(new Set([a.url, b.url, c.url]).size).toBe(1);
    expect([a, c].filter((one) => !one.adopted).length).toBeLessThanOrEqual(1);
  });

  it('starts over a pid file whose number now belongs to another program', async () => {
    const dataDir = await makeDataDir();
    const first = await start(dataDir);
    const location = await readFile(join(dataDir, 'postgres', 'location'), 'utf8').catch(() => null);
    const pidFile = join(location ?? join(dataDir, 'postgres'), 'data', 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await first.stop();
    await writeFile(pidFile, text.replace(/^\d+/, String(process.ppid)));
    expect(await findEmbeddedPostgres(dataDir)).toBeNull();
    expect((await start(dataDir)).adopted).toBe(false);
  });

  it('takes over the lock of a dead process, and a creation cut short', async () => {
    const dataDir = await makeDataDir();
    await mkdir(join(dataDir, 'postgres', 'data.new'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'data.new', 'PG_VERSION'), '18');
    await writeFile(join(dataDir, 'postgres', 'starting.lock'), '4194303 1 someone');
    expect(await query((await start(dataDir)).url, 'SELECT 1')).toEqual([1]);
  });

  it('refuses a cluster whose password is lost, by name', async () => {
    const dataDir = await makeDataDir();
    await (await start(dataDir)).stop();
    await rm(join(dataDir, 'postgres', 'password'));
    await expect(start(dataDir)).rejects.toThrow(/postgres\/password is missing/);
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'places the cluster elsewhere when the data folder lies below a closed one',
    async () => {
      const closed = await makeDataDir();
      const dataDir = join(closed, 'data');
      await mkdir(dataDir);
      folders.push(dataDir);
      folders.reverse();
      expect(await query((await start(dataDir)).url, 'SELECT 1')).toEqual([1]);
      expect(await readFile(join(dataDir, 'postgres', 'location'), 'utf8')).toMatch(
        /^\/var\/lib\/recueil-postgres-/,
      );
    },
  );
});

describe('findEmbeddedPostgres', () => {
  it('makes nothing where nothing is', async () => {
    const dataDir = await makeDataDir();
    expect(await findEmbeddedPostgres(dataDir)).toBeNull();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('waits for a service that is starting', async () => {
    const dataDir = await makeDataDir();
    const starting = startElsewhere(dataDir);
    for (;;) {
      if (await stat(join(dataDir, 'postgres', 'starting.lock')).catch(() => null)) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const found = await findEmbeddedPostgres(dataDir);
    expect(found).toBe((await starting).url);
  });
});
