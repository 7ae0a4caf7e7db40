/** Folders as mailboxes have them: odd names, other people's, ones that are not there, and no room left. On a real Dovecot. */
import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { writeAlarm } from '../../src/core/letter/write-alarm.js';
import { openMailbox } from '../../src/external/imap-mailbox.js';
import { nameMailbox, STORED_KEYWORD } from '../../src/external/mailbox.js';
import { MailboxWatcher, type WatcherOptions } from '../../src/receive/mailbox-watcher.js';
import { rawMessage } from '../builders/mime.js';
import { type Dovecot, type DovecotOptions, startDovecot } from '../fakes/dovecot.js';
import { MemoryLedger } from '../fakes/memory-ledger.js';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let dovecot: Dovecot;
let ledger: MemoryLedger;
let running: MailboxWatcher[] = [];

async function open(options?: DovecotOptions): Promise<void> {
  dovecot = await startDovecot(options);
  ledger = new MemoryLedger();
}
afterEach(async () => {
  await Promise.all(running.map((watcher) => watcher.stop()));
  running = [];
  await dovecot.stop();
});

function watch(
  folder: string,
  changes: Partial<WatcherOptions> = {},
  url = dovecot.imapUrl(),
): MailboxWatcher {
  const watcher = new MailboxWatcher({
    open: () => openMailbox({ url, folder, insecure: true }),
    ledger,
    mailbox: nameMailbox(url),
    folder,
    log: quiet,
    reconcileEveryMs: 100,
    backoff: { firstMs: 20, longestMs: 100 },
    ...changes,
  });
  running.push(watcher);
  watcher.start();
  return watcher;
}
const marked = (count: number) => (now: MemoryLedger) =>
  now.all().filter((row) => row.marked).length >= count;
/** Puts a message into a folder, by way of the INBOX. */
async function file(subject: string, folder: string, user = 'recueil'): Promise<void> {
  await dovecot.deliver(rawMessage({ subject }), user);
  dovecot.doveadm('move', '-u', user, folder, 'mailbox', 'INBOX', 'subject', subject);
}
const fetch = (what: string, folder: string, user = 'recueil'): string =>
  dovecot.doveadm('fetch', '-u', user, what, 'mailbox', folder, 'all');

describe('names of folders', () => {
  test.each([
    'Reçus à l’étude',
    'INBOX.Étude & co',
    'Les "fiches" & autres',
    'Fiches, numérisées',
    'INBOX.Appel à cas 日本',
    'a\\b',
    '#1 {a} ~$',
  ])('%s: watched, and moved from and to', async (folder) => {
    await open();
    dovecot.doveadm('mailbox', 'create', '-u', 'recueil', folder);
    await file('one', folder);
    // As it would be written in .env.
    const settings = readConfig({ IMAP_FOLDER: `INBOX,"${folder}"`, MAILBOX_AFTER: `move:${folder} lues` });
    const asked = folder.includes('"')
      ? readConfig({ IMAP_FOLDER: `INBOX,${folder}` }).imapFolders[1]
      : settings.imapFolders[1];
    expect(asked).toBe(folder);
    const after = settings.mailboxAfter;
    watch(asked ?? '', { after });
    await ledger.until(marked(1), 'taken and moved');
    expect(ledger.taken).toEqual(['one']);
    expect(fetch('hdr.subject', folder)).toBe('');
    expect(fetch('hdr.subject', `${folder} lues`)).toContain('one');
  });

  test('one that is not there: said with those that are, and watched as soon as it is', async () => {
    await open();
    for (const name of ['Junk', 'Étude & co']) dovecot.doveadm('mailbox', 'create', '-u', 'recueil', name);
    watch('Indésirables');
    await ledger.until((now) => now.health.some(({ error }) => error === 'folder'), 'said');
    const said = ledger.health.find(({ error }) => error === 'folder');
    expect(said).toMatchObject({ state: 'unreachable', folder: 'Indésirables' });
    expect([...(said?.folders ?? [])].sort()).toEqual(['INBOX', 'Junk', 'Étude & co']);
    dovecot.doveadm('mailbox', 'create', '-u', 'recueil', 'Indésirables');
    await file('found', 'Indésirables');
    await ledger.until(marked(1), 'watched once it is there');
    await ledger.until((now) => now.health.at(-1)?.state === 'watching', 'and said to be');
    expect(ledger.health.at(-1)).toMatchObject({ error: null, folders: null });
  });
});

