/** Accounts from outside, with a clock that is moved: one-time links, signing in, delays, sessions, roles. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { offerFirstLink } from '../../src/accounts/offer-first-link.js';
import {
  type Account,
  call,
  codeNow,
  makeAccount,
  PASSWORD,
  readSetCookie,
  readToken,
  useLink,
} from '../builders/accounts.js';
import { openService, type Service } from '../journey/service.js';

const MINUTE = 60_000;
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
let service: Service;
let time = Date.now();
const now = (): Date => new Date(time);
const pass = (ms: number): void => void (time += ms);

beforeAll(async () => {
  service = await openService({ start: { now } });
  await service.start();
});
afterAll(() => service.stop());
/** Each test has codes of its own. */
beforeEach(() => pass(2 * MINUTE));

const make = (role: 'reader' | 'investigator' | 'lead' = 'investigator'): Promise<Account> =>
  makeAccount(service, { role, now });
const signIn = (
  body: { email: string; password: string; code: string },
  headers: Record<string, string> = {},
) => call(service, '/api/session', { body, headers });
interface Refusal {
  readonly code: string;
  readonly details?: { readonly retryAfter: number };
}
const refusal = async (response: Response): Promise<Refusal & { status: number }> => ({
  status: response.status,
  ...((await response.json()) as Refusal),
});
const acts = (userId: string): Promise<{ act: string; actor: string; detail: string | null }[]> =>
  service.query('select act, actor, detail from account_acts where user_id = $1 order by id', [userId]);

// First in this file: there is nobody yet.
describe('the first account', () => {
  test('comes from a link that is made anew at each start, and is good once', async () => {
    const session = await (await call(service, '/api/session')).json();
    expect(session).toMatchObject({ user: null, firstAccount: true, study: { prefix: 'DARA' } });
    const stale = (await offerFirstLink(service.app(), 'all')) ?? '';
    const link = (await offerFirstLink(service.app(), 'all')) ?? '';
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${service.port()}/#/invitation/[\\w-]{43}$`));
    const old = await call(service, '/api/invitations/look', { body: { token: readToken(stale) } });
    expect(await refusal(old)).toMatchObject({ status: 404, code: 'link_unknown' });

    const lead = await useLink(service, link, { now });
    const signedIn = await (await lead.fetch('/api/session')).json();
    expect(signedIn).toMatchObject({ user: { role: 'lead', initials: 'CDM' }, firstAccount: false });
    for (const path of ['look', 'use']) {
      const body = {
        token: readToken(link),
        email: 'x@y.test',
        name: 'Xy',
        password: PASSWORD,
        code: '123456',
      };
      const again = await call(service, `/api/invitations/${path}`, { body });
      expect(await refusal(again)).toMatchObject({ status: 404, code: 'link_unknown' });
    }
    expect(await offerFirstLink(service.app(), 'all')).toBeNull();
  });
});

