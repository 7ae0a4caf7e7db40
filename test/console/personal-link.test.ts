/** In a real browser, as wide as a telephone: a clinician opens the link of a letter, answers, and is thanked. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress } from '../builders/sheets.js';
import { lastLetterTo, lettersTo, send } from '../journey/exchange.js';
import { until } from '../journey/program.js';
import { openService, type Service } from '../journey/service.js';

const study = loadStudy('studies/daratumumab');
const CLINICIAN = 'claire.vasseur@chu-valmont.test';
let service: Service;
let browser: Browser;
let page: Page;
let token: string;
const troubles: string[] = [];

beforeAll(async () => {
  service = await openService({ env: { PUBLIC_URL: 'http://recueil.chu-valmont.test' } });
  await service.start();
  const press = await openSheetPress(study, 'fr', complete);
  const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-71', 'patient.age': '' }) }];
  await send(service, await writeMail({ from: CLINICIAN, files }));
  const { mail } = await lastLetterTo(service, CLINICIAN);
  token = /\/answer#([a-z2-7]{50})/.exec(mail.text ?? '')?.[1] ?? '';
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'fr-FR' });
  page = await context.newPage();
  page.on('pageerror', ({ message }) => troubles.push(message));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await service.stop();
});

async function findFaults(): Promise<string[]> {
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  expect(isTooWide).toBe(false);
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

test('what is missing is answered there, asked about when unclear, and sent', async () => {
  await page.goto(`http://127.0.0.1:${service.port()}/answer#${token}`);
  await page.getByRole('heading', { name: /Compléter la fiche DARA-/ }).waitFor();
  const age = page.getByRole('textbox', { name: /Âge à la première perfusion/ });
  await age.fill('abc');
  expect(await findFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Nous n’avons pas bien compris cette réponse').waitFor();
  expect(await findFaults()).toEqual([]);
  await age.fill('52');
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Merci, vos réponses sont parties.').waitFor();
  await until('the acknowledgement', async () => (await lettersTo(service, CLINICIAN)).length === 2);
  await page.getByRole('button', { name: 'Voir ce qui reste' }).click();
  await page.getByText('il ne manque plus rien à cette fiche').waitFor();
  const [found] = await service.cases();
  expect(found?.answers['patient.age']).toBe(52);
  expect(troubles).toEqual([]);
});

test('a link that opens nothing says what to do instead', async () => {
  await page.goto(`http://127.0.0.1:${service.port()}/answer#${token.slice(1)}`);
  await page.reload();
  await page.getByRole('heading', { name: 'Ce lien n’ouvre plus rien' }).waitFor();
  await page.getByText('Répondez simplement à l’e-mail').waitFor();
  expect(await findFaults()).toEqual([]);
});
