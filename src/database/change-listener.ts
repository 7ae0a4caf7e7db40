/**
 * What any process writes is told to those who listen (LISTEN and NOTIFY, see migrations/3-review.ts). One connection of its own,
 * for a pool's may be taken away; lost with its server, it comes back by itself, and says that something may have been missed.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type DataSource } from 'typeorm';

export const CHANGES_CHANNEL = 'recueil_changes';
const RETRY_MS = [100, 500, 2_000, 5_000];

export interface ChangeListener {
  /** Resolves when the connection is closed. */
  readonly stop: () => Promise<void>;
}

/** `missed`: the connection was lost, and is there again. */
export function listenToChanges(
  source: DataSource,
  told: { readonly change: (payload: string) => void; readonly missed: () => void },
): ChangeListener {
  const { url } = source.options as { readonly url?: string };
  const stopping = new AbortController();
  let client: pg.Client | null = null;
  const running = keepListening();

  async function keepListening(): Promise<void> {
    let failures = 0;
    for (let isFirst = true; !stopping.signal.aborted; isFirst = false) {
      try {
        const { lost } = await connect();
        failures = 0;
        if (!isFirst) told.missed();
        await lost;
      } catch {
        // The database is away: the pool's own users say so. Here there is only waiting.
      }
      if (stopping.signal.aborted) return;
      const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
      failures += 1;
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** `lost` resolves when it is there no longer: a promise for a promise would wait for both. */
  async function connect(): Promise<{ readonly lost: Promise<void> }> {
    const opened = new pg.Client({
      ...(url === undefined ? {} : { connectionString: url }),
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    const lost = new Promise<void>((resolve) => {
      opened.once('end', () => resolve());
      opened.on('error', () => resolve());
    });
    opened.on('notification', ({ payload }) => told.change(payload ?? ''));
    client = opened;
    await opened.connect();
    await opened.query(`listen ${CHANGES_CHANNEL}`);
    // Asked to stop meanwhile: nobody else will close it.
    if (stopping.signal.aborted) await opened.end();
    return { lost: lost.then(() => opened.end().catch(() => undefined)) };
  }

  return {
    stop: async () => {
      stopping.abort();
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}

/** Told to every listener when the transaction, if one is open, is committed. Ids and codes only: at most 8,000 bytes. */
export async function tellChange(source: DataSource, payload: string): Promise<void> {
  await source.query('select pg_notify($1, $2)', [CHANGES_CHANNEL, payload]);
}
