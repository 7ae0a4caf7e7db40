/**
 * The database of a fresh machine: a real PostgreSQL, from an npm package, started by the program itself under DATA_DIR and
 * stopped by the last process that uses it. In production DATABASE_URL points at a server and none of this runs.
 *
 * DATA_DIR/postgres/: data (the cluster), password (0600), port (the last one, taken again when free), users (who uses
 * it), starting.lock, server.log, and under root sometimes location (where the cluster lies instead).
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { prepareBinaries } from './embedded-postgres-binaries.js';
import { countUsers, registerUser, waitForLock, withLock } from './embedded-postgres-lock.js';
import { findPostmasterFile, isServerOf } from './embedded-postgres-process.js';
import {
  checkClusterVersion,
  createCluster,
  OWNER,
  startServer,
  stopServer,
  type ServerPlace,
} from './embedded-postgres-server.js';
import { findNamedPlace, findServerUser, getPlace } from './embedded-postgres-user.js';

const DATABASE = 'recueil';
/** Longer than the first start of a slow machine and than a recovery after a crash. */
const LOCK_LIMIT_MS = 130_000;
const WATCH_MS = 1_000;

export interface EmbeddedPostgresOptions {
  dataDir: string;
  logger?: Record<'info' | 'warn', (fields: object, message: string) => void>;
  /** For tests: a power cut may lose what was committed (fsync off), and a killed server is not started again. */
  fast?: boolean;
}

export interface EmbeddedPostgres {
  url: string;
  port: number;
  /** The server was already running: left by a killed process, or shared with a living one. */
  adopted: boolean;
  /** Call it last. The server stops when no other living process uses it. */
  stop: () => Promise<void>;
}

/**
 * Makes, starts or adopts the PostgreSQL of `dataDir` and its database `recueil`. Several processes may call it at once: one
 * server runs, and each holds it until its own `stop()` or its death. Errors say what to do where the machine does not allow it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await makeHome(options.dataDir);
  return withLock(home, LOCK_LIMIT_MS, async () => {
    const place = await preparePlace(home);
    const password = await getPassword(home, place.cluster);
    const running = await findRunning(place.cluster);
    const port = running ?? (await startStopped(home, place, password, options.fast ?? false));
    const url = makeUrl(password, port);
    await makeDatabase(url);
    const unregister = await registerUser(home);
    options.logger?.info({ port, adopted: running !== null }, 'embedded PostgreSQL ready');
    const stopWatching = options.fast ? () => undefined : restartWhenGone(home, place, port, options.logger);
    let stopping: Promise<void> | null = null;
    const stop = () => {
      stopWatching();
      return (stopping ??= release(home, place, unregister));
    };
    return { url, port, adopted: running !== null, stop };
  });
}

/**
 * The URL of the server that runs on `dataDir`, or null. Starts and creates nothing; waits while another process is starting
 * or stopping it, so that a command beside a starting service finds that service's database.
 */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const home = await realpath(join(resolve(dataDir), 'postgres')).catch(() => null);
  if (home === null || !(await waitForLock(home, LOCK_LIMIT_MS))) return null;
  const cluster = join((await findNamedPlace(home)) ?? home, 'data');
  const port = await findRunning(cluster);
  const password = await readFile(join(home, 'password'), 'utf8').catch(() => null);
  if (port === null || password === null) return null;
  const url = makeUrl(password.trim(), port);
  return (await canConnect(url)) === 'yes' ? url : null;
}

async function makeHome(dataDir: string): Promise<string> {
  const home = join(resolve(dataDir), 'postgres');
  await mkdir(home, { recursive: true, mode: 0o711 });
  return realpath(home);
}

async function preparePlace(home: string): Promise<ServerPlace> {
  const madeIn = (await findNamedPlace(home)) ?? home;
  const user = await findServerUser(join(madeIn, 'data'));
  const folder = await getPlace(home, user);
  return {
    cluster: join(folder, 'data'),
    logFile: join(home, 'server.log'),
    user,
    binaries: await prepareBinaries(user, folder),
  };
}

/** The password lies beside the cluster it was made for; a cluster without its password cannot be opened. */
async function getPassword(home: string, cluster: string): Promise<string> {
  const file = join(home, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  if (await exists(cluster))
    throw new Error(`${file} is missing, and ${cluster} cannot be opened without it`);
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function startStopped(
  home: string,
  place: ServerPlace,
  password: string,
  fast: boolean,
): Promise<number> {
  if (await exists(place.cluster)) await checkClusterVersion(place);
  else await createCluster(place, password, fast);
  const portFile = join(home, 'port');
  const lastPort = Number(await readFile(portFile, 'utf8').catch(() => '0'));
  const port = await startServer(place, lastPort, fast);
  await writeFile(portFile, String(port), { mode: 0o600 });
  return port;
}

/** The port of the living server of a cluster, once it is ready; null when none lives. */
async function findRunning(cluster: string): Promise<number | null> {
  for (;;) {
    const file = await findPostmasterFile(cluster);
    if (file === null || !(await isServerOf(file.pid, cluster))) return null;
    if (file.ready) return file.port;
    // Its starter was killed while it recovers, or it is shutting down: it becomes ready or leaves.
    await sleep(20);
  }
}

/** A server that was killed is started again on its port, so that the URL holds and the pools connect again by themselves. */
function restartWhenGone(
  home: string,
  place: ServerPlace,
  port: number,
  logger: EmbeddedPostgresOptions['logger'],
): () => void {
  let watching = true;
  let busy = false;
  const isNeeded = async () => watching && (await findRunning(place.cluster)) === null && watching;
  const restart = async () => {
    if (!(await isNeeded())) return;
    await withLock(home, LOCK_LIMIT_MS, async () => {
      if (!(await isNeeded())) return;
      const now = await startServer(place, port, false);
      if (now === port) logger?.warn({ port }, 'embedded PostgreSQL had gone and was started again');
      else logger?.warn({ port: now }, 'embedded PostgreSQL came back on another port: restart the program');
    });
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    restart()
      .catch((error: unknown) => logger?.warn({ err: error }, 'embedded PostgreSQL has gone'))
      .finally(() => (busy = false));
  }, WATCH_MS);
  timer.unref();
  return () => {
    watching = false;
    clearInterval(timer);
  };
}

async function release(home: string, place: ServerPlace, unregister: () => Promise<void>): Promise<void> {
  await withLock(home, LOCK_LIMIT_MS, async () => {
    await unregister();
    if ((await countUsers(home)) > 0) return;
    const file = await findPostmasterFile(place.cluster);
    if (file && (await isServerOf(file.pid, place.cluster))) await stopServer(place, file.pid);
  });
}

async function makeDatabase(url: string): Promise<void> {
  const state = await canConnect(url);
  if (state === 'yes') return;
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** `no database` (SQLSTATE 3D000) is the one answer that a fresh cluster may give; any other refusal is an error. */
async function canConnect(url: string): Promise<'yes' | 'no database'> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return 'yes';
  } catch (error) {
    if ((error as { code?: string }).code === '3D000') return 'no database';
    throw error;
  }
}

function makeUrl(password: string, port: number): string {
  return `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
