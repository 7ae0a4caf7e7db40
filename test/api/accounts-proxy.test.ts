/** Behind the hospital's proxy: whose address counts, cookies that never leave https, guesses from everywhere; and the console's page. */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { foldAddress, nameAgent } from '../../src/accounts/who-asks.js';
import { serveConsole } from '../../src/http/console.js';
import { call, codeNow, makeAccount, PASSWORD } from '../builders/accounts.js';
import { openService, type Service } from '../journey/service.js';

const MINUTE = 60_000;
let service: Service;
let time = Date.now();
const now = (): Date => new Date(time);

beforeAll(async () => {
  service = await openService({
    env: { PUBLIC_URL: 'https://recueil.chu-valmont.test' },
    start: { now },
  });
  await service.start();
});
afterAll(() => service.stop());
beforeEach(() => void (time += 2 * MINUTE));

const signIn = (email: string, code: string, from: string, password = PASSWORD) =>
  call(service, '/api/session', {
    body: { email, password, code },
    headers: { 'x-forwarded-for': from, 'x-forwarded-proto': 'https' },
  });
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

describe('behind a proxy', () => {
  test('links lead to the public address; a cookie given over https stays there', async () => {
    const account = await makeAccount(service, { role: 'lead', now });
    const body = { email: 'hugo@chu-valmont.test', name: 'Hugo Lambert', role: 'reader' };
    expect(await (await account.fetch('/api/users', { body })).json()).toMatchObject({
      link: expect.stringMatching(/^https:\/\/recueil\.chu-valmont\.test\/#\/invitation\/[\w-]{43}$/),
    });
    time += MINUTE;
    const response = await signIn(account.email, codeNow(account.secret, now()), '203.0.113.7');
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/; Secure; SameSite=Strict$/)]);
  });

  test('what a caller writes before the proxy’s word does not make another address', async () => {
    const { email } = await makeAccount(service, { now });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 4; count += 1)
      codes.push(await codeOf(await signIn(email, '000000', `198.51.100.${count}, 203.0.113.9`)));
    expect(codes).toEqual([...Array<string>(3).fill('sign_in_refused'), 'sign_in_later']);
  });

  test('guesses from everywhere slow down everywhere but where the person has signed in before', async () => {
    const { email, secret } = await makeAccount(service, { now });
    time += MINUTE;
    expect((await signIn(email, codeNow(secret, now()), '203.0.113.50')).status).toBe(200);
    const heard = new Map<string | undefined, number>();
    for (let count = 0; count < 40; count += 1) {
      const code = await codeOf(await signIn(email, '000000', `198.51.100.${count}`));
      heard.set(code, (heard.get(code) ?? 0) + 1);
    }
    expect([...heard]).toEqual([
      ['sign_in_refused', 30],
      ['sign_in_later', 10],
    ]);
    time += 30_000;
    expect((await signIn(email, codeNow(secret, now()), '203.0.113.50')).status).toBe(200);
  });

  test('who tries one account after another from one address waits', async () => {
    const heard = new Map<string | undefined, number>();
    for (let count = 0; count < 105; count += 1) {
      const code = await codeOf(await signIn(`guess${count}@chu-valmont.test`, '000000', '192.0.2.1', 'x'));
      heard.set(code, (heard.get(code) ?? 0) + 1);
    }
    expect(heard.get('sign_in_refused')).toBe(100);
  });
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1:a:b:c:d', '2001:db8:0:1::/64'],
  ['2001:0DB8::0001:a:b:c:d', '2001:db8:0:1::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the address %s counts as %s', (address, counted) => {
  expect(foldAddress(address)).toBe(counted);
});

test('a browser is named in two words', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  expect(nameAgent(chrome)).toBe('Chrome, Linux');
  expect(nameAgent(`${chrome} Edg/140.0`)).toBe('Edge, Linux');
  expect(nameAgent('curl/8')).toBe('');
});

describe('the console', () => {
  test('is served at /, never from a cache, and runs nothing but its own', async () => {
    const response = await call(service, '/');
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split(';')).toEqual(
      expect.arrayContaining([
        ...["default-src 'self'", "script-src 'self'", "img-src 'self' blob:", "frame-ancestors 'none'"],
        "style-src 'self'",
      ]),
    );
    expect(policy).not.toContain('unsafe');
  });

  test('its files, named by their content, are kept for ever; what is not there is not the page', async () => {
    const folder = fileURLToPath(new URL('../../dist/console/assets', import.meta.url));
    const [name] = readdirSync(folder).filter((one) => one.endsWith('.js'));
    const { status, headers } = await call(service, `/assets/${name}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await call(service, '/assets/none.js')).status).toBe(404);
    expect((await call(service, '/../package.json')).status).toBe(404);
    expect(await (await call(service, '/health/live')).json()).toEqual({ status: 'ok' });
  });

  test('says in a line that it has not been built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recueil-console-'));
    class Nothing {}
    const app = await NestFactory.create<NestExpressApplication>(Nothing, { logger: false });
    try {
      serveConsole(app, { publicUrl: undefined, role: 'web', folder });
      await app.listen(0, '127.0.0.1');
      const response = await fetch(await app.getUrl());
      expect(response.status).toBe(503);
      expect(await response.text()).toMatch(/^.*npm run build.*\n$/);
    } finally {
      await app.close();
      await rm(folder, { recursive: true });
    }
  });
});
