/** Stops the run's PostgreSQL and takes its folder away. Plain JavaScript: Jest does not compile these two files as modules. */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export default async function endRun() {
  const folder = process.env.RECUEIL_TEST_DATA_DIR;
  if (folder) await removeCluster(folder);
}

/** With `onlyAbandoned`, leaves the folder of a living run alone. */
export async function removeCluster(folder, { onlyAbandoned = false } = {}) {
  const owner = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => '0'));
  if (onlyAbandoned && (owner === 0 || isAlive(owner))) return;
  const elsewhere = await readFile(join(folder, 'postgres', 'location'), 'utf8').catch(() => null);
  const cluster = join(elsewhere ?? join(folder, 'postgres'), 'data');
  const file = join(cluster, 'postmaster.pid');
  const [pid, owned] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  if (Number(pid) > 0 && owned === cluster) {
    signal(Number(pid), 'SIGINT');
    const end = Date.now() + 10_000;
    // The file goes last. The process may stay as a zombie where nobody waits for orphans.
    while (existsSync(file) && isAlive(Number(pid)) && Date.now() < end) await sleep(20);
  }
  if (elsewhere) await rm(elsewhere, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

function isAlive(pid) {
  return signal(pid, 0);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
