/**
 * The console in a real browser, on the whole service: from the one-time link to a confirmed case by keyboard, a doubt settled beside its
 * source, two investigators on one case, and a reminder seen, held and sent when its day has come.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { TOTP } from 'otpauth';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { complete, incomplete } from '../../scripts/demo/fillings.mjs';
import { tickByPen } from '../../scripts/demo/fill.mjs';
import { readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { Sweep } from '../../src/jobs/sweep.js';
import { type Running, start } from '../../src/start.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeAccount } from '../builders/accounts.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { openService, type Service } from '../journey/service.js';
import { lock } from '../sheets/routes.js';
import { until } from '../journey/program.js';

const study = loadStudy('studies/daratumumab');
const PASSWORD = 'quatre fiches bien relues';
const CLINICIAN = 'p.aubert@ch-trois-rivieres.test';
const MOST_KEYS = 10;
/** A Tuesday morning in Paris; it goes on from there as time does, and is moved where a test says so. */
let ahead = new Date('2026-12-01T09:00:00Z').getTime() - Date.now();
const now = (): Date => new Date(Date.now() + ahead);

let service: Service;
let running: Running;
let press: SheetPress;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];
const axeFound: string[] = [];

const at = (hash: string): string => `http://127.0.0.1:${running.port}/#${hash}`;
const account = () => ({ port: () => running.port, dataDir: service.dataDir });

async function deliver(from: string, bytes: Uint8Array): Promise<void> {
  const before = (await service.query('select 1 from cases')).length;
  await service.dovecot.deliver(await writeMail({ from, files: [{ name: 'fiche.pdf', bytes }] }));
  await until('a draft, and its letter', async () => {
    const cases = await service.query('select 1 from cases');
    const open = await service.query(`select 1 from letters where state in ('waiting', 'sending')`);
    const read = await service.query(`select 1 from messages where state <> 'answered'`);
    return cases.length > before && open.length === 0 && read.length === 0;
  });
}

async function openPage(of: BrowserContext): Promise<Page> {
  const opened = await of.newPage();
  opened.on('pageerror', ({ message }) => troubles.push(message));
  opened.on('console', (said) => {
    // A refusal is shown on the page; Chromium says it once more.
    if (said.type() === 'error' && !/status of 4\d\d/.test(said.text())) troubles.push(said.text());
  });
  return opened;
}

/** What axe calls serious or worse on the page as it stands. */
async function check(name: string, looked = page): Promise<void> {
  await looked.evaluate(axe.source);
  const found = await looked.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
  axeFound.push(...found.map((line) => `${name}: ${line}`));
}

/** Where the light stands, once it stands elsewhere than before. */
async function litPlace(before = ''): Promise<string> {
  const read = async (): Promise<string> =>
    (await page.locator('.lit-frame').first().getAttribute('style', { timeout: 30_000 })) ?? '';
  await until('another place lit', async () => (await read()) !== before, 30_000);
  return read();
}

beforeAll(async () => {
  service = await openService();
  const config = readConfig(service.env);
  running = await start(config, createLogger(config), { now });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
  page = await openPage(context);
  press = await openSheetPress(study, 'fr', complete);
  const short = await openSheetPress(study, 'fr', { ...incomplete, 'dara.route': '', 'patient.weight': '' });
  await deliver(CLINICIAN, await short({ 'patient.code': 'TR-2' }));
  await deliver(
    's.ortiz@chu-valmont.test',
    await tickByPen(
      await press({ 'patient.code': 'VAL-19', 'prior.rituximab_last': 'hiver 2018' }),
      'dara.route',
      'sc',
    ),
  );
  await deliver(
    'e.fabre@chu-valmont.test',
    await press({ 'patient.code': 'VAL-07', 'prior.rituximab_last': '06/2019' }),
  );
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await service.stop();
});

