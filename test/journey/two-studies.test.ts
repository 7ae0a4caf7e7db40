/**
 * Two studies in one installation: one program, a service for each with its own settings, on one PostgreSQL server and one mail server.
 * Nothing crosses, and a sheet sent to the wrong mailbox is told to be another study's.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { Client } from 'pg';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetPdf } from '../../src/external/sheet-pdf.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling, type Written } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { type Dovecot, freePorts, startDovecot } from '../fakes/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp-sink.js';
import { getTestDatabase } from '../setup/test-database.js';
import { fillWithPdfLib } from '../sheets/routes.js';
import { type Program, runProgram, until } from './program.js';

interface Installed {
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly sheet: Buffer | Uint8Array;
}
interface Case {
  readonly reference: string;
}
const STUNG: Written = {
  'place.apiary': 'Rucher des Tilleuls',
  'place.hive': 'plastic',
  'keeper.ref': 'T-9',
  'keeper.sting.day': '04/06/2026',
  'keeper.signs.swelling': true,
  'keeper.honey': '1,5 L',
};

let dovecot: Dovecot;
let smtp: SmtpSink;
let dara: Installed;
let tiny: Installed;
const folders: string[] = [];
const running: Program[] = [];

async function install(
  folder: string,
  from: string,
  user: string,
  port: number,
  written: Written,
): Promise<Installed> {
  const dataDir = mkdtempSync(join(tmpdir(), 'recueil-two-'));
  folders.push(dataDir);
  const study = loadStudy(folder);
  return {
    user,
    sheet: await fillWithPdfLib(await writeSheetPdf(study, 'fr'), toFilling(study, written)),
    env: {
      DATABASE_URL: await getTestDatabase(),
      DATA_DIR: dataDir,
      STUDY: folder,
      IMAP_URL: dovecot.imapUrl(user),
      SMTP_URL: smtp.url,
      MAIL_FROM: from,
      MAIL_INSECURE: 'yes',
      PORT: String(port),
    },
  };
}
function run(env: Readonly<Record<string, string>>): Program {
  const program = runProgram(env);
  running.push(program);
  return program;
}
async function sendTo(place: Installed, from: string, sheet: Buffer | Uint8Array): Promise<void> {
  const raw = await writeMail({ from, files: [{ name: 'fiche.pdf', bytes: sheet }] });
  await dovecot.deliver(raw, place.user);
}
/** What the service's own API says, with the token of its own folder. */
async function listCases({ env }: Installed): Promise<string[]> {
  const token = readFileSync(join(env.DATA_DIR ?? '', 'api-token'), 'utf8').trim();
  const response = await fetch(`http://127.0.0.1:${env.PORT}/api/cases`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { rows: Case[] }).rows.map(({ reference }) => reference).sort();
}
async function ask<Row extends object>({ env }: Installed, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
async function lettersTo(address: string): Promise<{ from: string; subject: string; text: string }[]> {
  const own = smtp.messages.filter(({ to }) => to.includes(address));
  return Promise.all(
    own.map(async ({ raw }) => {
      const mail = await simpleParser(raw);
      return { from: mail.from?.text ?? '', subject: mail.subject ?? '', text: mail.text ?? '' };
    }),
  );
}

beforeAll(async () => {
  [dovecot, smtp] = await Promise.all([startDovecot(), startSmtpSink()]);
  const [one, other] = await freePorts(2);
  dara = await install('studies/daratumumab', 'Étude DARA <dara@etude-dara.test>', 'dara', one, complete);
  tiny = await install('test/studies/tiny', 'Étude TINY <ruche@etude-tiny.test>', 'ruche', other, STUNG);
  await Promise.all([run(dara.env).ready, run(tiny.env).ready]);
}, 120_000);
afterAll(async () => {
  for (const program of running) program.signal('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  await Promise.all([dovecot.stop(), smtp.stop()]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('each service takes its own mailbox, numbers its own cases and answers in its own name', async () => {
  // The same person takes part in both.
  const from = 'medecin@chu-valmont.test';
  await Promise.all([sendTo(dara, from, dara.sheet), sendTo(tiny, from, tiny.sheet)]);
  await smtp.waitFor(2, 60_000);
  expect(await listCases(dara)).toEqual(['DARA-0001']);
  expect(await listCases(tiny)).toEqual(['TINY-0001']);
  const letters = await lettersTo(from);
  const ofDara = letters.find(({ subject }) => subject.includes('DARA-0001'));
  const ofTiny = letters.find(({ subject }) => subject.includes('TINY-0001'));
  expect(ofDara?.from).toContain('dara@etude-dara.test');
  expect(ofTiny?.from).toContain('ruche@etude-tiny.test');
  expect(ofDara?.text).not.toMatch(/TINY|Ruche/);
  expect(ofTiny?.text).not.toMatch(/DARA|daratumumab/i);
  // Both watch: neither waits for the other's lock.
  for (const place of [dara, tiny])
    expect(await ask(place, 'select mailbox, state, error from mailbox_folders')).toEqual([
      { mailbox: `${place.user}@127.0.0.1`, state: 'watching', error: null },
    ]);
}, 120_000);

test('neither key nor token of one opens the other', async () => {
  const keys = [dara, tiny].map(({ env }) => readFileSync(join(env.DATA_DIR ?? '', 'key')));
  expect(keys[0]).not.toEqual(keys[1]);
  const token = readFileSync(join(dara.env.DATA_DIR ?? '', 'api-token'), 'utf8').trim();
  const response = await fetch(`http://127.0.0.1:${tiny.env.PORT}/api/cases`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(401);
});

test('a sheet in the other study’s mailbox makes no case; its sender is told, an investigator sees it', async () => {
  const before = smtp.messages.length;
  await sendTo(dara, 'apicultrice@tilleuls.test', tiny.sheet);
  await sendTo(tiny, 'egare@chu-valmont.test', dara.sheet);
  await smtp.waitFor(before + 2, 60_000);
  const [toKeeper] = await lettersTo('apicultrice@tilleuls.test');
  expect(toKeeper?.from).toContain('dara@etude-dara.test');
  expect(toKeeper?.text).toContain('c’est la fiche d’une autre étude');
  const [toPhysician] = await lettersTo('egare@chu-valmont.test');
  expect(toPhysician?.from).toContain('ruche@etude-tiny.test');
  expect(toPhysician?.text).toContain('Ruche unread other study');
  expect(await listCases(dara)).toEqual(['DARA-0001']);
  expect(await listCases(tiny)).toEqual(['TINY-0001']);
  for (const place of [dara, tiny])
    expect(await ask(place, `select kind from outcomes order by created_at desc limit 1`)).toEqual([
      { kind: 'unreadable' },
    ]);
}, 120_000);

test('one stops, the other goes on; what came meanwhile is taken when it is back', async () => {
  const first = running[0];
  first?.signal('SIGTERM');
  expect(await first?.ended).toBe(0);
  const before = smtp.messages.length;
  const press = await fillWithPdfLib(
    await writeSheetPdf(loadStudy('studies/daratumumab'), 'fr'),
    toFilling(loadStudy('studies/daratumumab'), { ...complete, 'patient.code': 'AUTRE-2' }),
  );
  await sendTo(dara, 'autre@chu-valmont.test', press);
  await sendTo(tiny, 'autre@tilleuls.test', tiny.sheet);
  await smtp.waitFor(before + 1, 60_000);
  expect(await lettersTo('autre@tilleuls.test')).toHaveLength(1);
  expect(await lettersTo('autre@chu-valmont.test')).toHaveLength(0);
  await run(dara.env).ready;
  await until('taken now', async () => (await lettersTo('autre@chu-valmont.test')).length === 1);
  expect(await listCases(dara)).toEqual(['DARA-0001', 'DARA-0002']);
}, 120_000);

test.each([
  [
    'the other’s database',
    () => ({ ...tiny.env, DATABASE_URL: dara.env.DATABASE_URL ?? '', PORT: '0' }),
    /“stings”.*“daratumumab”/,
  ],
  [
    'the other’s database and folder',
    () => ({ ...dara.env, STUDY: tiny.env.STUDY ?? '', PORT: '0' }),
    /“stings”.*“daratumumab”/,
  ],
  [
    'the other’s key',
    () => ({ ...tiny.env, KEY_FILE: join(dara.env.DATA_DIR ?? '', 'key'), PORT: '0' }),
    /key/i,
  ],
  ['the other’s port', () => ({ ...tiny.env, PORT: dara.env.PORT ?? '' }), /PORT is taken/],
])('a setting copied by mistake stops the start: %s', async (_what, env, words) => {
  const program = run(env());
  await expect(program.ready).rejects.toThrow(words);
  expect(await program.ended).toBe(3);
});
