/** The demo's mailbox, through the same parts as a real one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_USERS, type DemoMail, startDemoMail } from '../../scripts/demo/mail-server.mjs';
import { openMailbox } from '../../src/external/imap-mailbox.js';
import { openMailer } from '../../src/external/smtp.js';
import { MailboxWatcher } from '../../src/receive/mailbox-watcher.js';
import { rawMessage } from '../builders/mime.js';
import { MemoryLedger } from '../fakes/memory-ledger.js';

const [OURS = '', THEIRS = ''] = DEMO_USERS;
let demo: DemoMail;
beforeAll(async () => {
  demo = await startDemoMail();
});
afterAll(() => demo.stop());

test.each([['keyword' as const], ['none' as const], [{ move: 'Traités' }]])(
  'sent by SMTP, taken by IDLE, marked (%j)',
  async (after) => {
    const before = demo.inbox(OURS).length;
    const ledger = new MemoryLedger();
    const watcher = new MailboxWatcher({
      open: () => openMailbox({ url: demo.imapUrl(OURS), folder: 'INBOX', insecure: true }),
      ledger,
      mailbox: OURS,
      folder: 'INBOX',
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      after,
      since: 'all',
      reconcileEveryMs: 60_000,
    });
    const mailer = openMailer({ url: demo.smtpUrl, insecure: true });
    try {
      watcher.start();
      await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
      for (const subject of ['un', 'deux', 'trois'])
        await mailer.send({
          raw: Buffer.from(rawMessage({ subject: `${subject} é` })),
          envelope: { from: THEIRS, to: [OURS.replace('@', '+jeton@')] },
        });
      await ledger.until((now) => now.all().filter((row) => row.marked).length === before + 3, 'marked');
      expect(ledger.taken).toHaveLength(before + 3);
      expect(demo.inbox(THEIRS)).toHaveLength(0);
      const left = demo.inbox(OURS).length;
      expect(left).toBe(typeof after === 'object' ? 0 : before + 3);
    } finally {
      await watcher.stop();
      await mailer.close();
    }
  },
);

test('users are apart, and a wrong password is refused', async () => {
  demo.appendTo(THEIRS, rawMessage({ subject: 'pour eux' }));
  expect(await demo.waitFor(THEIRS, 1)).toHaveLength(1);
  const theirs = await openMailbox({ url: demo.imapUrl(THEIRS), folder: 'INBOX', insecure: true });
  const [uid = 0] = await theirs.list();
  expect((await theirs.fetchRaw(uid))?.raw.toString()).toContain('Subject: pour eux');
  await theirs.close();
  const wrong = openMailbox({
    url: demo.imapUrl(OURS).replace(':demo', ':no'),
    folder: 'INBOX',
    insecure: true,
  });
  await expect(wrong).rejects.toMatchObject({ reason: 'login' });
});
