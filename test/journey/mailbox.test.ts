/** The mailbox as people and servers treat it: whatever its flags and numbers do, each message is taken once. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { type Config, readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { type Running, start } from '../../src/start.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { openService, type Service, type ServiceOptions } from './service.js';

const study = loadStudy('studies/daratumumab');
let pressed: Promise<SheetPress> | undefined;
let service: Service;
const others: Running[] = [];

/** A sheet of a patient and a sender of its own. */
async function sheetMail(code: string): Promise<Buffer> {
  pressed ??= openSheetPress(study, 'fr', complete);
  const files = [{ name: 'fiche.pdf', bytes: await (await pressed)({ 'patient.code': code }) }];
  return writeMail({ from: `${code.toLowerCase()}@chu-valmont.test`, files });
}
const open = async (options?: ServiceOptions): Promise<void> => {
  service = await openService(options);
};
const codes = async (): Promise<unknown[]> =>
  (await service.cases()).map(({ answers }) => answers['patient.code']).sort();
const mail = (...args: string[]): string => service.dovecot.doveadm(...args);

/** What the mailbox holds: `uid flags` lines of a folder. */
function list(folder: string): string[] {
  const text = mail('-f', 'tab', 'fetch', '-u', 'recueil', 'uid flags', 'mailbox', folder, 'all');
  return text.trim().split('\n').slice(1);
}

/** Until the condition holds; the state is asked for again each time. */
async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

afterEach(async () => {
  for (const running of others.splice(0)) await running.stop();
  await service.stop();
});

describe('the mailbox', () => {
  test('with mail that people have read: all of it is taken, once, across a restart, and given a keyword', async () => {
    await open();
    await service.dovecot.deliver(await sheetMail('LU-1'));
    mail('flags', 'add', '-u', 'recueil', '\\Seen', 'mailbox', 'INBOX', 'all');
    await service.start();
    await service.settled(1);
    await service.halt();
    // Two more while the service is away, one of them read by somebody.
    await service.dovecot.deliver(await sheetMail('LU-2'));
    mail('flags', 'add', '-u', 'recueil', '\\Seen', 'mailbox', 'INBOX', 'all');
    await service.dovecot.deliver(await sheetMail('LU-3'));
    await service.start();
    await service.settled(3);
    expect(await codes()).toEqual(['LU-1', 'LU-2', 'LU-3']);
    expect(service.smtp.messages).toHaveLength(3);
    await until(() => list('INBOX').every((line) => /Recueil/i.test(line)), 'a keyword on each message');
    expect(list('INBOX')).toHaveLength(3);
    // Its flags stay as people left them.
    expect(list('INBOX').map((line) => line.includes('\\Seen'))).toEqual([true, true, false]);
  });

  test('numbered anew (UIDVALIDITY): nothing is taken twice, and what is new is', async () => {
    await open();
    await service.dovecot.deliver(await sheetMail('UV-1'));
    await service.dovecot.deliver(await sheetMail('UV-2'));
    await service.start();
    await service.settled(2);
    await service.halt();
    const [before] = await service.query<{ uid_validity: string }>(
      'select distinct uid_validity from mailbox_entries',
    );
    mail(
      'mailbox',
      'update',
      '-u',
      'recueil',
      '--uid-validity',
      String(Number(before?.uid_validity) + 7),
      'INBOX',
    );
    await service.dovecot.deliver(await sheetMail('UV-3'));
    await service.start();
    await service.settled(3);
    await until(
      async () => (await service.query('select 1 from mailbox_entries')).length === 5,
      'five entries',
    );
    expect(await service.query('select distinct uid_validity from mailbox_entries')).toHaveLength(2);
    expect(await codes()).toEqual(['UV-1', 'UV-2', 'UV-3']);
    expect(await service.messages()).toHaveLength(3);
    expect(service.smtp.messages).toHaveLength(3);
  });

  test('copied to a new server in other bytes: the same messages are known, and nobody is written to again', async () => {
    await open();
    const raw = await sheetMail('MIG-1');
    await service.start();
    await service.dovecot.deliver(raw);
    await service.settled(1);
    await service.dovecot.deliver(Buffer.concat([Buffer.from('X-Migrated: yes\r\n'), raw]));
    const all = await service.settled(2);
    expect(all.map(({ outcomes }) => outcomes[0]).sort()).toEqual(['new', 'repeated']);
    expect(await codes()).toEqual(['MIG-1']);
    expect(service.smtp.messages).toHaveLength(1);
  });

  test('from which taken mail is moved', async () => {
    await open({ env: { MAILBOX_AFTER: 'move:Recueillies' } });
    await service.start();
    await service.dovecot.deliver(await sheetMail('MOVE-1'));
    await service.dovecot.deliver(await sheetMail('MOVE-2'));
    await service.settled(2);
    await until(() => list('INBOX').length === 0, 'an empty INBOX');
    expect(list('Recueillies')).toHaveLength(2);
    // Moved back by somebody: known, and moved again.
    mail('move', '-u', 'recueil', 'INBOX', 'mailbox', 'Recueillies', 'all');
    await until(() => list('INBOX').length === 0 && list('Recueillies').length === 2, 'moved again');
    expect(await codes()).toEqual(['MOVE-1', 'MOVE-2']);
    expect(service.smtp.messages).toHaveLength(2);
  });
});

describe('several processes on one database', () => {
  test('watch once, work together, and double nothing', async () => {
    await open();
    const part = async (role: Config['role']): Promise<void> => {
      const config = readConfig({ ...service.env, ROLE: role });
      others.push(await start(config, createLogger(config)));
    };
    await service.start();
    await part('mailbox');
    await part('worker');
    const [locks] = await service.query<{ held: string; sessions: string }>(
      `select count(*) filter (where granted) as held, count(*) as sessions from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
         and objsubid = 1`,
    );
    expect(locks?.held).toBe('1');
    const patients = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5', 'P-6'];
    for (const code of patients) await service.dovecot.deliver(await sheetMail(code));
    await service.settled(patients.length);
    expect(await codes()).toEqual(patients);
    expect(service.smtp.messages).toHaveLength(patients.length);
    expect(new Set(service.smtp.messages.flatMap(({ to }) => to)).size).toBe(patients.length);
    // The one that watched goes: another takes over.
    await service.halt();
    await service.dovecot.deliver(await sheetMail('P-7'));
    await service.smtp.waitFor(patients.length + 1, 30_000);
    expect(service.smtp.messages).toHaveLength(patients.length + 1);
  }, 120_000);
});