describe('an invitation', () => {
  const invite = async (name = 'Nora Chevalier') => {
    const lead = await make('lead');
    const email = `nora${time}@chu-valmont.test`;
    const response = await lead.fetch('/api/users', { body: { email, name, role: 'investigator' } });
    expect(response.status).toBe(201);
    const { link, user } = (await response.json()) as { link: string; user: { id: string; state: string } };
    expect(user.state).toBe('invited');
    const token = readToken(link);
    const looked = await call(service, '/api/invitations/look', { body: { token } });
    return { email, id: user.id, lead, token, looked: (await looked.json()) as { secret: string } };
  };
  const use = (token: string, password: string, code: string) =>
    call(service, '/api/invitations/use', {
      body: { token, email: null, name: null, password, code, language: 'en' },
    });

  test('shows its secret, and keeps no token in the database', async () => {
    const { email, token, looked } = await invite();
    expect(looked).toMatchObject({
      purpose: 'invitation',
      email,
      name: 'Nora Chevalier',
      role: 'investigator',
    });
    expect(looked).toMatchObject({
      otpauthUrl: expect.stringContaining(looked.secret),
      qrSvg: expect.stringContaining('<svg'),
    });
    const rows = await service.query('select row_to_json(i)::text as row from invitations i');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(looked.secret);
  });

  test.each([
    'short',
    'motdepasse1234',
    'noranoranoranora',
    'aaaaaaaaaaaaaaaa',
    'Chevalier2026',
    '',
    'brume tilleul '.repeat(10),
  ])('refuses the password %p and stays good', async (password) => {
    const { token, looked } = await invite();
    const weak = await use(token, password, codeNow(looked.secret, now()));
    expect(await refusal(weak)).toMatchObject({ status: 400, code: 'password_weak' });
    expect((await use(token, PASSWORD, codeNow(looked.secret, now()))).status).toBe(200);
  });

  test('refuses a wrong code, then the right one signs in; the code does not sign in a second time', async () => {
    const { token, looked, email, id } = await invite();
    const right = codeNow(looked.secret, now());
    for (const code of [codeNow(looked.secret, new Date(time - 2 * MINUTE)), '', 'abcdef', `${right}0`])
      expect(await refusal(await use(token, PASSWORD, code))).toMatchObject({
        status: 400,
        code: 'code_wrong',
      });
    const used = await use(token, PASSWORD, right);
    expect(await used.json()).toMatchObject({ user: { id, email }, language: 'en', signedUntil: null });
    expect(await refusal(await signIn({ email, password: PASSWORD, code: right }))).toMatchObject({
      status: 403,
      code: 'sign_in_refused',
    });
    expect(await acts(id)).toMatchObject([
      { act: 'invited', detail: 'investigator' },
      { act: 'invitation_used', actor: id },
      { act: 'sign_in_refused', actor: 'nobody' },
    ]);
  });

  test('is used once, also by two at the same moment', async () => {
    const { token, looked } = await invite();
    const code = codeNow(looked.secret, now());
    const both = await Promise.all([use(token, PASSWORD, code), use(token, PASSWORD, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  test('expires after seven days', async () => {
    const { token } = await invite();
    pass(7 * 24 * 60 * MINUTE);
    expect((await call(service, '/api/invitations/look', { body: { token } })).status).toBe(404);
  });

  test('is replaced by a newer one, and ends with the account', async () => {
    const { token, lead, id } = await invite();
    const { link } = (await (await lead.fetch(`/api/users/${id}/reset`, { method: 'POST' })).json()) as {
      link: string;
    };
    expect((await call(service, '/api/invitations/look', { body: { token } })).status).toBe(404);
    const look = () => call(service, '/api/invitations/look', { body: { token: readToken(link) } });
    expect((await look()).status).toBe(200);
    await lead.fetch(`/api/users/${id}`, { method: 'PATCH', body: { disabled: true } });
    expect((await look()).status).toBe(404);
  });
});

describe('signing in', () => {
  test('asks for password and code; a code is good once', async () => {
    const { email, secret } = await make();
    pass(MINUTE);
    const code = codeNow(secret, now());
    const refused = { status: 403, code: 'sign_in_refused' };
    expect(await refusal(await signIn({ email, password: `${PASSWORD}!`, code }))).toMatchObject(refused);
    expect(await refusal(await signIn({ email, password: PASSWORD, code: '000000' }))).toMatchObject(refused);
    const response = await signIn({ email: ` ${email.toUpperCase()}`, password: PASSWORD, code });
    expect(response.status).toBe(200);
    expect(await refusal(await signIn({ email, password: PASSWORD, code }))).toMatchObject(refused);
  });

  test('the cookie is for this service alone, and says nothing', async () => {
    const { email, secret } = await make();
    pass(MINUTE);
    const response = await signIn({ email, password: PASSWORD, code: codeNow(secret, now()) });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^rc=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const rows = await service.query('select row_to_json(s)::text as row from sessions s');
    expect(JSON.stringify(rows)).not.toContain(readSetCookie(response).slice('rc='.length));
  });

  test('gives another session than the one before, which is over', async () => {
    const account = await make();
    pass(MINUTE);
    const body = { email: account.email, password: PASSWORD, code: codeNow(account.secret, now()) };
    const cookie = readSetCookie(await signIn(body, { cookie: account.cookie }));
    expect(cookie).not.toBe(account.cookie);
    expect((await account.fetch('/api/sessions')).status).toBe(401);
    expect((await call(service, '/api/sessions', { headers: { cookie } })).status).toBe(200);
  });

  test('does not take up a session that the browser was given by another', async () => {
    const { email, secret } = await make();
    pass(MINUTE);
    const planted = `rc=${'A'.repeat(43)}`;
    const response = await signIn(
      { email, password: PASSWORD, code: codeNow(secret, now()) },
      { cookie: planted },
    );
    expect(readSetCookie(response)).not.toBe(planted);
    expect((await call(service, '/api/sessions', { headers: { cookie: planted } })).status).toBe(401);
  });

  test('needs the header that other sites cannot set', async () => {
    const account = await make();
    const address = `http://127.0.0.1:${service.port()}/api/session`;
    const headers = { 'content-type': 'application/json', cookie: account.cookie };
    const crossed = await fetch(address, { method: 'POST', headers, body: '{}' });
    expect(await refusal(crossed)).toMatchObject({ status: 403, code: 'other_origin' });
    expect((await fetch(address, { method: 'DELETE', headers })).status).toBe(401);
    expect((await account.fetch('/api/sessions')).status).toBe(200);
  });

  test('an unknown account, a disabled one and one without credentials are refused alike', async () => {
    const [lead, gone, invited] = [await make('lead'), await make(), `new${time}@chu-valmont.test`];
    await lead.fetch(`/api/users/${gone.id}`, { method: 'PATCH', body: { disabled: true } });
    await lead.fetch('/api/users', { body: { email: invited, name: 'Paul Girard', role: 'reader' } });
    const answers: string[] = [];
    for (const email of ['nobody@chu-valmont.test', gone.email, invited]) {
      const heard: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        const response = await signIn({ email, password: PASSWORD, code: codeNow(SECRET, now()) });
        heard.push(`${response.status} ${await response.text()}`);
      }
      answers.push(heard.join('\n'));
    }
    expect(answers[0]).toContain('sign_in_refused');
    expect(answers[0]).toContain('sign_in_later');
    expect(new Set(answers).size).toBe(1);
  });
});

describe('whoever guesses waits', () => {
  const guess = (email: string) => signIn({ email, password: 'not-the-right-one', code: '123456' });

  test('longer each time, also across a restart; the right password must wait too', async () => {
    const { email, secret } = await make();
    for (let count = 0; count < 3; count += 1)
      expect((await refusal(await guess(email))).code).toBe('sign_in_refused');
    const waits: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      const later = await refusal(await guess(email));
      expect(later).toMatchObject({ status: 403, code: 'sign_in_later' });
      waits.push(later.details?.retryAfter ?? 0);
      if (count === 2) {
        await service.halt();
        await service.start();
        expect((await refusal(await guess(email))).details).toEqual(later.details);
      }
      pass((later.details?.retryAfter ?? 0) * 1000);
      expect((await refusal(await guess(email))).code).toBe('sign_in_refused');
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900]);

    const right = () => signIn({ email, password: PASSWORD, code: codeNow(secret, now()) });
    expect((await refusal(await right())).code).toBe('sign_in_later');
    pass(900_000);
    expect((await right()).status).toBe(200);
    expect((await refusal(await guess(email))).code).toBe('sign_in_refused');
  });

  test('a thousand at once are not one', async () => {
    const { email } = await make();
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess(email).then(refusal)));
    expect(answers.filter(({ code }) => code === 'sign_in_refused')).toHaveLength(3);
  });

  test('a colleague at the same address does not', async () => {
    const [guessed, colleague] = [await make(), await make()];
    pass(MINUTE);
    for (let count = 0; count < 5; count += 1) await guess(guessed.email);
    const body = { email: colleague.email, password: PASSWORD, code: codeNow(colleague.secret, now()) };
    expect((await signIn(body)).status).toBe(200);
  });
});

