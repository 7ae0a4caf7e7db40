/** Receiving, on a real Dovecot: every message is taken once, whatever people, servers and crashes do to the mailbox. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openMailbox } from '../../src/external/imap-mailbox.js';
import { type Mailbox, type MailboxOptions, STORED_KEYWORD } from '../../src/external/mailbox.js';
import { MailboxWatcher, type WatcherOptions } from '../../src/receive/mailbox-watcher.js';
import { rawMessage } from '../builders/mime.js';
import { type Dovecot, startDovecot } from '../fakes/dovecot.js';
import { MemoryLedger } from '../fakes/memory-ledger.js';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const MAILBOX = 'recueil@127.0.0.1';

let dovecot: Dovecot;
let ledger: MemoryLedger;
let running: MailboxWatcher[] = [];

beforeEach(async () => {
  dovecot = await startDovecot();
  ledger = new MemoryLedger();
});
afterEach(async () => {
  await Promise.all(running.map((watcher) => watcher.stop()));
  running = [];
  await dovecot.stop();
});

function open(changes: Partial<MailboxOptions> = {}): Promise<Mailbox> {
  return openMailbox({ url: dovecot.imapUrl(), folder: 'INBOX', insecure: true, ...changes });
}
function watch(changes: Partial<WatcherOptions> = {}): MailboxWatcher {
  const watcher = new MailboxWatcher({
    open: () => open({ folder: changes.folder ?? 'INBOX' }),
    ledger,
    mailbox: MAILBOX,
    folder: 'INBOX',
    log: quiet,
    backoff: { firstMs: 20, longestMs: 200, loginFirstMs: 50, loginLongestMs: 400 },
    ...changes,
  });
  running.push(watcher);
  watcher.start();
  return watcher;
}
async function deliver(...subjects: string[]): Promise<void> {
  for (const subject of subjects) await dovecot.deliver(rawMessage({ subject }));
}
const taken = (count: number) => (now: MemoryLedger) => now.taken.length >= count;
const marked = (count: number) => (now: MemoryLedger) =>
  now.all().filter((row) => row.marked).length >= count;
const flagsOf = (folder = 'INBOX'): string =>
  dovecot.doveadm('fetch', '-u', 'recueil', 'flags', 'mailbox', folder, 'all');

describe('what is taken', () => {
  test('all that is in the folder, \\Seen or not, and each gets the keyword', async () => {
    await deliver('one', 'two');
    dovecot.doveadm('flags', 'add', '-u', 'recueil', '\\Seen', 'mailbox', 'INBOX', 'subject', 'one');
    watch();
    await ledger.until(marked(2), 'both stored and marked');
    expect(ledger.taken).toEqual(['one', 'two']);
    expect(flagsOf().split(STORED_KEYWORD)).toHaveLength(3);
    // Reading leaves \Seen as it was: people look at the mailbox too.
    expect(flagsOf().split('\\Seen')).toHaveLength(2);
  });

  test('a message that arrives is taken at once by IDLE', async () => {
    watch({ reconcileEveryMs: 60_000 });
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    for (const subject of ['a', 'b', 'c']) {
      const sent = Date.now();
      await deliver(subject);
      await ledger.until(({ taken: [...all] }) => all.includes(subject), subject);
      expect(Date.now() - sent).toBeLessThan(5000); // Dovecot itself waits half a second
    }
    expect(ledger.taken).toEqual(['a', 'b', 'c']);
  });

  test('put in again under another UID, it is not taken twice', async () => {
    await deliver('one');
    watch({ reconcileEveryMs: 50 });
    await ledger.until(marked(1), 'first');
    dovecot.doveadm('copy', '-u', 'recueil', 'INBOX', 'mailbox', 'INBOX', 'subject', 'one');
    await ledger.until(marked(2), 'the copy is in the ledger too');
    expect(ledger.taken).toEqual(['one']);
  });

  test('a new UIDVALIDITY lists all again, and takes what is new alone', async () => {
    dovecot.doveadm('mailbox', 'create', '-u', 'recueil', 'Fiches');
    await deliver('one', 'two');
    dovecot.doveadm('move', '-u', 'recueil', 'Fiches', 'mailbox', 'INBOX', 'all');
    watch({ folder: 'Fiches', reconcileEveryMs: 50 });
    await ledger.until(marked(2), 'first two');
    dovecot.doveadm('copy', '-u', 'recueil', 'INBOX', 'mailbox', 'Fiches', 'all');
    dovecot.doveadm('mailbox', 'delete', '-u', 'recueil', 'Fiches');
    await new Promise((resolve) => setTimeout(resolve, 1100)); // UIDVALIDITY is a time in seconds
    dovecot.doveadm('mailbox', 'create', '-u', 'recueil', 'Fiches');
    await deliver('three');
    // The new one comes first and has a UID that was known under the old UIDVALIDITY.
    dovecot.doveadm('move', '-u', 'recueil', 'Fiches', 'mailbox', 'INBOX', 'subject', 'three');
    dovecot.doveadm('move', '-u', 'recueil', 'Fiches', 'mailbox', 'INBOX', 'all');
    await ledger.until(marked(5), 'all three in the new folder');
    expect(ledger.taken).toEqual(['one', 'two', 'three']);
    expect(ledger.places).toBe(2);
  });

  test('an oversize message is recorded by its headers, and the next one is taken', async () => {
    await dovecot.deliver(rawMessage({ subject: 'huge', body: 'x'.repeat(76).concat('\r\n').repeat(2000) }));
    await deliver('small');
    watch({ maxBytes: 100_000 });
    await ledger.until(marked(2), 'both');
    expect(ledger.taken).toEqual(['small']);
    expect(ledger.oversize).toHaveLength(1);
    expect(ledger.oversize[0]?.headers.toString()).toMatch(/^Subject: huge\r$/m);
    expect(ledger.oversize[0]?.size).toBeGreaterThan(150_000);
    expect(ledger.oversize[0]?.headers.length).toBeLessThan(2000);
  });

  test('a backlog of 1,000 is taken in pipelined batches', async () => {
    for (let start = 0; start < 1000; start += 100)
      await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          dovecot.deliver(rawMessage({ subject: String(start + at), body: 'x'.repeat(20_000) })),
        ),
      );
    const begun = Date.now();
    watch();
    await ledger.until(marked(1000), 'all', 50_000);
    expect(new Set(ledger.taken).size).toBe(1000);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});

describe('where it begins', () => {
  test('MAILBOX_SINCE=now leaves what is there, and a restart takes what came meanwhile', async () => {
    await deliver('old');
    const since = 'now' as const;
    await new Promise((resolve) => setTimeout(resolve, 1100)); // INTERNALDATE is in seconds
    const first = watch({ since });
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    await first.stop();
    await deliver('while away');
    watch({ since });
    await ledger.until(taken(1), 'the one that came');
    await deliver('after');
    await ledger.until(marked(3), 'and the next, both marked, and the one that was skipped');
    expect(ledger.taken).toEqual(['while away', 'after']);
    expect(flagsOf().split(STORED_KEYWORD)).toHaveLength(3);
  });

  test('a date takes what the mailbox received from then on', async () => {
    await deliver('old');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const since = new Date(Math.floor(Date.now() / 1000) * 1000);
    await deliver('new');
    watch({ since });
    await ledger.until(taken(1), 'the new one');
    expect(ledger.taken).toEqual(['new']);
  });
});

describe('what goes wrong', () => {
  test('a message that cannot be stored stops no other, and is tried again', async () => {
    let refusals = 0;
    ledger.refuse = (subject) =>
      subject === 'poison' && (refusals += 1) < 4 ? new Error('it cannot be stored') : undefined;
    await deliver('poison', 'two', 'three');
    watch();
    await ledger.until(marked(2), 'those behind it');
    expect(ledger.taken).toEqual(['two', 'three']);
    expect(flagsOf().split(STORED_KEYWORD)).toHaveLength(3);
    await ledger.until(marked(3), 'itself in the end');
    expect(ledger.taken).toEqual(['two', 'three', 'poison']);
    expect(ledger.health.some(({ error, waiting }) => error === 'not_stored' && waiting === 1)).toBe(true);
    await ledger.until((now) => now.health.at(-1)?.waiting === 0, 'and said to be well');
    expect(ledger.health.at(-1)).toMatchObject({ state: 'watching', error: null, waiting: 0 });
  });

  test('a ledger that stores nothing leaves the mailbox untouched, and all is taken when it is back', async () => {
    let down = true;
    ledger.refuse = () => (down ? new Error('no database') : undefined);
    const subjects = Array.from({ length: 12 }, (_, at) => `m${at}`);
    await deliver(...subjects);
    watch();
    await ledger.until((now) => now.health.some(({ error }) => error === 'ledger'), 'reported');
    expect(flagsOf()).not.toContain(STORED_KEYWORD);
    down = false;
    await ledger.until(marked(12), 'all');
    expect([...ledger.taken].sort()).toEqual([...subjects].sort());
  });

  test('killed between storing and marking, the mark is made at the next start without taking it again', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const killed = openedThenKilledAtMark();
    ledger.beforeMarked = () => held;
    await deliver('one');
    const first = watch({ open: killed.open });
    await ledger.until(taken(1), 'stored');
    await killed.at;
    await first.stop();
    release();
    expect(ledger.all().map((row) => row.marked)).toEqual([false]);
    expect(flagsOf()).not.toContain(STORED_KEYWORD);
    ledger.beforeMarked = () => Promise.resolve();
    watch();
    await ledger.until(marked(1), 'marked');
    expect(flagsOf()).toContain(STORED_KEYWORD);
    expect(ledger.taken).toEqual(['one']);
  });

  /** A mailbox whose connection is lost in the moment in which the first mark is asked for. */
  function openedThenKilledAtMark(): { open: () => Promise<Mailbox>; at: Promise<void> } {
    let reached = (): void => {};
    const at = new Promise<void>((resolve) => (reached = resolve));
    return {
      at,
      open: async () => {
        const mailbox = await open();
        mailbox.mark = () => {
          mailbox.destroy();
          reached();
          return Promise.reject(new Error('the connection is lost'));
        };
        return mailbox;
      },
    };
  }

  test('a dropped connection, and a server that restarts', async () => {
    watch();
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    dovecot.dropConnections();
    await deliver('after the drop');
    await ledger.until(taken(1), 'taken after a drop');
    await dovecot.halt();
    await ledger.until((now) => now.health.at(-1)?.state === 'unreachable', 'said to be out of reach');
    await dovecot.start();
    await deliver('after the restart');
    await ledger.until(taken(2), 'taken after a restart');
    expect(ledger.taken).toEqual(['after the drop', 'after the restart']);
  });

  test('an IDLE that died silently is made up for by the timer', async () => {
    watch({
      reconcileEveryMs: 300,
      open: async () => {
        const mailbox = await open();
        const waiting = mailbox.waitForNews.bind(mailbox);
        // No word from the server ever arrives while waiting.
        mailbox.waitForNews = async (signal, maxMs) => {
          const until = Date.now() + maxMs;
          for (;;) {
            const news = await waiting(signal, Math.max(0, until - Date.now()));
            if (news !== 'news') return news;
            await mailbox.list();
          }
        };
        return mailbox;
      },
    });
    await ledger.until((now) => now.health.some(({ state }) => state === 'watching'), 'watching');
    await deliver('unheard');
    await ledger.until(taken(1), 'found by the timer');
  });

  test('a password that stops working is reported as such, and watching resumes when it works again', async () => {
    const wrong = dovecot.imapUrl().replace('secret', 'wrong');
    let url = wrong;
    watch({ open: () => open({ url }) });
    await ledger.until((now) => now.health.some(({ state }) => state === 'refused'), 'refused');
    expect(ledger.health.at(-1)).toMatchObject({ state: 'refused', error: 'login' });
    url = dovecot.imapUrl();
    await deliver('one');
    await ledger.until(taken(1), 'taken again');
  });

  test('a message whose fetching ends the connection each time stops no other', async () => {
    await deliver('one', 'two', 'cursed', 'four', 'five');
    watch({
      open: async () => {
        const mailbox = await open();
        const fetchMany = mailbox.fetchMany.bind(mailbox);
        mailbox.fetchMany = async function* (uids) {
          for await (const message of fetchMany(uids)) {
            if (/^Subject: cursed\r$/m.test(message.raw.toString('latin1'))) {
              mailbox.destroy();
              throw new Error('connection reset');
            }
            yield message;
          }
        };
        return mailbox;
      },
    });
    await ledger.until(marked(4), 'the other four');
    expect([...ledger.taken].sort()).toEqual(['five', 'four', 'one', 'two']);
    await ledger.until((now) => now.health.some(({ waiting }) => waiting === 1), 'said to be waiting');
  });

  test('stop() ends quickly in the middle of a backlog, and nothing is lost or doubled', async () => {
    await deliver(...Array.from({ length: 60 }, (_, at) => String(at)));
    const first = watch();
    await ledger.until(taken(10), 'begun');
    const begun = Date.now();
    await first.stop();
    expect(Date.now() - begun).toBeLessThan(3000);
    expect(ledger.health.at(-1)).toMatchObject({ state: 'stopped' });
    watch();
    await ledger.until(marked(60), 'all');
    expect(new Set(ledger.taken).size).toBe(60);
    expect(ledger.taken).toHaveLength(60);
  });
});