describe('the first account', () => {
  test('is made by the one-time link, with a password and a second factor', async () => {
    await page.goto(running.firstLink ?? '');
    const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
    await check('invitation');
    await page.fill('[name=email]', 'c.vasseur@etude-dara.test');
    await page.fill('[name=name]', 'Claire Vasseur');
    await page.fill('[name=password]', PASSWORD);
    await page.fill('[name=code]', '000000');
    await page.click('button[type=submit]');
    await page.getByRole('alert').waitFor();
    await page.fill('[name=code]', new TOTP({ secret }).generate({ timestamp: now().getTime() }));
    await page.click('button[type=submit]');
    await page.getByRole('heading', { name: 'À voir', exact: true }).waitFor();
    await check('à voir');
  });

  test('the link works once', async () => {
    const other = await openPage(await browser.newContext({ locale: 'fr-FR' }));
    await other.goto(running.firstLink ?? '');
    await other.getByText('Ce lien a déjà servi').waitFor();
    await other.goto(at('/'));
    await other.getByRole('heading', { name: 'Connexion' }).waitFor();
    await check('connexion', other);
    await other.context().close();
  });
});

describe('the review', () => {
  test(`a clean sheet is confirmed from the list with at most ${MOST_KEYS} keystrokes`, async () => {
    await page.goto(at('/cas'));
    await page.getByRole('link', { name: 'DARA-0003', exact: true }).waitFor();
    await check('cas');
    await page.locator('body').press('Shift');
    let keys = 0;
    const key = async (name: string): Promise<void> => {
      keys += 1;
      await page.keyboard.press(name);
    };
    await key('Enter');
    await page.getByRole('heading', { name: 'DARA-0003', exact: true }).waitFor();
    await page.locator('.paper image').waitFor();
    await key('c');
    await page.getByRole('dialog').getByText('Critères d’inclusion').waitFor();
    await page.getByRole('button', { name: /^Vu/ }).waitFor();
    await key('Enter');
    await page.getByText('conformes à la fiche reçue').waitFor();
    await key('Enter');
    await page.locator('dialog input[type=password]').waitFor();
    await page.keyboard.type(PASSWORD);
    await key('Enter');
    await until('a signature', async () => {
      const rows = await service.query(
        `select 1 from cases where reference = 'DARA-0003' and state = 'confirmed' and confirmed_by is not null`,
      );
      return rows.length === 1;
    });
    console.log(`a clean sheet is confirmed from the list with ${keys} keystrokes`);
    expect(keys).toBeLessThanOrEqual(MOST_KEYS);
  });

  test('the next draft comes by itself, and the source moves with the answer', async () => {
    await page.getByRole('heading', { name: /DARA-000[12]/ }).waitFor();
    await page.goto(at('/cas/DARA-0002'));
    await page.getByRole('heading', { name: 'DARA-0002', exact: true }).waitFor();
    const first = await litPlace();
    await page.keyboard.press('n');
    const second = await litPlace(first);
    await page.keyboard.press('n');
    expect(await litPlace(second)).not.toBe(second);
    await check('relecture');
  });

  test('a doubt is settled with its own control, a sure answer with a reason', async () => {
    await page.getByText('Voie d’administration', { exact: true }).first().click();
    await page.keyboard.press('e');
    await page.locator('form.editor').getByText('Intraveineuse', { exact: true }).click();
    await page.locator('form.editor button[type=submit]').click();
    await page.locator('form.editor').waitFor({ state: 'detached' });

    await page.keyboard.press('v');
    await page.getByText('Poids', { exact: false }).first().click();
    await page.keyboard.press('e');
    await page.locator('form.editor input[type=text]').first().fill('63');
    await page.keyboard.press('Enter');
    await page.getByText('Une réponse sûre change').waitFor();
    await page.locator('form.editor input[type=text]').last().fill('relu sur la fiche');
    await page.keyboard.press('Enter');
    await page.locator('form.editor').waitFor({ state: 'detached' });
    const { body } = await read<{
      answers: Record<string, { value: unknown; origin: string; by: { why: string } }>;
    }>('/api/cases/DARA-0002');
    expect(body.answers['dara.route']).toMatchObject({ value: 'iv', origin: 'person' });
    expect(body.answers['patient.weight']).toMatchObject({ value: 63, by: { why: 'relu sur la fiche' } });
  });

  test('a confirmed case is reopened with a reason', async () => {
    await page.goto(at('/cas/DARA-0003'));
    await page.getByRole('button', { name: 'Rouvrir' }).click();
    await page.locator('dialog input[type=text]').fill('le clinicien corrige une date');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Confirmer/ }).waitFor();
    const [row] = await service.query<{ state: string }>(
      `select state from cases where reference = 'DARA-0003'`,
    );
    expect(row?.state).toBe('draft');
  });

  test('two investigators on one case: the second is told, and nobody’s work is lost', async () => {
    const other = await makeAccount(account(), { role: 'investigator', name: 'Hugo Lambert', now });
    const second = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
    const [name = '', value = ''] = other.cookie.split('=');
    await second.addCookies([{ name, value, url: `http://127.0.0.1:${running.port}` }]);
    const beside = await openPage(second);
    await page.goto(at('/cas/DARA-0003'));
    await page.getByRole('heading', { name: 'DARA-0003', exact: true }).waitFor();
    await beside.goto(at('/cas/DARA-0003'));
    await beside.getByRole('heading', { name: 'DARA-0003', exact: true }).waitFor();
    await page.getByTitle(/Hugo Lambert/).waitFor();
    // Both begin on the same answer.
    for (const one of [page, beside]) {
      await one.getByText('Poids', { exact: false }).first().click();
      await one.keyboard.press('e');
    }
    await page.locator('form.editor input[type=text]').first().fill('70');
    await beside.locator('form.editor input[type=text]').first().fill('80');
    await save(page);
    await page.locator('form.editor').waitFor({ state: 'detached' });
    await save(beside);
    await beside.getByText('Claire Vasseur vient de changer cette réponse').waitFor();
    expect(await beside.locator('form.editor input[type=text]').first().inputValue()).toBe('80');
    await check('deux personnes', beside);
    await second.close();

    async function save(one: Page): Promise<void> {
      await one.keyboard.press('Enter');
      await one.locator('form.editor input[type=text]').nth(1).fill('relu');
      await one.keyboard.press('Enter');
    }
  });
});

