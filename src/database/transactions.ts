/**
 * One transaction for rows and jobs: while `Transactions.run` is on the stack, whatever BullMQ writes through the
 * JoiningPool goes to the same connection, so that a row and the job that will work on it are committed together or not at all.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { type DataSource, type EntityManager } from 'typeorm';

const current = new AsyncLocalStorage<pg.PoolClient>();

/** Runs work in a transaction that added jobs join. */
export class Transactions {
  constructor(private readonly source: DataSource) {}

  /** Commits when `work` resolves, rolls back when it rejects. Not to be nested. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (current.getStore()) throw new Error('a transaction is already open');
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      await runner.startTransaction();
      try {
        const result = await current.run(client, () => work(runner.manager));
        await runner.commitTransaction();
        return result;
      } catch (error) {
        await runner.rollbackTransaction().catch(() => undefined); // the first error is the one to tell
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}

/** BullMQ's pool: a query made inside `Transactions.run` joins that transaction. */
export class JoiningPool extends pg.Pool {
  // pg declares eight overloads; BullMQ calls query(text, values) and awaits it.
  override query(...args: unknown[]): never {
    const open = current.getStore();
    const target = open ? open.query.bind(open) : super.query.bind(this);
    return (target as (...passed: unknown[]) => never)(...args);
  }
}

/** A pool for BullMQ with its own search path. The caller ends it after every queue and worker is closed. */
export function openJobPool(url: string, onError: (error: Error) => void, max = 20): JoiningPool {
  const pool = new JoiningPool({
    connectionString: url,
    max,
    keepAlive: true,
    options: '-c search_path=bullmq',
  });
  pool.on('error', onError); // without a listener a dropped idle connection ends the process
  pool.setMaxListeners(50); // each queue and each worker listens to it
  return pool;
}
