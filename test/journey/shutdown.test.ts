/**
 * SIGTERM in the middle of work, on the embedded database: the program ends in time, PostgreSQL last; nothing is lost, and the next
 * start on the same folder goes on. Two programs may share the folder.
 */
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type Study } from '../../src/core/study/study.js';
import { findEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { type Dovecot, startDovecot } from '../fakes/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp-sink.js';
import { findSurvivors, listChildren, type Program, runProgram, until } from './program.js';

const STOP_WITHIN_MS = 15_000;
const study: Study = loadStudy('studies/daratumumab');
let press: SheetPress;
let dovecot: Dovecot;
let sink: SmtpSink;
let dataDir: string;
const running = new Set<Program>();

function run(env: Readonly<Record<string, string>> = {}): Program {
  const program = runProgram({
    DATA_DIR: dataDir,
    IMAP_URL: dovecot.imapUrl(),
    SMTP_URL: sink.url,
    MAIL_FROM: 'recueil@etude-dara.test',
    MAIL_INSECURE: 'yes',
    PORT: '0',
    ...env,
  });
  running.add(program);
  return program;
}

/** Stops it as an operating system does, and gives what it wrote from then on at the level of a warning or above. */
async function stop(program: Program): Promise<string[]> {
  const children = listChildren(program.pid);
  const before = program.words().length;
  const began = performance.now();
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(STOP_WITHIN_MS);
  running.delete(program);
  expect(await findSurvivors(children.filter((pid) => !isPostgres(pid)))).toEqual([]);
  return (
    program
      .words()
      .slice(before)
      .split('\n')
      .filter((line) => /"level":"(warn|error|fatal)"/.test(line) || (line !== '' && !line.startsWith('{')))
      // The first account's link, printed when it was ready: it may have been when it was asked to end.
      .filter((line) => !line.includes('/#/invitation/'))
  );
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

async function deliver(from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 1) {
    const bytes = await press({ 'patient.code': `VAL-${at}` });
    const mail = { from: `medecin${at}@chu-valmont.test`, files: [{ name: 'fiche.pdf', bytes }] };
    await dovecot.deliver(await writeMail(mail));
  }
}

async function query<Row extends object>(sql: string): Promise<Row[]> {
  const url = await findEmbeddedPostgres(dataDir);
  if (url === null) throw new Error('the database does not run');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every message drafted once, every letter sent once. */
async function expectAllDone(count: number): Promise<void> {
  await sink.waitFor(count, 60_000);
  const settled = async () => (await query(`select 1 from letters where state = 'sent'`)).length;
  await until('every letter noted as sent', async () => (await settled()) === count, 20_000);
  const [counts] = await query<Record<string, number>>(
    `select (select count(*)::int from messages where state = 'answered') as messages,
       (select count(*)::int from cases) as cases, (select count(*)::int from letters) as letters`,
  );
  expect(counts).toEqual({ messages: count, cases: count, letters: count });
  const ids = sink.messages.map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1]);
  expect(new Set(ids).size).toBe(count);
  expect(ids).toHaveLength(count);
}

beforeAll(async () => {
  press = await openSheetPress(study, 'fr', {
    'centre.hospital': 'CHU de Valmont',
    'disease.diagnosis': 'itp',
  });
});
beforeEach(async () => {
  [dovecot, sink, dataDir] = await Promise.all([
    startDovecot(),
    startSmtpSink(),
    mkdtemp(join(tmpdir(), 'recueil-stop-')),
  ]);
  // Under root the database runs as another account, which must pass through.
  await chmod(dataDir, 0o711);
});
afterEach(async () => {
  for (const program of running) program.signal('SIGTERM');
  await Promise.all([...running].map(({ ended }) => ended));
  running.clear();
  await Promise.all([dovecot.stop(), sink.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

describe('SIGTERM', () => {
  test('in the middle of work: in time, PostgreSQL last, nothing lost', async () => {
    const first = run();
    await first.ready;
    await deliver(1, 15);
    // The letter that is on its way when the end comes is waited for.
    await sink.waitFor(3, 60_000);
    sink.always({ kind: 'slow', ms: 1000 });
    await until(
      'a letter on its way',
      async () => (await query(`select 1 from letters where state = 'sending'`)).length > 0,
    );
    // Nothing lost its database: it was there until the last of them had closed.
    expect(await stop(first)).toEqual([]);
    expect(await findEmbeddedPostgres(dataDir)).toBeNull();
    expect(readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8')).toMatch(
      /database system is shut down\s*$/,
    );
    expect(sink.messages.length).toBeLessThan(15);

    sink.always({ kind: 'take' });
    const second = run();
    await second.ready;
    await deliver(16, 18);
    await expectAllDone(18);
    expect(await stop(second)).toEqual([]);
  }, 120_000);

  test('while it starts: it ends as well, and leaves no database behind', async () => {
    const program = run();
    await until('a beginning', () => existsSync(join(dataDir, 'postgres')));
    expect(await stop(program)).toEqual([]);
    expect(await findEmbeddedPostgres(dataDir)).toBeNull();
  }, 60_000);

  test('with a mail server that does not answer: in time, and the letter says that nobody knows', async () => {
    const first = run();
    await first.ready;
    sink.always({ kind: 'slow', ms: 15_000 });
    await deliver(1, 1);
    await until(
      'a letter on its way',
      async () => (await query(`select 1 from letters where state = 'sending'`)).length > 0,
    );
    await stop(first);
    const second = run();
    await second.ready;
    const states = async () =>
      (await query<{ state: string }>('select state from letters')).map(({ state }) => state);
    await until('an uncertain letter', async () => (await states())[0] === 'uncertain', 40_000);
    await stop(second);
  }, 120_000);
});

describe('two programs on one empty folder', () => {
  test('start at once, share the work, and the last one stops the database', async () => {
    const [one, other] = [run(), run()];
    await Promise.all([one.ready, other.ready]);
    await deliver(1, 8);
    await expectAllDone(8);
    // Whichever of them watched the mailbox, the other goes on.
    expect(await stop(one)).toEqual([]);
    expect(await findEmbeddedPostgres(dataDir)).not.toBeNull();
    await deliver(9, 10);
    await expectAllDone(10);
    expect(await stop(other)).toEqual([]);
    expect(await findEmbeddedPostgres(dataDir)).toBeNull();
  }, 120_000);
});
