/** `recueil migrate`: brings BullMQ's schema and the application's tables up to date, in that order. */
import { migrateTables, withClient } from './database/data-source.js';
import { migrateJobs } from './jobs/backend.js';

/** Safe to call from several processes at once. `url` needs the right to create tables. */
export async function migrate(url: string): Promise<void> {
  await withClient(url, migrateJobs);
  await migrateTables(url);
}
