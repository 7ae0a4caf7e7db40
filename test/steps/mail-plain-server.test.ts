/** Receiving from servers without IDLE, MOVE, UIDPLUS and CONDSTORE: all is taken, news is asked for, and nobody else's mail is removed. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openMailbox } from '../../src/external/imap-mailbox.js';
import { STORED_KEYWORD } from '../../src/external/mailbox.js';
import { MailboxWatcher, type WatcherOptions } from '../../src/receive/mailbox-watcher.js';
import { rawMessage } from '../builders/mime.js';
import { startDovecot } from '../fakes/dovecot.js';
import { MemoryLedger } from '../fakes/memory-ledger.js';
import { type PlainImap, startPlainImap } from '../fakes/plain-imap.js';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let plain: PlainImap;
let ledger: MemoryLedger;
let running: MailboxWatcher[] = [];

beforeEach(async () => {
  plain = await startPlainImap();
  ledger = new MemoryLedger();
});
afterEach(async () => {
  await Promise.all(running.map((watcher) => watcher.stop()));
  running = [];
  await plain.stop();
});

function watch(changes: Partial<WatcherOptions> = {}, url = plain.url): MailboxWatcher {
  const watcher = new MailboxWatcher({
    open: () => openMailbox({ url, folder: 'INBOX', insecure: true, pollEveryMs: 100 }),
    ledger,
    mailbox: 'recueil@127.0.0.1',
    folder: 'INBOX',
    log: quiet,
    reconcileEveryMs: 60_000,
    backoff: { firstMs: 20, longestMs: 200 },
    ...changes,
  });
  running.push(watcher);
  watcher.start();
  return watcher;
}
const put = (...subjects: string[]): void => {
  for (const subject of subjects) plain.append(rawMessage({ subject }));
};
const marked = (count: number) => (now: MemoryLedger) =>
  now.all().filter((row) => row.marked).length >= count;
const NEVER = ['IDLE', 'MOVE', 'UID MOVE', 'EXPUNGE', 'UID EXPUNGE', 'CLOSE'];

describe('a server that knows IMAP4rev1 and nothing else', () => {
  test('all is taken, and what comes later by asking (NOOP), long before the timer', async () => {
    put('one', 'two');
    watch();
    await ledger.until(marked(2), 'what was there');
    put('three');
    await ledger.until(marked(3), 'asked for');
    put('four');
    await ledger.until(marked(4), 'and again');
    expect(ledger.taken).toEqual(['one', 'two', 'three', 'four']);
    expect(plain.list().map(({ flags }) => flags)).toEqual(Array(4).fill([STORED_KEYWORD]));
    expect(plain.commands).toContain('NOOP');
    expect(plain.commands.filter((command) => NEVER.includes(command))).toEqual([]);
  });

  test('one that is never heard of is found by the timer', async () => {
    watch({
      reconcileEveryMs: 200,
      open: () => openMailbox({ url: plain.url, folder: 'INBOX', insecure: true, pollEveryMs: 60_000 }),
    });
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    put('unheard');
    await ledger.until(marked(1), 'found');
    // The first is asked at once.
    expect(plain.commands.filter((command) => command === 'NOOP').length).toBeLessThan(2);
  });

  test('to move is to copy and to mark as \\Deleted: what others have marked stays, and nothing is copied twice', async () => {
    plain.append(rawMessage({ subject: 'theirs' }), ['\\Deleted']);
    put('ours');
    const first = watch({ after: { move: 'Traités' } });
    await ledger.until(marked(2), 'both taken');
    expect(plain.list('Trait&AOk-s').map(({ subject }) => subject)).toEqual(['theirs', 'ours']);
    expect(plain.list()).toMatchObject([
      { subject: 'theirs', flags: ['\\Deleted'] },
      { subject: 'ours', flags: ['\\Deleted'] },
    ]);
    await first.stop();
    watch({ after: { move: 'Traités' }, reconcileEveryMs: 50 });
    put('later');
    await ledger.until(marked(3), 'the next');
    await ledger.until(
      (now) => now.health.filter(({ state }) => state === 'watching').length > 4,
      'more looks',
    );
    expect(plain.list('Trait&AOk-s').map(({ subject }) => subject)).toEqual(['theirs', 'ours', 'later']);
    expect(ledger.taken).toEqual(['theirs', 'ours', 'later']);
    expect(plain.commands.filter((command) => NEVER.includes(command))).toEqual([]);
  });

  test('numbered anew while watching: all is looked at again, what is new alone is taken', async () => {
    put('one', 'two');
    watch({ reconcileEveryMs: 50 });
    await ledger.until(marked(2), 'two');
    plain.numberAnew();
    put('three');
    await ledger.until(marked(5), 'three under the new numbers');
    expect(ledger.taken).toEqual(['one', 'two', 'three']);
    expect(ledger.places).toBe(2);
  });

  test('without keywords the messages stay as they are, and are taken once', async () => {
    plain.refuseKeywords();
    put('one');
    const first = watch();
    await ledger.until(marked(1), 'one');
    await first.stop();
    watch();
    put('two');
    await ledger.until(marked(2), 'two');
    expect(ledger.taken).toEqual(['one', 'two']);
    expect(plain.list().map(({ flags }) => flags)).toEqual([[], []]);
  });
});

test('Dovecot with its extensions hidden: taken, polled for, copied and marked', async () => {
  const dovecot = await startDovecot({ without: ['IDLE', 'MOVE', 'UIDPLUS', 'CONDSTORE', 'ENABLE'] });
  try {
    await dovecot.deliver(rawMessage({ subject: 'one' }));
    const watcher = watch({ after: { move: 'Faits' } }, dovecot.imapUrl());
    await ledger.until(marked(1), 'one');
    await dovecot.deliver(rawMessage({ subject: 'two' }));
    await ledger.until(marked(2), 'two, by asking');
    await watcher.stop();
    const flags = (folder: string): string[] =>
      dovecot
        .doveadm('fetch', '-u', 'recueil', 'flags', 'mailbox', folder, 'all')
        .match(/(?<=flags: ).*|(?<=flags:)$/gm) ?? [];
    expect(flags('INBOX')).toHaveLength(2);
    expect(flags('INBOX').every((line) => line.includes('\\Deleted'))).toBe(true);
    expect(flags('Faits')).toHaveLength(2);
    expect(ledger.taken).toEqual(['one', 'two']);
  } finally {
    await dovecot.stop();
  }
});
