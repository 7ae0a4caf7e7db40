/** Arrival in the mailbox → draft stored and reply handed to SMTP: 200 messages at 1 a second (WALK_COUNT for fewer). */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { findAnswered, openRig, percentile, tell, writeMails } from './rig.js';

const COUNT = Number(process.env.WALK_COUNT ?? 200);
const EVERY_MS = 1000;

test('walk', async () => {
  const rig = await openRig();
  try {
    const mails = await writeMails(COUNT);
    await rig.start().ready;
    const arrived = new Map<number, number>();
    const took: number[] = [];
    const watching = (async () => {
      for (let seen = 0; seen < COUNT; seen += 1) {
        const letters = await rig.smtp.waitFor(seen + 1, 600_000);
        const began = arrived.get(findAnswered(letters[seen]?.raw ?? ''));
        if (began !== undefined) took.push(performance.now() - began);
      }
    })();
    for (const [at, mail] of mails.entries()) {
      const next = delay(EVERY_MS);
      arrived.set(at + 1, performance.now());
      await rig.dovecot.deliver(mail);
      await next;
    }
    await watching;
    expect(took).toHaveLength(COUNT);
    tell(
      `arrival → draft stored and reply handed to SMTP, ${COUNT} messages at 1 a second`,
      `p50 ${percentile(took, 0.5).toFixed(0)} ms, p95 ${percentile(took, 0.95).toFixed(0)} ms`,
    );
  } finally {
    await rig.stop();
  }
});
