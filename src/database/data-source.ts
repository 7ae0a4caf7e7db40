/** The application's connection to PostgreSQL: entities and migrations, nothing synchronised by itself. */
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import * as entities from './entities/index.js';
import { First1764000000000 } from './migrations/1-first.js';
import { Accounts1764000000001 } from './migrations/2-accounts.js';
import { Review1764000000002 } from './migrations/3-review.js';
import { Reminders1764000000003 } from './migrations/4-reminders.js';
import { Figures1764000000004 } from './migrations/5-figures.js';
import { Alarms1764000000005 } from './migrations/6-alarms.js';
import { Dispatches1764000000006 } from './migrations/7-dispatches.js';
import { Calls1764000000007 } from './migrations/8-calls.js';
import { MailboxProgress1764000000008 } from './migrations/9-mailbox-progress.js';
import { ReleasedAnswers1764000000009 } from './migrations/10-released-answers.js';
import { GatheredReminders1764000000010 } from './migrations/11-gathered-reminders.js';
import { MovedReminders1764000000011 } from './migrations/12-moved-reminders.js';
import { Bounces1764000000012 } from './migrations/13-bounces.js';
import { ImportedMail1764000000013 } from './migrations/14-imported-mail.js';
import { AnswerLinks1764000000014 } from './migrations/15-answer-links.js';

/** Options of the application's data source; `url` is a postgres:// URL. */
export function dataSourceOptions(url: string, poolSize = 12): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    // The index brings the names of states along.
    entities: Object.values(entities).filter((one) => typeof one === 'function'),
    migrations: [
      First1764000000000,
      Accounts1764000000001,
      Review1764000000002,
      Reminders1764000000003,
      Figures1764000000004,
      Alarms1764000000005,
      Dispatches1764000000006,
      Calls1764000000007,
      MailboxProgress1764000000008,
      ReleasedAnswers1764000000009,
      GatheredReminders1764000000010,
      MovedReminders1764000000011,
      Bounces1764000000012,
      ImportedMail1764000000013,
      AnswerLinks1764000000014,
    ],
    synchronize: false,
    installExtensions: false,
    migrationsTransactionMode: 'all',
    // BullMQ's functions carry their own search_path; a job added on this connection still names its table.
    extra: { max: poolSize, options: '-c search_path=public,bullmq' },
  };
}

/** Brings the application's tables up to date. Safe to call from several processes at once. */
export async function migrateTables(url: string): Promise<void> {
  const source = await new DataSource(dataSourceOptions(url, 2)).initialize();
  try {
    const runner = source.createQueryRunner();
    await runner.connect();
    try {
      await runner.query('select pg_advisory_lock(817420251)');
      await source.runMigrations();
      await runner.query('select pg_advisory_unlock(817420251)');
    } finally {
      await runner.release();
    }
  } finally {
    await source.destroy();
  }
}

/** One plain connection for as long as `work` runs. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
