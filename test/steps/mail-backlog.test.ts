/** The first start on a mailbox that is years old: its progress, new mail in the midst of it, and what “from now on” leaves alone. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { openMailbox } from '../../src/external/imap-mailbox.js';
import { type Mailbox } from '../../src/external/mailbox.js';
import { MailboxWatcher, type WatcherOptions } from '../../src/receive/mailbox-watcher.js';
import { type Running, start } from '../../src/start.js';
import { fillMaildir } from '../builders/maildir.js';
import { rawMessage } from '../builders/mime.js';
import { type Dovecot, startDovecot } from '../fakes/dovecot.js';
import { MemoryLedger } from '../fakes/memory-ledger.js';
import { until } from '../journey/program.js';
import { openService, type Service } from '../journey/service.js';

const COUNT = Number(process.env.BACKLOG_COUNT ?? 3000);
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe('a backlog, into PostgreSQL', () => {
  let service: Service;
  let part: Running | undefined;
  afterEach(async () => {
    await part?.stop();
    await service.stop();
  });

  /** Only receiving; nobody reads yet. */
  async function receive(): Promise<void> {
    const config = readConfig({ ...service.env, ROLE: 'mailbox' });
    part = await start(config, createLogger(config));
  }
  async function halt(): Promise<void> {
    await part?.stop();
    part = undefined;
  }
  const ask = async (sql: string): Promise<number> =>
    Number((await service.query<{ count: string }>(sql))[0]?.count);
  const entries = (): Promise<number> => ask('select count(*) from mailbox_entries');
  const progress = async (): Promise<{ done: number | null; of: number | null }> => {
    const [row] = await service.query<{ done: number | null; of: number | null }>(
      'select backlog_done as done, backlog_of as of from mailbox_folders',
    );
    return row ?? { done: null, of: null };
  };

  test('goes on where it stopped, downloads nothing twice, and lets new mail pass', async () => {
    service = await openService();
    fillMaildir(service.dovecot, COUNT);
    await receive();
    await until('begun', async () => ((await progress()).done ?? -1) >= 0 && (await entries()) >= 300);
    expect((await progress()).of).toBe(COUNT);
    await service.dovecot.deliver(rawMessage({ subject: 'new' }));
    // Not the folder's last to be taken, though it is the last in the folder.
    const newest = `select count(*) from mailbox_entries where uid = ${COUNT + 1}`;
    await until('the new one taken', async () => (await ask(newest)) === 1);
    const before = await ask(
      `select count(*) from mailbox_entries where id < (select id from mailbox_entries where uid = ${COUNT + 1})`,
    );
    expect(before).toBeLessThan(COUNT - 500);
    await halt();
    const stoppedAt = await entries();
    expect(stoppedAt).toBeLessThan(COUNT);
    expect(await progress()).toEqual({ done: null, of: null });

    await receive();
    const seen: number[] = [];
    await until('through', async () => {
      const { done } = await progress();
      if (done !== null) seen.push(done);
      return (await entries()) === COUNT + 1;
    });
    await until('and said to be', async () => (await progress()).of === null);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(stoppedAt);
    await halt();
    expect(await ask('select count(*) from messages')).toBe(COUNT + 1);
    // A stop ends what is under way: one batch may have been on the wire.
    expect(service.dovecot.downloads()).toBeGreaterThan(COUNT);
    expect(service.dovecot.downloads()).toBeLessThanOrEqual(COUNT + 1 + 50);

    // It is read first as well, before the thousands that were stored before it.
    await service.start();
    const read = `select count(*) from messages where state <> 'received'`;
    const newestRead = `${read} and id = (select message_id from mailbox_entries where uid = ${COUNT + 1})`;
    await until('the new one read', async () => (await ask(newestRead)) === 1);
    expect(await ask(read)).toBeLessThan(200);
    await service.halt();
  }, 180_000);

  test('“from now on” downloads none of them, now or later', async () => {
    service = await openService({ env: { MAILBOX_SINCE: 'now' } });
    fillMaildir(service.dovecot, COUNT * 5);
    await receive();
    await until('looked through', async () => (await entries()) === COUNT * 5);
    await service.dovecot.deliver(rawMessage({ subject: 'new' }));
    await until('the new one taken', async () => (await ask('select count(*) from messages')) === 1);
    await halt();
    expect(service.dovecot.downloads()).toBe(1);
    await receive();
    await service.dovecot.deliver(rawMessage({ subject: 'another' }));
    await until('and the next', async () => (await ask('select count(*) from messages')) === 2);
    await halt();
    expect(service.dovecot.downloads()).toBe(2);
  }, 120_000);
});

describe('what is old', () => {
  let dovecot: Dovecot;
  let ledger: MemoryLedger;
  let running: MailboxWatcher[] = [];
  afterEach(async () => {
    await Promise.all(running.map((watcher) => watcher.stop()));
    running = [];
    await dovecot.stop();
  });
  const open = (): Promise<Mailbox> =>
    openMailbox({ url: dovecot.imapUrl(), folder: 'INBOX', insecure: true });
  function watch(changes: Partial<WatcherOptions>): void {
    const watcher = new MailboxWatcher({
      ...{ open, ledger, mailbox: 'recueil@127.0.0.1', folder: 'INBOX', log: quiet },
      backoff: { firstMs: 20, longestMs: 100 },
      ...changes,
    });
    running.push(watcher);
    watcher.start();
  }

  test('a date takes from its first second on, whatever the server’s days', async () => {
    dovecot = await startDovecot();
    ledger = new MemoryLedger();
    const since = new Date('2026-03-05T00:00:00Z');
    const hours = [-2000, -73, -49, -48, -47, -25, -1, -1 / 3600, 0, 1, 30];
    fillMaildir(dovecot, hours.length, (at) => new Date(since.getTime() + (hours[at - 1] ?? 0) * 3_600_000));
    watch({ since });
    await ledger.until(
      (now) => now.all().filter(({ marked }) => marked).length === hours.length,
      'all known',
    );
    expect(ledger.taken).toEqual(['old 9', 'old 10', 'old 11']);
  });

  test('a connection lost while it looks through them takes nothing old for new', async () => {
    dovecot = await startDovecot();
    ledger = new MemoryLedger();
    // Of yesterday: each is asked for its date.
    fillMaildir(dovecot, 500, () => new Date(Date.now() - 24 * 3_600_000));
    let looks = 0;
    watch({
      since: 'now',
      open: async () => {
        const mailbox = await open();
        const describe = mailbox.describe.bind(mailbox);
        mailbox.describe = (uids) => {
          looks += 1;
          if (looks === 2) mailbox.destroy();
          return describe(uids);
        };
        return mailbox;
      },
    });
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    expect(ledger.health.some(({ state }) => state === 'unreachable')).toBe(true);
    expect(ledger.taken).toEqual([]);
    expect(ledger.all()).toHaveLength(500);
  });

  test('a folder that was empty at first takes whatever is put there later, old as it may be', async () => {
    dovecot = await startDovecot();
    ledger = new MemoryLedger();
    watch({ since: 'now' });
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    await Promise.all(running.splice(0).map((watcher) => watcher.stop()));
    fillMaildir(dovecot, 1);
    watch({ since: 'now' });
    await ledger.until(({ taken }) => taken.length === 1, 'taken');
    expect(ledger.taken).toEqual(['old 1']);
  });
});
