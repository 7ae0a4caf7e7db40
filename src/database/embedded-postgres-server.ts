/** One PostgreSQL server process: its cluster made once, started on a port, waited for, stopped. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresBinaries } from './embedded-postgres-binaries.js';
import { findPostmasterFile, findProcessesIn, isAlive, isServerOf } from './embedded-postgres-process.js';
import { makeOwnFolder, type ServerUser } from './embedded-postgres-user.js';

/** The database's owner, who may do everything in it: nothing else lives in this cluster. */
export const OWNER = 'recueil';
const POLL_MS = 10;
const START_LIMIT_MS = 120_000;
const ORPHAN_LIMIT_MS = 10_000;
const SMART_LIMIT_MS = 1_000;
const FAST_LIMIT_MS = 8_000;

export interface ServerPlace {
  cluster: string;
  logFile: string;
  user: ServerUser | null;
  binaries: PostgresBinaries;
}

/** Makes the cluster in a folder beside and renames it, so that a creation cut short leaves nothing that looks like one. */
export async function createCluster(place: ServerPlace, password: string, fast: boolean): Promise<void> {
  const unfinished = `${place.cluster}.new`;
  const passwordFile = `${place.cluster}.pw-${randomBytes(6).toString('hex')}`;
  await rm(unfinished, { recursive: true, force: true });
  await makeOwnFolder(unfinished, place.user);
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (place.user) await chown(passwordFile, place.user.uid, place.user.gid);
  try {
    await run(place, place.binaries.initdb, [
      ...[
        '-D',
        unfinished,
        '-U',
        OWNER,
        `--pwfile=${passwordFile}`,
        '-A',
        'scram-sha-256',
        '--encoding=UTF8',
      ],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(fast ? ['--no-sync'] : []),
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, place.cluster);
}

/** Error when the cluster was made by another major version, which could not read it. */
export async function checkClusterVersion(place: ServerPlace): Promise<void> {
  const made = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8')).trim();
  const program = place.binaries.version.split('.')[0] ?? '';
  if (made !== program) {
    throw new Error(`${place.cluster} was made by PostgreSQL ${made}, the installed programs are ${program}`);
  }
}

/** Starts the server and waits until it takes connections. Tries `wishedPort` first, then free ones. Returns the port. */
export async function startServer(place: ServerPlace, wishedPort: number, fast: boolean): Promise<number> {
  await clearStalePid(place.cluster);
  const end = Date.now() + START_LIMIT_MS;
  for (let attempt = 0; ; attempt += 1) {
    const port = attempt === 0 && (await isFree(wishedPort)) ? wishedPort : await findFreePort();
    const refusal = await launch(place, port, fast, end);
    if (refusal === null) return port;
    // Another program took the port in between, or a killed server's children have not quite left.
    const passing = /could not (bind|create any TCP)|shared memory block .*is still in use/.test(refusal);
    if (!passing || attempt >= 20) throw new Error(`the embedded PostgreSQL does not start: ${refusal}`);
    await sleep(100);
  }
}

/**
 * Smart shutdown first (SIGTERM: who is connected may leave; a pool's `end` resolves before its connections have), after
 * 1 s a fast one (SIGINT: open transactions are rolled back), after 8 s SIGQUIT, which loses nothing committed.
 */
export async function stopServer(place: ServerPlace, pid: number): Promise<void> {
  for (const [signal, limit] of [
    ['SIGTERM', SMART_LIMIT_MS],
    ['SIGINT', FAST_LIMIT_MS],
    ['SIGQUIT', FAST_LIMIT_MS / 2],
  ] as const) {
    await sendSignal(place, pid, signal);
    const end = Date.now() + limit;
    while (Date.now() < end) {
      if (!isAlive(pid)) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`the embedded PostgreSQL (process ${pid}) does not stop`);
}

/**
 * A pid file whose process is gone is PostgreSQL's own affair. One whose pid now belongs to something else (or to a zombie)
 * would keep the server from starting: it is removed, once no process of the old server works on the data any more.
 */
async function clearStalePid(cluster: string): Promise<void> {
  const left = await findPostmasterFile(cluster);
  if (left && (await isServerOf(left.pid, cluster))) return;
  const end = Date.now() + ORPHAN_LIMIT_MS;
  while (findProcessesIn(cluster).length > 0) {
    if (Date.now() > end) throw new Error(`processes of a killed PostgreSQL still work in ${cluster}`);
    await sleep(POLL_MS);
  }
  if (left) await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/** Null when the server is ready, else the last line it wrote before it gave up. */
async function launch(place: ServerPlace, port: number, fast: boolean, end: number): Promise<string | null> {
  const log = await open(place.logFile, 'w', 0o600);
  const child = spawn(place.binaries.postgres, ['-D', place.cluster, ...settings(port, fast)], {
    ...identity(place.user),
    // A session of its own: Ctrl-C at the terminal must reach the program, which stops the server last.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = { why: '' };
  child.on('exit', (code, signal) => (ended.why = `exit ${code ?? signal ?? ''}`));
  child.on('error', (error) => (ended.why = error.message));
  child.unref();
  await log.close();
  for (;;) {
    if (ended.why !== '') return `${ended.why}: ${await readReason(place.logFile)}`;
    const file = await findPostmasterFile(place.cluster);
    if (file?.ready === true && file.pid === child.pid) return null;
    if (Date.now() > end) {
      child.kill('SIGQUIT');
      return 'not ready in time';
    }
    await sleep(POLL_MS);
  }
}

function settings(port: number, fast: boolean): string[] {
  const values = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    // A container's /dev/shm is too small for parallel workers, and no query here needs them.
    'max_parallel_workers_per_gather=0',
    // PostgreSQL's errors quote statements and values: only starts, stops and worse are written down.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    ...(fast ? ['fsync=off', 'full_page_writes=off', 'max_wal_size=2GB'] : []),
  ];
  return values.flatMap((value) => ['-c', value]);
}

function identity(user: ServerUser | null) {
  return {
    ...(user ?? {}),
    ...(process.platform === 'win32' ? {} : { cwd: '/' }),
    // Nothing of this process's environment, which may hold secrets.
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    windowsHide: true,
  };
}

async function run(place: ServerPlace, program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, { ...identity(place.user), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} failed (${code ?? 'killed'}): ${output.trim().slice(-500)}`);
}

async function sendSignal(
  place: ServerPlace,
  pid: number,
  signal: 'SIGTERM' | 'SIGINT' | 'SIGQUIT',
): Promise<void> {
  if (process.platform === 'win32') {
    await run(place, place.binaries.pgCtl, ['kill', signal.slice(3), String(pid)]);
    return;
  }
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function readReason(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  return lines.slice(-4).join(' / ');
}

async function isFree(port: number): Promise<boolean> {
  return port > 0 && (await listenOnce(port)) !== null;
}

async function findFreePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === null) throw new Error('no free port on 127.0.0.1');
  return port;
}

async function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
}
