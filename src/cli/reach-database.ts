/** The database for a command beside a running service or alone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config } from '../config/config.js';
import { createLogger } from '../config/log.js';
import { Problem } from '../core/problem.js';
import { findEmbeddedPostgres } from '../database/embedded-postgres.js';
import { type OpenDatabase, openDatabase } from '../open-database.js';

/** The running service's; one that has stopped is started for as long as it takes; none is ever made: Problem `no_database`. */
export async function reachDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  const url = await findEmbeddedPostgres(config.dataDir);
  if (url !== null) return { url, stop: () => Promise.resolve() };
  if (!existsSync(join(config.dataDir, 'postgres', 'password')))
    throw new Problem(
      'no_database',
      'notFound',
      'There is no database here yet: start the service first, or say where it is (DATA_DIR or DATABASE_URL).',
    );
  return openDatabase(config, createLogger({ logLevel: 'silent' }, { to: 'stderr' }));
}
