/** Named advisory locks, for work that only one process may do at a time, and the lock of a case. */
import type pg from 'pg';
import { type DataSource, type EntityManager } from 'typeorm';

/** Held until the transaction ends; waits for its turn. */
export async function lockInTransaction(manager: EntityManager, name: string): Promise<void> {
  await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 817420251))`, [name]);
}

/** Held until the transaction ends, against whoever changes the case or decides by what it holds; rows that only name the case may still be written. */
export async function lockCase(manager: EntityManager, caseId: string): Promise<void> {
  await manager.query('select 1 from cases where id = $1 for no key update', [caseId]);
}

export interface HeldLock {
  /** Resolves when the lock is no longer held: released, or its connection was lost. */
  readonly lost: Promise<void>;
  readonly release: () => Promise<void>;
}

/** Takes a lock for as long as its own connection lives; null when another process holds it. */
export async function tryHoldLock(source: DataSource, name: string): Promise<HeldLock | null> {
  const runner = source.createQueryRunner();
  const client = (await runner.connect()) as pg.PoolClient;
  try {
    const [row] = (await runner.query(
      'select pg_try_advisory_lock(hashtextextended($1, 817420251)) as taken',
      [name],
    )) as [{ taken: boolean }];
    if (!row.taken) {
      await runner.release();
      return null;
    }
  } catch (error) {
    await runner.release();
    throw error;
  }
  const lost = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
  });
  let released = false;
  return {
    lost,
    release: async () => {
      if (released) return;
      released = true;
      await runner
        .query('select pg_advisory_unlock(hashtextextended($1, 817420251))', [name])
        .catch(() => undefined); // a lost connection has let go already
      await runner.release();
    },
  };
}
