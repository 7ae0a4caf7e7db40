/** The first link as the program prints it, and `recueil user` beside it: real processes, as an operator runs them. */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Account, call, readToken, useLink } from '../builders/accounts.js';
import { type Program, runProgram, until } from '../journey/program.js';
import { openService, type Service } from '../journey/service.js';

const FIRST_LINK =
  /^Premier compte.*First account.*: (http:\/\/127\.0\.0\.1:\d+\/#\/invitation\/[\w-]{43})$/m;
let service: Service;
let program: Program;
let port: number;
let lead: Account;
const at = { port: () => port };

beforeAll(async () => {
  service = await openService();
  program = runProgram({ ...service.env, LOG_LEVEL: 'info' });
  port = await program.ready;
});
afterAll(async () => {
  program.signal('SIGTERM');
  await program.ended;
  await service.stop();
});

function recueil(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const options = { cwd: tmpdir(), env: { PATH: process.env.PATH, ...service.env } };
    execFile(process.execPath, [resolve('dist/cli.js'), 'user', ...args], options, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

test('the program prints one line with the link to the first account, and keeps it out of its log', async () => {
  await until('the line is printed', () => FIRST_LINK.test(program.words()));
  const link = FIRST_LINK.exec(program.words())?.[1] ?? '';
  expect(program.words().split(readToken(link))).toHaveLength(2);
  lead = await useLink(at, link, { email: 'claire@chu-valmont.test' });
  expect((await lead.fetch('/api/users')).status).toBe(200);
});

test('the only lead has lost the second factor: reset gives a link, and the old credentials are void', async () => {
  const { code, out } = await recueil('reset', 'Claire@CHU-Valmont.test');
  expect(code).toBe(0);
  expect(out).toMatch(/^http:\/\/127\.0\.0\.1:0\/#\/invitation\/[\w-]{43}\n$/);
  expect((await lead.fetch('/api/sessions')).status).toBe(401);
  const body = { email: lead.email, password: lead.password, code: lead.code() };
  expect((await call(at, '/api/session', { body })).status).toBe(403);
  const renewed = await useLink(at, out.trim());
  expect([renewed.id, renewed.email]).toEqual([lead.id, lead.email]);
  lead = renewed;
});

test('add, list, disable', async () => {
  const added = await recueil('add', 'hugo@chu-valmont.test', '--name', 'Hugo Lambert', '--role', 'reader');
  expect(added).toMatchObject({ code: 0, err: '' });
  const hugo = await useLink(at, added.out.trim());
  const { out } = await recueil('list', '--json');
  expect(JSON.parse(out)).toMatchObject([
    { email: lead.email, role: 'lead', state: 'active' },
    { id: hugo.id, email: 'hugo@chu-valmont.test', name: 'Hugo Lambert', role: 'reader', state: 'active' },
  ]);
  expect((await recueil('disable', hugo.email)).code).toBe(0);
  expect((await hugo.fetch('/api/sessions')).status).toBe(401);
  expect((await recueil('list')).out).toContain('hugo@chu-valmont.test  Hugo Lambert  reader  disabled\n');
  const acts = await service.query('select act, actor from account_acts where user_id = $1 order by id', [
    hugo.id,
  ]);
  expect(acts).toEqual([
    { act: 'invited', actor: 'command' },
    { act: 'invitation_used', actor: hugo.id },
    { act: 'disabled', actor: 'command' },
  ]);
});

test.each([
  ['the last lead', ['disable', 'claire@chu-valmont.test'], 'the only lead'],
  ['an account that is not there', ['reset', 'nobody@chu-valmont.test'], 'no such account'],
  [
    'an address that is there',
    ['add', 'claire@chu-valmont.test', '--name', 'Claire'],
    'account with this address',
  ],
  ['no address', ['add', 'claire', '--name', 'Claire'], 'email'],
  ['no such role', ['add', 'x@chu-valmont.test', '--name', 'Xy', '--role', 'god'], 'role'],
])('refused: %s', async (_, args, words) => {
  const { code, out, err } = await recueil(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(words);
});
