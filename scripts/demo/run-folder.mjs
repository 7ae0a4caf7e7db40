/**
 * The data folder of one demo: new each time, so that its six sheets are new cases again, and gone when the demo ends. What a demo
 * that was killed has left (its folder, its service, its PostgreSQL) is cleared by the next one.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const NOTE = 'demo.json';

/** Where demos keep their data: DATA_DIR where it is set. */
export const parent = process.env.DATA_DIR ?? join(root, 'data', 'demo');

/** @returns {Promise<{ path: string, note(facts: object): void, remove(): void }>} */
export async function makeRunFolder() {
  mkdirSync(parent, { recursive: true });
  for (const { path, demo, service } of listRuns()) {
    if (isAlive(demo)) continue;
    await endService(service);
    await stopPostgres(path);
    remove(path);
  }
  const path = mkdtempSync(join(parent, 'run-'));
  const facts = { demo: process.pid };
  const note = (more) => writeFileSync(join(path, NOTE), JSON.stringify(Object.assign(facts, more)));
  note({});
  return { path, note, remove: () => remove(path) };
}

/** What a demo that is up has noted about itself (its ports); null when there is none. */
export function findRunning() {
  return listRuns().find(({ demo, smtpPort }) => smtpPort !== undefined && isAlive(demo)) ?? null;
}

function listRuns() {
  return readNames(parent).flatMap((name) => {
    const path = join(parent, name);
    const text = readText(join(path, NOTE));
    return name.startsWith('run-') && text !== null ? [{ path, ...JSON.parse(text) }] : [];
  });
}

/** Under root PostgreSQL may have had to lie elsewhere; `postgres/location` names it. */
function remove(path) {
  const elsewhere = readText(join(path, 'postgres', 'location'))?.trim();
  if (elsewhere?.startsWith('/var/lib/recueil-postgres-'))
    rmSync(elsewhere, { recursive: true, force: true });
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

async function endService(pid) {
  // A number alone may be another program's by now.
  if (pid === undefined || !readText(`/proc/${pid}/cmdline`)?.includes(join('dist', 'main.js'))) return;
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function stopPostgres(dataDir) {
  const { findEmbeddedPostgres, startEmbeddedPostgres } =
    await import('../../dist/database/embedded-postgres.js');
  const running = await findEmbeddedPostgres(dataDir).catch(() => null);
  // Taken over first: it stops with its last user.
  if (running !== null) await (await startEmbeddedPostgres({ dataDir })).stop();
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readNames(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
