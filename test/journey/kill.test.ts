/**
 * Watcher and workers are killed in the middle of a stream of messages and started again: every message is stored once and
 * drafted once, and every letter is sent once or says that its fate is unknown.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Study } from '../../src/core/study/study.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress } from '../builders/sheets.js';
import { findSurvivors, type Program, runProgram, until } from './program.js';
import { openService, type Service } from './service.js';

const MESSAGES = 200;
/** One in so many holds no sheet. */
const WITHOUT_SHEET_EVERY = 20;
const SHEETS = MESSAGES - MESSAGES / WITHOUT_SHEET_EVERY;

const UNSETTLED = `messages m where state not in ('answered', 'failed')
  or exists (select 1 from letters l where l.message_id = m.id and l.state in ('waiting', 'sending'))`;

const study: Study = loadStudy('studies/daratumumab');
const few = {
  'centre.hospital': 'CHU de Valmont',
  'patient.sex': 'F',
  'patient.birth_year': '1968',
  'disease.diagnosis': 'itp',
} as const;

let service: Service;
let mails: Buffer[];
const running = new Set<Program>();
const readers: number[] = [];
let watcher: Program;
let workers: [Program, Program];
let workerKills = 0;

function run(role: 'mailbox' | 'worker'): Program {
  const program = runProgram({ ...service.env, ROLE: role, LOG_LEVEL: 'info' });
  running.add(program);
  return program;
}

async function kill(program: Program): Promise<void> {
  readers.push(...(await program.kill()));
  running.delete(program);
}

async function count(sql: string): Promise<number> {
  const [row] = await service.query<{ count: string }>(`select count(*) from ${sql}`);
  return Number(row?.count);
}

async function writeMails(): Promise<Buffer[]> {
  const press = await openSheetPress(study, 'fr', few);
  const written: Buffer[] = [];
  for (let at = 1; at <= MESSAGES; at += 1) {
    const from = `Dr Vasseur <medecin${at}@chu-valmont.test>`;
    const files =
      at % WITHOUT_SHEET_EVERY === 0
        ? []
        : [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': `VAL-${at}` }) }];
    written.push(await writeMail({ from, files }));
  }
  return written;
}

/** Kills workers while a letter is on its way, and starts others in their place. */
async function killWorkersAt(letters: number, which: readonly (0 | 1)[]): Promise<void> {
  await service.smtp.waitFor(letters, 60_000);
  service.smtp.always({ kind: 'hold' });
  await service.smtp.waitForHeld();
  await Promise.all(which.map((at) => kill(workers[at])));
  workerKills += which.length;
  service.smtp.always({ kind: 'take' });
  for (const at of which) workers[at] = run('worker');
}

async function killWatcherAt(messages: number): Promise<void> {
  await until(`${messages} messages stored`, async () => (await count('messages')) >= messages);
  await kill(watcher);
  watcher = run('mailbox');
}

beforeAll(async () => {
  service = await openService();
  mails = await writeMails();
  watcher = run('mailbox');
  workers = [run('worker'), run('worker')];
  await Promise.all([watcher.ready, workers[0].ready, workers[1].ready]);
}, 60_000);

afterAll(async () => {
  await Promise.all([...running].map((program) => program.kill()));
  await service.stop();
});

describe('a stream of 200 messages, with the watcher and the workers killed in the middle', () => {
  test('settles', async () => {
    const delivered = (async () => {
      for (const mail of mails) await service.dovecot.deliver(mail);
    })();
    const watcherKilled = (async () => {
      for (const messages of [20, 80, 140]) await killWatcherAt(messages);
    })();
    await killWorkersAt(10, [0]);
    await killWorkersAt(40, [1]);
    await killWorkersAt(90, [0, 1]);
    await Promise.all([delivered, watcherKilled]);
    await until('all settled', async () => (await count(UNSETTLED)) === 0, 90_000);
  }, 180_000);

  test('every message is there once, and marked in the mailbox', async () => {
    expect(await count('messages')).toBe(MESSAGES);
    expect(await count('mailbox_entries')).toBe(MESSAGES);
    expect(await count(`messages where state <> 'answered'`)).toBe(0);
    await until('every mark', async () => (await count('mailbox_entries where marked_at is null')) === 0);
  });

  test('every sheet made one draft', async () => {
    expect(await count('cases')).toBe(SHEETS);
    expect(await count('(select distinct patient_digest from cases) c')).toBe(SHEETS);
    expect(await count('cases where version <> 1')).toBe(0);
    expect(await count('case_changes')).toBe(SHEETS);
    expect(await count(`readings where state = 'drafted'`)).toBe(SHEETS);
    expect(await count('attachments')).toBe(SHEETS);
    expect(await count(`outcomes where kind = 'new' and state = 'lettered'`)).toBe(SHEETS);
    expect(await count(`outcomes where kind = 'no_sheet' and state = 'silent'`)).toBe(MESSAGES - SHEETS);
  });

  test('every letter was sent once, or says that nobody knows', async () => {
    const letters = await service.query<{ state: string; mail_id: string }>(
      'select state, mail_id from letters',
    );
    const received = service.smtp.messages.map(
      ({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '',
    );
    expect(letters).toHaveLength(SHEETS);
    expect(new Set(received).size).toBe(received.length);
    const sent = letters.filter(({ state }) => state === 'sent').map(({ mail_id }) => mail_id);
    const uncertain = letters.filter(({ state }) => state === 'uncertain').map(({ mail_id }) => mail_id);
    expect(sent.length + uncertain.length).toBe(SHEETS);
    // Each kill was made while a letter was on its way, the last with both workers; a process sends one at a time.
    expect(uncertain.length).toBeGreaterThan(0);
    expect(uncertain.length).toBeLessThanOrEqual(workerKills);
    expect(sent.filter((id) => !received.includes(id))).toEqual([]);
    expect(received.filter((id) => !sent.includes(id) && !uncertain.includes(id))).toEqual([]);
  });

  test('nothing is left to do, and no reader outlived its worker', async () => {
    expect(await count('bullmq.job')).toBe(0);
    expect(readers.length).toBeGreaterThan(0);
    expect(await findSurvivors(readers)).toEqual([]);
  });
});
