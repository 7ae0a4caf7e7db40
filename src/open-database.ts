/** The database of this process: a server by its URL, or the embedded one under DATA_DIR, brought up to date. */
import { type Config } from './config/config.js';
import { type Log } from './config/log.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { dataKeyStore } from './database/repositories/data-keys.js';
import { openVault, type Vault } from './external/vault.js';
import { migrate } from './migrate.js';

export interface OpenDatabase {
  readonly url: string;
  /** To be called last: an embedded server stops with its last user. */
  readonly stop: () => Promise<void>;
}

/** Starts or reaches the database and runs the migrations. */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    await migrate(config.databaseAdminUrl ?? config.databaseUrl);
    return { url: config.databaseUrl, stop: () => Promise.resolve() };
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, logger: log });
  try {
    await migrate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, stop: server.stop };
}

/** The vault over the database's data keys and the key file. */
export function openVaultOf(config: Config, databaseUrl: string, log: Log): Promise<Vault> {
  const { load, saveFirst } = dataKeyStore(databaseUrl);
  return openVault({
    keyFile: config.keyFile,
    loadWrapped: load,
    saveWrapped: saveFirst,
    warn: () => log.warn({ code: 'key_file_readable_by_others' }, 'others can read the key file'),
  });
}
