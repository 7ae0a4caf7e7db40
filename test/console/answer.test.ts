/** In a real browser: an investigator answers a clinician's question beside the message, and plans the visit that was asked for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount } from '../builders/accounts.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { lastLetterTo, lettersTo, send } from '../journey/exchange.js';
import { until } from '../journey/program.js';
import { openService, type Service } from '../journey/service.js';

const study = loadStudy('studies/daratumumab');
const CLINICIAN = 'claire.vasseur@chu-valmont.test';
let service: Service;
let browser: Browser;
let page: Page;
let press: SheetPress;
const troubles: string[] = [];

beforeAll(async () => {
  service = await openService();
  await service.start();
  press = await openSheetPress(study, 'fr', complete);
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-41' }) }];
  await send(service, await writeMail({ from: CLINICIAN, files }));
  const { mail } = await lastLetterTo(service, CLINICIAN);
  const reply = (text: string, subject: string) =>
    writeMail({ from: CLINICIAN, inReplyTo: mail.messageId ?? '', subject, text });
  await send(
    service,
    await reply('Faut-il une nouvelle fiche à un an ?', 'Re: question'),
    await reply('VISITE', 'Re: visite'),
  );
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
  const account = await makeAccount(service, { role: 'investigator', name: 'Nora Chevalier' });
  const [name = '', value = ''] = account.cookie.split('=');
  await context.addCookies([{ name, value, url: `http://127.0.0.1:${service.port()}` }]);
  page = await context.newPage();
  page.on('pageerror', ({ message }) => troubles.push(message));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await service.stop();
});

async function open(hash: string): Promise<void> {
  await page.goto(`http://127.0.0.1:${service.port()}/#${hash}`);
}

async function findFaults(): Promise<string[]> {
  await page.evaluate(axe.source);
  // A colour on its way to another is neither of the two.
  await page.evaluate(
    'Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => undefined)',
  );
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

test('the question is answered beside it; what tells of the patient is refused and stays to be mended', async () => {
  const before = (await lettersTo(service, CLINICIAN)).length;
  await open('/courrier?toSee=true');
  await page.getByRole('link', { name: 'Re: question' }).click();
  const box = page.getByLabel('Votre réponse, envoyée dans le fil de ce message');
  await box.fill('Oui, pour VAL-41.');
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Ce texte contient le code du patient').waitFor();
  expect(await box.inputValue()).toBe('Oui, pour VAL-41.');
  await box.fill('Bonjour,\n\nOui, un court point suffit.');
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Votre réponse est partie.').waitFor();
  await until('the letter', async () => (await lettersTo(service, CLINICIAN)).length > before);
  const letter = await lastLetterTo(service, CLINICIAN);
  expect(letter.mail.text).toContain('Oui, un court point suffit.');
  const [asked] = await service.query<{ id: string }>(`select id from messages where to_see = 'words'`);
  expect(asked).toBeUndefined();
  expect(letter.header('In-Reply-To')).not.toBe('');
});

test('an answer that was held back goes at one click, to the address that is chosen', async () => {
  const [held] = await send(
    service,
    await writeMail({
      from: CLINICIAN,
      subject: 'Fiche, réponse au secrétariat',
      headers: { 'Reply-To': 'secretariat@webmail.test' },
      files: [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-42' }) }],
    }),
  );
  expect(held).toMatchObject({ letters: [], toSee: 'unanswered_reply_to_outside' });
  await open(`/courrier/message/${held?.id ?? ''}`);
  await page.getByRole('button', { name: 'Répondre quand même' }).waitFor();
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Répondre à secretariat@webmail.test' }).click();
  await page.getByRole('button', { name: 'Répondre quand même' }).waitFor({ state: 'detached' });
  await until('the letter', async () => (await lettersTo(service, 'secretariat@webmail.test')).length === 1);
});

test('what goes when, and why: held and let go from the list', async () => {
  for (const code of ['VAL-43', 'VAL-44']) {
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': code, 'patient.age': '' }) }];
    await send(service, await writeMail({ from: 'deux@chu-valmont.test', files }));
  }
  for (const width of [1440, 1100]) {
    await page.setViewportSize({ width, height: 900 });
    await open('/courrier/attente');
    await page.getByText('7 jours après la demande').first().waitFor();
    await page.getByText('en un seul message avec').first().waitFor();
    expect(await findFaults()).toEqual([]);
    const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(isTooWide).toBe(false);
  }
  const row = page.getByRole('row').nth(1);
  await row.getByRole('button', { name: 'Lire' }).click();
  await page.locator('dialog pre').getByText('STOP').waitFor();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Retenir' }).click();
  await row.getByRole('button', { name: 'Laisser partir' }).click();
  await row.getByRole('button', { name: 'Retenir' }).waitFor();
});

test('messages that came as files are imported, and what is none is said', async () => {
  const from = 'fichier@chu-valmont.test';
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-45' }) }];
  const raw = await writeMail({ from, subject: 'Fiche en fichier', files });
  await open('/courrier');
  await page.getByRole('button', { name: 'Importer des messages' }).click();
  const pick = (...list: { name: string; buffer: Buffer }[]) =>
    page
      .locator('dialog input[type=file]')
      .setInputFiles(list.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
  await pick(
    { name: 'fiché.eml', buffer: raw },
    { name: 'notes.txt', buffer: Buffer.from('rien') },
    { name: 'vide.eml', buffer: Buffer.alloc(0) },
  );
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  const told = page.locator('dialog [role=status] li');
  await told.first().waitFor();
  expect(await told.allInnerTexts()).toEqual([
    'fiché.eml 1 message importé',
    'notes.txt ni message (.eml, .msg), ni mbox',
    'vide.eml fichier vide',
  ]);
  expect(await findFaults()).toEqual([]);
  await pick({ name: 'encore.eml', buffer: raw });
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await page.locator('dialog').getByText('0 messages importés, 1 déjà reçu').waitFor();
  await page.getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('link', { name: 'Fiche en fichier' }).waitFor();
  await until('its letter', async () => (await lettersTo(service, from)).length === 1);
  const [row] = await service.query('select imported from messages order by created_at desc limit 1');
  expect(row).toEqual({ imported: true });
});

test('the visit is planned, and its invitation goes', async () => {
  const before = (await lettersTo(service, CLINICIAN)).length;
  await open('/courrier/visites');
  await page.getByRole('button', { name: 'Planifier' }).click();
  await page.getByLabel('Jour et heure').fill('2027-03-02T09:30');
  await page.getByLabel('Lieu', { exact: true }).fill('Bâtiment C, salle 4');
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await page.getByRole('cell', { name: 'prévue', exact: true }).waitFor();
  await until('the letter', async () => (await lettersTo(service, CLINICIAN)).length > before);
  const { mail, raw } = await lastLetterTo(service, CLINICIAN);
  expect(mail.text).toContain('Bâtiment C, salle 4');
  expect(raw).toContain('invitation.ics');
  await page.getByRole('button', { name: 'Faite' }).click();
  await page.getByRole('cell', { name: 'faite', exact: true }).waitFor();
  expect(troubles).toEqual([]);
});
