/** BullMQ's backend is PostgreSQL, set once and before any queue is made; and its tables' migrations. */
import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';

setDefaultBackendFactory(createPostgresBackend);

/** Brings BullMQ's schema up to date. `client` is one connected pg client, not a pool. */
export async function migrateJobs(client: {
  query(text: string, values?: unknown[]): Promise<unknown>;
}): Promise<void> {
  await runMigrations(client as Parameters<typeof runMigrations>[0]);
}
