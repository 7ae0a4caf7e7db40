/** A folder for the run's one PostgreSQL, which the first test that asks for a database starts (test-database.ts). */
import { chmod, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from './global-teardown.js';

const PREFIX = 'recueil-test-run-';

export default async function prepareRun() {
  await sweepKilledRuns();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  // Under root the server runs as another account, which must pass through.
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'pid'), String(process.pid));
  process.env.RECUEIL_TEST_DATA_DIR = folder;
}

/** A run that was killed left its server behind. */
async function sweepKilledRuns() {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    await removeCluster(join(tmpdir(), name), { onlyAbandoned: true });
  }
}
