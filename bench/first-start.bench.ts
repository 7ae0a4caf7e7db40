/** The first start on a mailbox of 50,000 old messages (FIRST_START_COUNT), and on a tenth of it: how fast they are stored, and in how much memory. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { withClient } from '../src/database/data-source.js';
import { findEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { fillMaildir } from '../test/builders/maildir.js';
import { until } from '../test/journey/program.js';
import { openRig, tell } from './rig.js';

const COUNT = Number(process.env.FIRST_START_COUNT ?? 50_000);

interface Measured {
  readonly seconds: number;
  readonly peak: number;
  readonly downloads: number;
}

test('first start', async () => {
  const few = await takeAll(COUNT / 10, 'all');
  const many = await takeAll(COUNT, 'all');
  const none = await takeAll(COUNT, 'now');
  expect(many.downloads).toBe(COUNT);
  expect(none.downloads).toBe(0);
  const rate = (count: number, { seconds }: Measured): string => (count / seconds).toFixed(0);
  tell(
    `first start on ${COUNT} / ${COUNT / 10} old messages: stored`,
    `${rate(COUNT, many)} / ${rate(COUNT / 10, few)} messages/s`,
  );
  tell('… memory of the service at its highest', `${many.peak} / ${few.peak} MB`);
  tell('… ratio', (many.peak / few.peak).toFixed(2));
  tell(
    `first start on ${COUNT} with MAILBOX_SINCE=now: through, nothing downloaded`,
    `${none.seconds.toFixed(1)} s`,
  );
});

/** From `ready` until each message is in the ledger. */
async function takeAll(count: number, since: string): Promise<Measured> {
  const rig = await openRig();
  try {
    fillMaildir(rig.dovecot, count);
    const program = rig.start({ ROLE: 'mailbox', MAILBOX_SINCE: since });
    await program.ready;
    const began = performance.now();
    const url = (await findEmbeddedPostgres(rig.dataDir)) ?? '';
    await withClient(url, (client) =>
      until(
        'all in the ledger',
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 250));
          const { rows } = await client.query<{ count: string }>('select count(*) from mailbox_entries');
          return Number(rows[0]?.count) === count;
        },
        1_200_000,
      ),
    );
    const seconds = (performance.now() - began) / 1000;
    const status = readFileSync(`/proc/${program.pid}/status`, 'utf8');
    const peak = Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    program.signal('SIGTERM');
    await program.ended;
    return { seconds, peak, downloads: rig.dovecot.downloads() };
  } finally {
    await rig.stop();
  }
}