describe('the mail', () => {
  test('messages, letters and reminders to come are shown', async () => {
    await page.goto(at('/courrier'));
    await page.getByText(CLINICIAN).first().waitFor();
    await check('courrier');
    await page.goto(at('/etude'));
    await page.getByRole('heading', { name: 'Par centre' }).waitFor();
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    await check('étude');
    const list =
      'email;centre\nappel.un@chu-appel.test;CHU d’Appel\npas une adresse;CHU d’Appel\nappel.deux@chu-appel.test;\n';
    await page.setInputFiles('input[type=file]', {
      name: 'liste.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(list),
    });
    await page.getByText('2 nouveaux, 0 modifiés, 0 inchangés').waitFor();
    await page.getByText('ligne 3 : ce n’est pas une adresse électronique').waitFor();
    await page.getByRole('button', { name: 'Lancer l’appel…' }).click();
    await page.getByRole('dialog').getByText('2 lettres partiront, fiches vierges jointes.').waitFor();
    await check('appel à cas');
    await page.getByRole('dialog').getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('2 appels prévus').waitFor();
    const called = page.getByRole('row').filter({ hasText: 'appel.un@chu-appel.test' });
    await called.getByText(/appel prévu|sans réponse/).waitFor();
    await check('étude, contacts');
    await page.goto(at('/reglages'));
    await page.getByText('c.vasseur@etude-dara.test').first().waitFor();
    await check('réglages');
  });

  test('in English as well: every page, by keyboard where it has keys', async () => {
    await page.getByRole('button', { name: /Votre menu/ }).click();
    await page.getByLabel('Langue').selectOption('en');
    await page.getByRole('link', { name: 'Settings' }).waitFor();
    for (const [hash, heading] of [
      ['/', 'To see'],
      ['/cas', 'Cases'],
      ['/courrier', 'Mail'],
      ['/etude', 'Study'],
      ['/reglages', 'Settings'],
    ] as const) {
      await page.goto(at(hash));
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await check(`${heading} in English`);
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('search for a case or a centre').waitFor();
    await page.keyboard.press('Escape');
    await page.goto(at('/cas/DARA-0001'));
    await page
      .getByRole('button', { name: /^Accept\b/ })
      .first()
      .waitFor();
    await page.keyboard.press('?');
    await page
      .getByRole('dialog')
      .getByText(/ask the clinician/i)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Your menu/ }).click();
    await page.getByLabel('Language').selectOption('fr');
    await page.getByRole('link', { name: 'Réglages' }).waitFor();
  });

  test('a fax is put in, a case is typed from the start, a locked file is opened', async () => {
    const letters = service.smtp.messages.length;
    await page.goto(at('/cas'));
    await page.getByRole('button', { name: 'Déposer une fiche' }).click();
    const fax = {
      name: 'fax.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await press({ 'patient.code': 'FAX-1' })),
    };
    await page.locator('dialog input[type=file]').setInputFiles(fax);
    await page.locator('dialog').getByRole('button', { name: 'Déposer' }).click();
    await page.getByRole('link', { name: 'DARA-0004' }).waitFor();
    expect(service.smtp.messages.length).toBe(letters);

    await page.goto(at('/cas'));
    await page.getByRole('button', { name: 'Nouveau cas' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Créer' }).click();
    await page.getByRole('heading', { name: 'DARA-0005', exact: true }).waitFor();

    const locked = await lock(await press({ 'patient.code': 'MDP-1' }));
    const files = [{ name: 'fiche.pdf', bytes: locked }];
    await service.dovecot.deliver(await writeMail({ from: CLINICIAN, subject: 'Fiche protégée', files }));
    await page.goto(at('/courrier'));
    await page.getByRole('link', { name: 'Fiche protégée' }).click();
    await page.getByRole('button', { name: 'Donner le mot de passe' }).click();
    await page.locator('dialog input[type=password]').fill('secret');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'DARA-0006' }).waitFor();
    await check('message');
  });

  test('a reminder is seen and held; let go, it leaves in the thread when its day has come', async () => {
    await page.goto(at('/courrier'));
    await page.getByRole('link', { name: 'En attente' }).click();
    const row = page.getByRole('row').filter({ hasText: 'DARA-0001' }).first();
    await row.getByRole('button', { name: 'Retenir' }).click();
    await row.getByRole('button', { name: 'Laisser partir' }).waitFor();
    await check('en attente');
    const before = service.smtp.messages.length;
    ahead += 8 * 86_400_000;
    await running.app.get(Sweep).sweep();
    const id = `select id from reminders where state = 'held'`;
    // A week later the session has ended too: another investigator lets it go.
    const other = await makeAccount(account(), { role: 'investigator', name: 'Nora Chevalier', now });
    const [held] = await service.query<{ id: string }>(id);
    const released = await other.fetch(`/api/reminders/${held?.id ?? ''}/release`, { method: 'POST' });
    expect(released.status).toBe(200);
    const find = () => service.smtp.messages.slice(before).find(({ to }) => to.includes(CLINICIAN));
    await until('the reminder', () => find() !== undefined, 30_000);
    const reminder = find();
    expect(reminder?.raw).toMatch(/Auto-Submitted: auto-generated/i);
    expect(reminder?.raw).toMatch(/In-Reply-To:\s+<r\./i);
  });
});

test('axe finds nothing serious on any page', () => {
  expect(axeFound).toEqual([]);
});

test('the browser complained of nothing', () => {
  expect(troubles).toEqual([]);
});

function read<T>(path: string): Promise<{ body: T }> {
  return page.evaluate(async (asked) => ({ body: (await (await fetch(asked)).json()) as T }), path);
}
