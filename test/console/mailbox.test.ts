/** In a real browser: how far a backlog has come, which folder is missing and what is there instead, and where a message was found. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { makeAccount } from '../builders/accounts.js';
import { rawMessage } from '../builders/mime.js';
import { openService, type Service } from '../journey/service.js';

let service: Service;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  service = await openService({ env: { IMAP_FOLDER: 'Junk,Indésirables' } });
  service.dovecot.doveadm('mailbox', 'create', '-u', 'recueil', 'Junk');
  await service.dovecot.deliver(rawMessage({ subject: 'tombé dans les indésirables' }));
  service.dovecot.doveadm('move', '-u', 'recueil', 'Junk', 'mailbox', 'INBOX', 'all');
  await service.start();
  await service.settled(1);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
  const account = await makeAccount(service, { role: 'investigator', name: 'Nora Chevalier' });
  const [name = '', value = ''] = account.cookie.split('=');
  await context.addCookies([{ name, value, url: `http://127.0.0.1:${service.port()}` }]);
  page = await context.newPage();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await service.stop();
});

test('Réglages show the progress, and the folders that are there', async () => {
  // As the watcher of a folder says it in the midst of a backlog.
  await service.query(
    `insert into mailbox_folders (mailbox, folder, state, backlog_done, backlog_of, reconciled_at, updated_at)
     values ('recueil@127.0.0.1', 'Archives', 'watching', 12300, 50000, now(), now())`,
  );
  await page.goto(`http://127.0.0.1:${service.port()}/#/reglages`);
  const row = (folder: string) => page.getByRole('row').filter({ hasText: `· ${folder}` });
  await row('Archives').waitFor();
  const words = (await row('Archives').textContent()) ?? '';
  expect(words.replace(/\s/g, ' ')).toContain('12 300 sur 50 000 messages du dossier Archives lus');
  await row('Indésirables').getByText('Le dossier n’existe pas').waitFor();
  const missing = (await row('Indésirables').textContent()) ?? '';
  expect(missing).toMatch(/Dossiers présents\u202f: .*Junk/);
  expect(await row('Junk').textContent()).toContain('En ordre');
}, 60_000);

test('a message says in which folder it was found', async () => {
  const [message] = await service.messages();
  await page.goto(`http://127.0.0.1:${service.port()}/#/courrier/message/${message?.id}`);
  await page.getByRole('heading', { name: 'tombé dans les indésirables' }).waitFor();
  expect(await page.locator('dl.facts').textContent()).toContain('DossierJunk');
}, 60_000);
