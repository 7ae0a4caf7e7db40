/**
 * One process at a time may create, start or stop the embedded PostgreSQL of a data folder, and the server is stopped by
 * the last of its users. Both are small files that name a process, for Node has no file locks: a name is void once
 * its process is gone.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, readStartTicks } from './embedded-postgres-process.js';

const POLL_MS = 20;
const STEAL_MAX_AGE_MS = 10_000;

/** Runs `work` while no other process holds the lock of `folder`. Error after `waitMs` of waiting for a living holder. */
export async function withLock<T>(folder: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const file = join(folder, 'starting.lock');
  const mine = `${process.pid} ${readStartTicks(process.pid)} ${randomUUID()}`;
  await acquire(file, mine, waitMs);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Waits until no living process holds the lock of `folder`; false when one still does after `waitMs`. */
export async function waitForLock(folder: string, waitMs: number): Promise<boolean> {
  const file = join(folder, 'starting.lock');
  const end = Date.now() + waitMs;
  for (;;) {
    const holder = await readText(file);
    if (holder === null || (holder !== '' && !isHeld(holder))) return true;
    if (Date.now() > end) return false;
    await sleep(POLL_MS);
  }
}

/** Names this process as a user of the server; the returned function takes the name away. */
export async function registerUser(folder: string): Promise<() => Promise<void>> {
  const users = join(folder, 'users');
  await mkdir(users, { recursive: true });
  const file = join(users, randomUUID());
  await writeFile(file, `${process.pid} ${readStartTicks(process.pid)}`, { mode: 0o600 });
  return () => rm(file, { force: true });
}

/** How many living processes use the server; the names of dead ones are taken away. Call it under the lock. */
export async function countUsers(folder: string): Promise<number> {
  const users = join(folder, 'users');
  let count = 0;
  for (const name of await readdir(users).catch(() => [])) {
    const file = join(users, name);
    if (isHeld((await readText(file)) ?? '')) count += 1;
    else await rm(file, { force: true });
  }
  return count;
}

async function acquire(file: string, mine: string, waitMs: number): Promise<void> {
  const end = Date.now() + waitMs;
  while (!(await create(file, mine))) {
    const holder = await readText(file);
    if (holder !== null && holder !== '' && !isHeld(holder)) await steal(file, holder);
    else if (Date.now() > end) {
      const pid = holder?.split(' ')[0] ?? '?';
      throw new Error(
        `the embedded PostgreSQL is being started or stopped by process ${pid}, waited ${waitMs} ms`,
      );
    } else await sleep(POLL_MS);
  }
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes a dead process's lock away. Only one process may do so at a time: of two that saw the same dead holder, the slower
 * would otherwise remove the lock that the faster has just taken.
 */
async function steal(file: string, deadHolder: string): Promise<void> {
  const guard = `${file}.steal`;
  try {
    await mkdir(guard);
  } catch {
    const age = Date.now() - ((await stat(guard).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > STEAL_MAX_AGE_MS) await rm(guard, { recursive: true, force: true });
    await sleep(POLL_MS);
    return;
  }
  try {
    if ((await readText(file)) === deadHolder) await rm(file, { force: true });
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

function isHeld(holder: string): boolean {
  const [pid, ticks] = holder.split(' ');
  return isAlive(Number(pid)) && (!ticks || readStartTicks(Number(pid)) === ticks);
}

async function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