describe('a mailbox that several people share', () => {
  test('a folder of another account, in its namespace', async () => {
    await open({ shared: true });
    await dovecot.deliver(rawMessage({ subject: 'to all' }), 'etude');
    dovecot.doveadm(
      ...['acl', 'set', '-u', 'etude', 'INBOX', 'user=recueil', 'lookup', 'read', 'write', 'write-seen'],
    );
    watch('shared/etude/INBOX');
    await ledger.until(marked(1), 'taken and given its keyword');
    expect(ledger.taken).toEqual(['to all']);
    expect(fetch('flags', 'INBOX', 'etude')).toContain(STORED_KEYWORD);
  });

  test('one that may be read and not written: taken once, and left as it is', async () => {
    await open({ shared: true });
    await dovecot.deliver(rawMessage({ subject: 'to all' }), 'etude');
    dovecot.doveadm(...['acl', 'set', '-u', 'etude', 'INBOX', 'user=recueil', 'lookup', 'read']);
    const first = watch('shared/etude/INBOX');
    await ledger.until(({ taken }) => taken.length === 1, 'taken');
    await first.stop();
    watch('shared/etude/INBOX');
    await dovecot.deliver(rawMessage({ subject: 'again' }), 'etude');
    await ledger.until(({ taken }) => taken.length === 2, 'and the next');
    expect(ledger.taken).toEqual(['to all', 'again']);
    expect(fetch('flags', 'INBOX', 'etude')).not.toContain(STORED_KEYWORD);
  });

  test.each([
    ['etude\\partagee', 'etude%5Cpartagee'],
    ['recueil@chu-valmont.test/partagee', 'recueil%40chu-valmont.test%2Fpartagee'],
  ])('the login %s, percent-encoded in IMAP_URL', async (user, written) => {
    await open();
    const url = `imap://${written}:secret@127.0.0.1:${dovecot.port}`;
    const { imapUrl = '' } = readConfig({ IMAP_URL: url });
    expect(nameMailbox(imapUrl)).toBe(`${user}@127.0.0.1`);
    // The server knows whose mail it opened: a place of that name is made.
    const home = dovecot.maildir(user.replace(/@.*/, ''));
    expect(existsSync(home)).toBe(false);
    const mailbox = await openMailbox({ url: imapUrl, folder: 'INBOX', insecure: true });
    expect(await mailbox.list()).toEqual([]);
    await mailbox.close();
    expect(existsSync(home)).toBe(true);
  });
});

describe('no room left', () => {
  test('messages are read all the same, the trouble is said, and the moving is made up for', async () => {
    // Without MOVE a copy has to fit in beside the original for a moment.
    await open({ quota: 2, without: ['MOVE', 'UIDPLUS'] });
    for (const subject of ['one', 'two']) await dovecot.deliver(rawMessage({ subject }));
    const first = watch('INBOX', { after: { move: 'Lus' } });
    await ledger.until((now) => now.health.some(({ error }) => error === 'full'), 'said');
    expect(ledger.taken).toEqual(['one', 'two']);
    expect(ledger.health.at(-1)).toMatchObject({ state: 'watching', error: 'full', waiting: 0 });
    expect(fetch('flags', 'INBOX')).not.toContain('\\Deleted');
    await first.stop();
    dovecot.setQuota(10);
    dovecot.dropConnections();
    watch('INBOX', { after: { move: 'Lus' } });
    await ledger.until(marked(2), 'moved once there is room');
    await ledger.until((now) => now.health.at(-1)?.error === null, 'said to be well');
    expect(fetch('hdr.subject', 'Lus').match(/one|two/g)).toEqual(['one', 'two']);
    expect(ledger.taken).toEqual(['one', 'two']);
  });

  test('the letter to the lead says that messages are read, and what to do', () => {
    const { subject, text } = writeAlarm({
      study: 'DARA',
      folder: 'INBOX',
      trouble: 'full',
      since: '02/03/2026',
    });
    expect(subject).toBe('[DARA] La boîte aux lettres est pleine');
    expect(text).toContain('sont lus et reçoivent leur réponse');
    expect(text).toContain('are read and answered');
    expect(text).not.toMatch(/n’est plus relevé|has not been watched/);
  });
});