describe('what is done to the mailbox', () => {
  test('moved to a folder that is made when it is not there', async () => {
    await deliver('one', 'two');
    watch({ after: { move: 'Traités' } });
    await ledger.until(marked(2), 'moved');
    expect(dovecot.doveadm('fetch', '-u', 'recueil', 'hdr.subject', 'mailbox', 'Traités', 'all')).toMatch(
      /one[^]*two/,
    );
    expect(flagsOf()).toBe('');
  });

  test('nothing, when so configured', async () => {
    await deliver('one');
    watch({ after: 'none' });
    await ledger.until(marked(1), 'stored');
    expect(flagsOf()).not.toContain(STORED_KEYWORD);
  });

  test('without MOVE and UIDPLUS it is copied and flagged, and what others flagged is not expunged', async () => {
    const old = await startDovecot({ without: ['MOVE', 'UIDPLUS'] });
    try {
      for (const subject of ['theirs', 'ours']) await old.deliver(rawMessage({ subject }));
      old.doveadm('flags', 'add', '-u', 'recueil', '\\Deleted', 'mailbox', 'INBOX', 'subject', 'theirs');
      const mailbox = await open({ url: old.imapUrl() });
      expect(await mailbox.mark([2], { move: 'Faits' })).toBe(true);
      await mailbox.close();
      const subjects = (folder: string): string[] =>
        old
          .doveadm('fetch', '-u', 'recueil', 'hdr.subject', 'mailbox', folder, 'all')
          .match(/(?<=subject: ).*/g) ?? [];
      expect(subjects('Faits')).toEqual(['ours']);
      expect(subjects('INBOX')).toEqual(['theirs', 'ours']);
    } finally {
      await old.stop();
    }
  });
});

describe('the connection', () => {
  test('plain is refused unless allowed in words; STARTTLS needs a trusted certificate', async () => {
    await expect(open({ insecure: false })).rejects.toMatchObject({ reason: 'tls' });
    const secured = await startDovecot({ tls: true });
    try {
      const url = secured.imapUrl();
      await expect(open({ url, insecure: false })).rejects.toMatchObject({ reason: 'tls' });
      const mailbox = await open({ url, insecure: false, tls: { ca: secured.ca ?? '' } });
      expect(mailbox.isOpen).toBe(true);
      await mailbox.close();
    } finally {
      await secured.stop();
    }
  });

  test('refusals are told apart, and none holds the password', async () => {
    const wrong = open({ url: dovecot.imapUrl().replace('secret', 'hunter2') });
    await expect(wrong).rejects.toMatchObject({ reason: 'login' });
    await expect(wrong).rejects.not.toThrow(/hunter2/);
    await expect(open({ folder: 'Absent' })).rejects.toMatchObject({ reason: 'folder' });
    await expect(open({ url: 'imap://a:b@127.0.0.1:9' })).rejects.toMatchObject({ reason: 'unreachable' });
  });
});
