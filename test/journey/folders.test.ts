/** Sheets that a filter put into Junk, where that folder is watched: read and answered like any other, and seen to come from there. */
import { afterEach, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { start } from '../../src/start.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress } from '../builders/sheets.js';
import { until } from './program.js';
import { openService, type Service } from './service.js';

let service: Service;
afterEach(() => service.stop());

const doveadm = (...args: string[]): string => service.dovecot.doveadm(...args);
const count = (folder: string): number =>
  doveadm('-f', 'tab', 'fetch', '-u', 'recueil', 'uid', 'mailbox', folder, 'all').trim().split('\n').length -
  1;

test('a sheet in Junk becomes a case, is answered and moved; the console shows the folder', async () => {
  service = await openService({
    env: { IMAP_FOLDER: 'INBOX,Junk', MAILBOX_AFTER: 'move:Traités' },
  });
  const press = await openSheetPress(loadStudy('studies/daratumumab'), 'fr', complete);
  const mail = async (code: string): Promise<Buffer> =>
    writeMail({
      from: `${code.toLowerCase()}@chu-valmont.test`,
      files: [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': code }) }],
    });
  doveadm('mailbox', 'create', '-u', 'recueil', 'Junk');
  await service.dovecot.deliver(await mail('JK-1'));
  doveadm('move', '-u', 'recueil', 'Junk', 'mailbox', 'INBOX', 'all');
  await service.dovecot.deliver(await mail('IN-1'));
  await service.start();
  await service.settled(2);
  expect((await service.cases()).map(({ answers }) => answers['patient.code']).sort()).toEqual([
    'IN-1',
    'JK-1',
  ]);
  expect(service.smtp.messages.flatMap(({ to }) => to).sort()).toEqual([
    'in-1@chu-valmont.test',
    'jk-1@chu-valmont.test',
  ]);
  const { body } = await service.get<{ rows: { from: string; folders: string[] }[] }>('/api/messages');
  expect(body.rows.map(({ from, folders }) => [from, folders]).sort()).toEqual([
    ['in-1@chu-valmont.test', ['INBOX']],
    ['jk-1@chu-valmont.test', ['Junk']],
  ]);
  await until('both moved', () => count('Traités') === 2);
  expect([count('INBOX'), count('Junk')]).toEqual([0, 0]);
}, 90_000);

test('a folder that is not there: the console says so and names those that are; the other is watched', async () => {
  service = await openService({ env: { IMAP_FOLDER: 'INBOX,Indésirables' } });
  doveadm('mailbox', 'create', '-u', 'recueil', 'Junk');
  await service.start();
  type Folder = { folder: string; isWell: boolean; what: { fr: string }; folders: string[] | null };
  const look = async (): Promise<Folder[]> =>
    (await service.get<{ folders: Folder[] }>('/api/mailbox')).body.folders;
  await until('said', async () => (await look()).some(({ folders }) => folders !== null));
  const found = await look();
  expect(found.find(({ folder }) => folder === 'INBOX')).toMatchObject({ isWell: true, folders: null });
  const missing = found.find(({ folder }) => folder === 'Indésirables');
  expect(missing).toMatchObject({ isWell: false, what: { fr: 'Le dossier n’existe pas' } });
  expect([...(missing?.folders ?? [])].sort()).toEqual(['INBOX', 'Junk']);

  // The name is put right: of the wrong one nothing is heard any more.
  await service.halt();
  const config = readConfig({ ...service.env, IMAP_FOLDER: 'INBOX,Junk' });
  const again = await start(config, createLogger(config));
  try {
    await until('both watched', async () => {
      const response = await fetch(`http://127.0.0.1:${again.port}/health/ready`);
      return response.status === 200;
    });
    const rows = await service.query('select folder, state from mailbox_folders order by folder');
    expect(rows).toEqual([
      { folder: 'INBOX', state: 'watching' },
      { folder: 'Indésirables', state: 'left' },
      { folder: 'Junk', state: 'watching' },
    ]);
  } finally {
    await again.stop();
  }
}, 60_000);
