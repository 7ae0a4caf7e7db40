/** A hospital without IMAP: messages come as files, by the command, beside the running service; the rest of the walk is the same. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { readOwnResults } from '../../src/external/mail-auth.js';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { writeMsg } from '../builders/msg.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { lastLetterTo } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const AUTHSERV_ID = 'mx.etude-dara.test';
const SEPARATOR = 'From - Tue Nov 24 08:00:00 2026\n';
let service: Service;
let folder: string;
let blank: Uint8Array;

const attach = async (written: Written): Promise<{ name: string; bytes: Uint8Array }[]> => [
  { name: 'fiche.pdf', bytes: await fillWithPdfLib(blank, toFilling(study, written)) },
];
const asMbox = (mails: readonly Buffer[]): string =>
  mails.map((raw) => `${SEPARATOR}${raw.toString('latin1').replaceAll('\r', '')}\n`).join('');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
/** @param killAt kills the command once it has written so many lines */
async function recueil(args: readonly string[], killAt = Infinity): Promise<Ended> {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...service.env },
  });
  const lines: string[] = [];
  let err = '';
  child.stderr.on('data', (words: Buffer) => (err += words.toString()));
  createInterface(child.stdout).on('line', (line) => {
    if (lines.push(line) === killAt) child.kill('SIGKILL');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: lines.join('\n'), err };
}
const put = async (name: string, bytes: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return name;
};

beforeAll(async () => {
  [service, blank, folder] = await Promise.all([
    openService({ env: { IMAP_URL: '', AUTHSERV_ID } }),
    writeSheetPdf(study, 'fr'),
    mkdtemp(join(tmpdir(), 'recueil-import-')),
  ]);
  await service.start();
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the service runs without a mailbox, and nothing is red', async () => {
  expect((await service.get<object>('/health/ready')).status).toBe(200);
  const { code, out } = await recueil(['doctor']);
  expect([code, /^mailbox +none is watched/m.test(out)]).toEqual([0, true]);
});

test('a message in a file becomes a draft and is answered; its word on its sender is not believed', async () => {
  const forged = `${AUTHSERV_ID}; dmarc=pass header.from=chu-valmont.test`;
  const partial: Written = Object.fromEntries(
    Object.entries(complete).filter(([key]) => key !== 'patient.age'),
  );
  const mail = await writeMail({ from: 'a@chu-valmont.test', files: await attach(partial) });
  const raw = Buffer.concat([Buffer.from(`Authentication-Results: ${forged}\r\n`), mail]);
  // In the mailbox it would be.
  expect(readOwnResults(raw, AUTHSERV_ID)).toBe('pass');
  const ended = await recueil(['import', await put('fiche.txt', raw)]);
  expect(ended).toEqual({ code: 0, out: 'fiche.txt  1 stored, 0 already here', err: '' });
  await service.settled(1);
  const [made] = await service.cases();
  expect(made).toMatchObject({ reference: 'DARA-0001', state: 'draft', missing: ['patient.age'] });
  expect(await service.query('select authentication from messages')).toEqual([
    { authentication: 'unchecked' },
  ]);
  expect((await lastLetterTo(service, 'a@chu-valmont.test')).mail.subject).toContain('DARA-0001');
  // The same again, with the line ends of another system.
  const unix = await put('unix.eml', raw.toString('latin1').replaceAll('\r', ''));
  expect((await recueil(['import', unix])).out).toBe('unix.eml  0 stored, 1 already here');
});

test('the answer to its letter completes the case', async () => {
  const { mail } = await lastLetterTo(service, 'a@chu-valmont.test');
  const raw = await writeMail({
    from: 'a@chu-valmont.test',
    subject: `Re: ${mail.subject}`,
    inReplyTo: mail.messageId ?? '',
    references: mail.messageId ?? '',
    files: await attach(complete),
  });
  expect((await recueil(['import', await put('re.eml', raw)])).code).toBe(0);
  await service.settled(2);
  expect((await service.cases()).map(({ reference, missing }) => [reference, missing])).toEqual([
    ['DARA-0001', []],
  ]);
});

test('a folder: an mbox gives each of its cases, and what is no mail is named', async () => {
  await mkdir(join(folder, 'depot', 'plus'), { recursive: true });
  const mails = await Promise.all(
    ['VAL-71', 'VAL-72'].map(async (code) =>
      writeMail({
        from: `${code}@chu-valmont.test`,
        files: await attach({ ...complete, 'patient.code': code }),
      }),
    ),
  );
  await put('depot/plus/archive', asMbox(mails));
  await put('depot/vide.eml', '');
  await put('depot/notes.txt', 'Bonjour,\n');
  const ended = await recueil(['import', 'depot', 'absent.eml']);
  expect(ended.code).toBe(1);
  expect(ended.out).toBe('depot/plus/archive  2 stored, 0 already here');
  expect(ended.err.trim().split('\n')).toEqual([
    'depot/notes.txt  refused: this is neither a message (.eml, .msg) nor an mbox',
    'depot/vide.eml  refused: the file is empty',
    'absent.eml  refused: there is no such file',
  ]);
  await service.settled(4);
  const codes = (await service.cases()).map(({ answers }) => answers['patient.code']);
  expect(codes).toEqual([complete['patient.code'], 'VAL-71', 'VAL-72']);
});

