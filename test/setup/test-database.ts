/** A database of one's own for each test file, copied from one that has been migrated once a run. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { migrate } from '../../src/migrate.js';

const TEMPLATE = 'recueil_template';
const LOCK = 'select pg_advisory_lock(817420252)';

/** URL of a fresh, migrated database (`empty`: without tables). It goes with the run; nobody needs to drop it. */
export async function getTestDatabase(options: { empty?: boolean } = {}): Promise<string> {
  const dataDir = process.env.RECUEIL_TEST_DATA_DIR;
  if (!dataDir) throw new Error("no data folder: is Jest's globalSetup on?");
  // Started by the first test that asks, stopped at the end of the run.
  const { url } = await startEmbeddedPostgres({ dataDir, fast: true });
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(url, async (client) => {
    if (options.empty !== true) await makeTemplate(client, url);
    await client.query(`create database ${name} template ${options.empty ? 'template0' : TEMPLATE}`);
  });
  return withName(url, name);
}

/** Several workers ask at once: one migrates, the others wait. Marked as template once it is whole. */
async function makeTemplate(client: Client, url: string): Promise<void> {
  await client.query(LOCK);
  const whole = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [
    TEMPLATE,
  ]);
  if (whole.rowCount === 0) {
    await client.query(`drop database if exists ${TEMPLATE} with (force)`);
    await client.query(`create database ${TEMPLATE}`);
    await migrate(withName(url, TEMPLATE));
    await client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`);
  }
  await client.query('select pg_advisory_unlock(817420252)');
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
