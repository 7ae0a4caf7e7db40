/** The HTTP API: closed from the first day, clear in its refusals, and honest about the mailbox's health. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/log.js';
import { start } from '../../src/start.js';
import { rawMessage } from '../builders/mime.js';
import { openService, type Service } from '../journey/service.js';

let service: Service;
beforeAll(async () => {
  service = await openService();
  await service.start();
});
afterAll(() => service.stop());

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
}
const getOpenApi = async (): Promise<OpenApi> => (await service.get<OpenApi>('/api/openapi.json')).body;

/** What anyone may ask, to sign in at all. Whatever is added here is open to the whole network. */
const OPEN_ROUTES = [
  // The page of a personal link: its token is in the body.
  ...['look', 'save', 'send', 'code', 'prove'].map((act) => `post /api/answer/${act}`),
  'get /health/live',
  'get /health/ready',
  'get /api/session',
  'post /api/session',
  'post /api/invitations/look',
  'post /api/invitations/use',
];

describe('without the token', () => {
  test('every route but those of signing in and health is closed', async () => {
    const { paths } = await getOpenApi();
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method })),
    );
    const isOpen = ({ path, method }: { path: string; method: string }) =>
      OPEN_ROUTES.includes(`${method} ${path}`);
    expect(all.filter(isOpen)).toHaveLength(OPEN_ROUTES.length);
    const routes = all.filter((route) => !isOpen(route));
    expect(routes.length).toBeGreaterThanOrEqual(4);
    for (const { path, method } of [...routes, { path: '/api/openapi.json', method: 'get' }]) {
      const filled = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
      const response = await fetch(`http://127.0.0.1:${service.port()}${filled}`, {
        method: method.toUpperCase(),
      });
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.json()).toMatchObject({ code: 'http_401' });
    }
  });

  test('a wrong token is no token', async () => {
    expect((await service.get('/api/cases', 'x')).status).toBe(401);
  });

  test('health is open', async () => {
    expect(await service.get('/health/live', null)).toEqual({ status: 200, body: { status: 'ok' } });
  });
});

test('the token is readable by its owner alone', async () => {
  const { mode } = await stat(join(service.dataDir, 'api-token'));
  expect(mode & 0o777).toBe(0o600);
});

test('each route of the OpenAPI document says what it answers', async () => {
  const { openapi, paths } = await getOpenApi();
  expect(openapi).toMatch(/^3\./);
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { responses }] of Object.entries(methods))
      expect([path, method, Object.keys(responses).length > 0]).toEqual([path, method, true]);
});

test('refusals are JSON with a code and a safe message', async () => {
  expect(await service.get('/api/cases/DARA-9999')).toEqual({
    status: 404,
    body: { code: 'case_unknown', message: 'There is no case with this reference.' },
  });
  expect((await service.get('/api/cases?state=lost')).status).toBe(400);
  expect((await service.get('/api/cases/not a reference')).status).toBe(404);
});

test('a message is listed without a word of it', async () => {
  await service.dovecot.deliver(rawMessage({ from: 'Offres <offres@publicite.test>', subject: 'Soldes' }));
  await service.settled(1);
  const listed = await service.messages();
  expect(listed).toMatchObject([{ state: 'answered', outcomes: ['no_sheet'], letters: [] }]);
  expect(JSON.stringify(listed)).not.toMatch(/Soldes|publicite/);
  const { status, body } = await post(`/api/messages/${listed[0]?.id}/retry`);
  expect([status, body.code]).toEqual([409, 'message_not_failed']);
});

async function post(path: string): Promise<{ status: number; body: { code: string } }> {
  const token = (await readFile(join(service.dataDir, 'api-token'), 'utf8')).trim();
  const response = await fetch(`http://127.0.0.1:${service.port()}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as { code: string } };
}

describe('health', () => {
  test('is ready once the mailbox is watched', async () => {
    const deadline = Date.now() + 20_000;
    let answer = await service.get('/health/ready', null);
    while (answer.status !== 200 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      answer = await service.get('/health/ready', null);
    }
    expect(answer.body).toEqual({ status: 'ok', parts: { database: 'ok', mailbox: 'ok', smtp: 'ok' } });
  });

  test('says that the mailbox refuses the password', async () => {
    const other = await openService();
    try {
      const url = new URL(other.dovecot.imapUrl());
      url.password = 'wrong';
      const config = readConfig({ ...other.env, IMAP_URL: url.href });
      const running = await start(config, createLogger(config));
      try {
        const deadline = Date.now() + 20_000;
        let answer: { status: string; parts: { mailbox: string } };
        do {
          const response = await fetch(`http://127.0.0.1:${running.port}/health/ready`);
          answer = (await response.json()) as typeof answer;
          expect(response.status).toBe(503);
          await new Promise((resolve) => setTimeout(resolve, 50));
        } while (answer.parts.mailbox !== 'login' && Date.now() < deadline);
        expect(answer).toMatchObject({ status: 'not_ready', parts: { mailbox: 'login', database: 'ok' } });
      } finally {
        await running.stop();
      }
    } finally {
      await other.stop();
    }
  });
});