test('an import that is killed is run again: nothing twice, nothing lost', async () => {
  const many = 300;
  const mails = await Promise.all(
    Array.from({ length: many }, (_, at) =>
      writeMail({
        from: `m${at}@chu-valmont.test`,
        headers: { 'Auto-Submitted': 'auto-replied' },
        text: `${at}`,
      }),
    ),
  );
  const file = await put('large.mbox', asMbox(mails));
  const [before] = await service.query<{ count: string }>('select count(*) from messages');
  const killed = await recueil(['import', '--json', file], 40);
  expect(killed.code).toBeNull();
  const again = await recueil(['import', '--json', file]);
  const told = again.out
    .split('\n')
    .map((line) => JSON.parse(line) as { message: number; was: string; id: string });
  expect(told.map(({ message }) => message)).toEqual(Array.from({ length: many }, (_, at) => at + 1));
  expect(new Set(told.map(({ id }) => id)).size).toBe(many);
  const known = told.filter(({ was }) => was === 'known').length;
  expect(known).toBeGreaterThanOrEqual(40);
  expect(known).toBeLessThan(many);
  const [after] = await service.query<{ count: string }>('select count(*) from messages');
  expect(Number(after?.count) - Number(before?.count)).toBe(many);
  // Each has had its job: none is left behind.
  await service.settled(Number(after?.count), 120_000);
});

const countMessages = async (): Promise<number> => (await service.query('select 1 from messages')).length;
const ofCode = async (code: string) =>
  (await service.cases()).find(({ answers }) => answers['patient.code'] === code);

test('messages that Outlook saved are read, answered and threaded as any other; the file as it came is kept', async () => {
  const from = 'outlook@chu-valmont.test';
  const { 'patient.age': _age, ...most } = complete;
  const written: Written = { ...most, 'patient.code': 'MSG-1' };
  const files = await attach(written);
  const before = await countMessages();
  const headers = (more: string) =>
    `From: ${from}\r\nTo: recueil@etude-dara.test\r\nDate: Mon, 2 Mar 2026 09:00:00 +0100\r\n${more}`;
  const sheet = writeMsg({
    from,
    subject: 'Fiche',
    text: 'La fiche.',
    headers: headers('Subject: Fiche\r\n'),
    files,
  });
  expect((await recueil(['import', await put('fiche.msg', sheet)])).out).toBe(
    'fiche.msg  1 stored, 0 already here',
  );
  await service.settled(before + 1);
  expect(await ofCode('MSG-1')).toMatchObject({ missing: ['patient.age'] });
  const [row] = await service.query<{ received: Date; authentication: string; size: number }>(
    `select received_at as received, authentication, size from messages order by created_at desc limit 1`,
  );
  expect(row).toEqual({
    received: new Date('2026-03-02T08:00:00Z'),
    authentication: 'unchecked',
    size: sheet.length,
  });
  const { mail } = await lastLetterTo(service, from);
  const thread = headers(`Subject: Re: Fiche\r\nIn-Reply-To: ${mail.messageId ?? ''}\r\n`);
  const reply = writeMsg({ from, subject: 'Re: Fiche', text: '13. 52', headers: thread });
  const again = ['import', await put('reponse.msg', reply), 'fiche.msg'];
  expect((await recueil(again)).out).toBe(
    'reponse.msg  1 stored, 0 already here\nfiche.msg  0 stored, 1 already here',
  );
  await service.settled(before + 2);
  expect(await ofCode('MSG-1')).toMatchObject({ missing: [], answers: { 'patient.age': 52 } });
});

test('a message that Outlook saved, attached to another, and one that is damaged', async () => {
  const before = await countMessages();
  const files = await attach({ ...complete, 'patient.code': 'MSG-2' });
  const inner = writeMsg({ from: 'interne@chu-valmont.test', subject: 'Fiche', text: 'La fiche.', files });
  const outer = await writeMail({
    from: 'chef@chu-valmont.test',
    files: [{ name: 'Fiche.msg', bytes: inner, type: 'application/vnd.ms-outlook' }],
  });
  // Where its own table lies is lost.
  const damaged = Buffer.from(inner).fill(0xff, 0x2c, 0x200);
  const ended = await recueil(['import', await put('tr.eml', outer), await put('coupe.msg', damaged)]);
  expect(ended.err).toBe('');
  await service.settled(before + 2);
  expect(await ofCode('MSG-2')).toMatchObject({ missing: [] });
  const [last] = await service.query<{ to_see: string | null }>(
    'select to_see from messages where size = $1 and imported order by created_at desc limit 1',
    [damaged.length],
  );
  expect(last?.to_see).not.toBeNull();
});
