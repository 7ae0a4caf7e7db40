/**
 * `node scripts/screenshots.mjs`: the two pictures of the README, taken of the demo's own console in Chromium. `--all FOLDER` takes every page
 * at 1440 and 1100 px, light and dark, to be looked at.
 */
/* global localStorage -- in the page */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TOTP } from 'otpauth';
import { chromium } from 'playwright-core';
import { root, setUp } from './setup.mjs';

setUp({ tests: true });
const at = process.argv.indexOf('--all');
const all = at === -1 ? null : process.argv[at + 1];
const images = join(root, 'docs', 'images');
const dataDir = mkdtempSync(join(tmpdir(), 'recueil-pictures-'));
const demo = spawn(process.execPath, [join(root, 'scripts', 'demo.mjs')], {
  env: { ...process.env, DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => demo.once('close', resolve));

try {
  const link = await new Promise((resolve, reject) => {
    createInterface(demo.stdout).on('line', (line) => {
      const [found] = /http\S+#\/invitation\/\S+/.exec(line) ?? [];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error('the demo ended')));
  });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  await takeAll(browser, link);
  await browser.close();
} finally {
  demo.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}

async function takeAll(browser, link) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`console: ${message.text()}\n`);
  });
  const base = new URL(link).origin;
  const take = (name) => page.screenshot({ path: name });
  if (all) mkdirSync(all, { recursive: true });
  await page.goto(link);
  await page.waitForSelector('code');
  if (all) await take(join(all, 'invitation.png'));
  const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
  await page.fill('[name=email]', 'c.vasseur@etude-dara.test');
  await page.fill('[name=name]', 'Claire Vasseur');
  await page.fill('[name=password]', 'quatre fiches bien relues');
  await page.fill('[name=code]', new TOTP({ secret }).generate());
  await page.click('button[type=submit]');
  await page.waitForSelector('.bar');
  const cases = await page.evaluate(async () => (await (await fetch('/api/cases?limit=50')).json()).rows);
  const doubtful = cases.find(({ unsure }) => unsure > 1) ?? cases[0];
  // Everything typed on a scanned sheet is doubtful.
  const scanned = cases.reduce((most, one) => (one.unsure > most.unsure ? one : most), doubtful);
  const messages = await page.evaluate(async () => (await (await fetch('/api/messages')).json()).rows);
  const message = messages.find(({ references }) => references.length > 0);
  const pages = {
    'a-voir': '#/',
    cas: '#/cas',
    relecture: `#/cas/${doubtful.reference}`,
    scan: `#/cas/${scanned.reference}`,
    courrier: '#/courrier',
    message: `#/courrier/message/${message.id}`,
    etude: '#/etude',
    reglages: '#/reglages',
  };
  const settle = async (hash) => {
    await page.goto(`${base}/${hash}`);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(1200);
  };
  if (all) {
    for (const theme of ['light', 'dark']) {
      await page.evaluate((chosen) => localStorage.setItem('recueil.theme', chosen), theme);
      for (const width of [1440, 1100]) {
        await page.setViewportSize({ width, height: 900 });
        for (const [name, hash] of Object.entries(pages)) {
          await page.goto('about:blank');
          await settle(hash);
          if (name === 'relecture' || name === 'scan') await page.keyboard.press('n');
          if (name === 'scan') await page.keyboard.press('e');
          await page.waitForTimeout(400);
          await take(join(all, `${name}-${width}-${theme}.png`));
        }
      }
    }
    return;
  }
  await settle(pages.relecture);
  await page.keyboard.press('n');
  await page.waitForTimeout(800);
  await take(join(images, 'console-review.png'));
  await settle(pages.cas);
  await take(join(images, 'console-cases.png'));
}