describe('a session', () => {
  const isOpen = async (account: Account) => (await account.fetch('/api/sessions')).status === 200;

  test('ends after an hour without a request, and what the page asks by itself is none', async () => {
    const account = await make();
    for (let count = 0; count < 3; count += 1) {
      pass(59 * MINUTE);
      expect(await isOpen(account)).toBe(true);
    }
    pass(59 * MINUTE);
    await account.fetch('/api/cases/DARA-0001/presence', { body: { name: null } });
    const read = await account.fetch('/api/sessions', { headers: { 'x-recueil': 'idle' } });
    expect(read.status).toBe(200);
    pass(MINUTE);
    expect(await isOpen(account)).toBe(false);
    expect(await (await account.fetch('/api/session')).json()).toMatchObject({ user: null });
  });

  test('ends after twelve hours, however busy', async () => {
    const account = await make();
    for (let count = 0; count < 23; count += 1) {
      pass(30 * MINUTE);
      expect(await isOpen(account)).toBe(true);
    }
    pass(30 * MINUTE);
    expect(await isOpen(account)).toBe(false);
  });

  test('is seen and ended by its owner, and by nobody else', async () => {
    const [account, other] = [await make('reader'), await make('lead')];
    pass(MINUTE);
    const second = await signIn(
      { email: account.email, password: PASSWORD, code: codeNow(account.secret, now()) },
      { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' },
    );
    const list = async () =>
      (await (await account.fetch('/api/sessions')).json()) as {
        id: string;
        current: boolean;
        agent: string;
      }[];
    const sessions = await list();
    // The one that asks is the one seen last.
    expect(sessions).toMatchObject([{ current: true }, { current: false, agent: 'Firefox, Windows' }]);
    const path = `/api/sessions/${sessions[1]?.id}`;
    expect((await other.fetch(path, { method: 'DELETE' })).status).toBe(404);
    expect((await account.fetch(path, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toHaveLength(1);
    const cookie = readSetCookie(second);
    expect((await call(service, '/api/sessions', { headers: { cookie } })).status).toBe(401);
    expect((await account.fetch('/api/session', { method: 'DELETE' })).status).toBe(204);
    expect(await isOpen(account)).toBe(false);
  });

  test('is signed for half an hour by the password', async () => {
    const account = await make();
    const sign = (password: string) => account.fetch('/api/session/sign', { body: { password } });
    expect((await refusal(await sign('not-the-right-one'))).code).toBe('sign_in_refused');
    expect(await (await sign(PASSWORD)).json()).toMatchObject({
      signedUntil: new Date(time + 30 * MINUTE).toISOString(),
    });
    pass(30 * MINUTE);
    expect(await (await account.fetch('/api/session')).json()).toMatchObject({ signedUntil: null });
  });

  test('speaks the language that is chosen', async () => {
    const account = await make();
    const change = await account.fetch('/api/session', { method: 'PATCH', body: { language: 'en' } });
    expect(await change.json()).toMatchObject({ language: 'en', user: { id: account.id } });
    const headers = { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.5' };
    expect(await (await call(service, '/api/session', { headers })).json()).toMatchObject({ language: 'en' });
  });
});

describe('the lead', () => {
  test('alone sees and changes accounts', async () => {
    for (const role of ['reader', 'investigator'] as const) {
      const account = await make(role);
      const refused = { status: 403, code: 'role' };
      expect(await refusal(await account.fetch('/api/users'))).toMatchObject(refused);
      const body = { email: 'x@chu-valmont.test', name: 'Paul Girard', role: 'lead' };
      expect(await refusal(await account.fetch('/api/users', { body }))).toMatchObject(refused);
      const raise = await account.fetch(`/api/users/${account.id}`, {
        method: 'PATCH',
        body: { role: 'lead' },
      });
      expect(await refusal(raise)).toMatchObject(refused);
    }
    const reader = await make('reader');
    expect(
      await refusal(await reader.fetch('/api/session/sign', { body: { password: PASSWORD } })),
    ).toMatchObject({
      code: 'role',
    });
    const lead = await make('lead');
    const body = { email: reader.email.toUpperCase(), name: 'Paul Girard', role: 'lead' };
    expect(await refusal(await lead.fetch('/api/users', { body }))).toMatchObject({
      status: 409,
      code: 'email_taken',
    });
    const users = (await (await lead.fetch('/api/users')).json()) as { id: string; state: string }[];
    expect(users).toContainEqual(expect.objectContaining({ id: reader.id, state: 'active', role: 'reader' }));
  });

  test('changes a role, and it counts with the next request', async () => {
    const [lead, account] = [await make('lead'), await make('reader')];
    const change = (body: object) => lead.fetch(`/api/users/${account.id}`, { method: 'PATCH', body });
    expect(await (await change({ role: 'lead' })).json()).toMatchObject({ role: 'lead' });
    expect((await account.fetch('/api/users')).status).toBe(200);
    await change({ role: 'reader' });
    expect((await account.fetch('/api/users')).status).toBe(403);
    expect((await acts(account.id)).slice(-2)).toMatchObject([
      { act: 'role_changed', actor: lead.id, detail: 'lead' },
      { act: 'role_changed', actor: lead.id, detail: 'reader' },
    ]);
  });

  test('disables an account: its sessions are over at once, and nobody signs in with it', async () => {
    const [lead, account] = [await make('lead'), await make()];
    const change = (disabled: boolean) =>
      lead.fetch(`/api/users/${account.id}`, { method: 'PATCH', body: { disabled } });
    expect(await (await change(true)).json()).toMatchObject({ state: 'disabled' });
    expect((await account.fetch('/api/sessions')).status).toBe(401);
    expect(
      await refusal(await lead.fetch(`/api/users/${account.id}/reset`, { method: 'POST' })),
    ).toMatchObject({
      code: 'user_disabled',
    });
    await change(false);
    // Enabled again, with the old credentials and no old session.
    expect((await account.fetch('/api/sessions')).status).toBe(401);
    pass(MINUTE);
    const body = { email: account.email, password: PASSWORD, code: codeNow(account.secret, now()) };
    expect((await signIn(body)).status).toBe(200);
  });

  test('resets password and second factor', async () => {
    const [lead, account] = [await make('lead'), await make()];
    const reset = await lead.fetch(`/api/users/${account.id}/reset`, { method: 'POST' });
    const { link } = (await reset.json()) as { link: string };
    expect((await account.fetch('/api/sessions')).status).toBe(401);
    pass(MINUTE);
    const old = { email: account.email, password: PASSWORD, code: codeNow(account.secret, now()) };
    expect((await refusal(await signIn(old))).code).toBe('sign_in_refused');
    const renewed = await useLink(service, link, { now });
    expect([renewed.id, renewed.email]).toEqual([account.id, account.email]);
    expect(renewed.secret).not.toBe(account.secret);
  });

  test('who is the last one stays, also when two leads send each other away at once', async () => {
    const [one, two] = [await make('lead'), await make('lead')];
    await service.query(`update users set disabled_at = now() where role = 'lead' and id <> all($1)`, [
      [one.id, two.id],
    ]);
    const send = (by: Account, whom: Account, body: object) =>
      by.fetch(`/api/users/${whom.id}`, { method: 'PATCH', body });
    const both = await Promise.all([send(one, two, { disabled: true }), send(two, one, { role: 'reader' })]);
    const statuses = both.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const left = statuses[0] === 200 ? one : two;
    // Who was sent away first may have lost her session before her own word was heard.
    expect(statuses.some((status) => [401, 403, 409].includes(status))).toBe(true);
    for (const body of [{ disabled: true }, { role: 'investigator' }])
      expect(await refusal(await send(left, left, body))).toMatchObject({ status: 409, code: 'last_lead' });
  });

  test('what was done can only be added to', async () => {
    for (const sql of [
      'update account_acts set act = act',
      'delete from account_acts',
      'truncate account_acts',
    ])
      await expect(service.query(sql)).rejects.toThrow('only ever added');
    const rows = await service.query('select row_to_json(a)::text as row from account_acts a');
    expect(JSON.stringify(rows)).not.toMatch(/@|127\.0\.0\.1|Dupont/);
  });
});
