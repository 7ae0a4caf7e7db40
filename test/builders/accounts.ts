/** People who have signed in to a running service, made as a lead makes them: an invitation, its link, a password and a code. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { type Role } from '../../src/http/access.js';

export interface Account {
  /** The value of the Cookie header. */
  readonly cookie: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Of the second factor, base32. */
  readonly secret: string;
  /** A code that has not been used yet; at most three within half a minute are good. */
  code(): string;
  /** As the console calls: with the cookie, and the header that other sites cannot set. An object as body is sent as JSON. */
  fetch(path: string, init?: AccountInit): Promise<Response>;
}
export interface AccountInit {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface AccountOptions {
  readonly role?: Role;
  readonly name?: string;
  readonly email?: string;
  readonly language?: 'fr' | 'en';
  /** The service's clock, where a test moves it. */
  readonly now?: () => Date;
}
/** What is asked of test/journey/service.ts. */
export interface AccountService {
  port(): number;
  readonly dataDir: string;
}

export const PASSWORD = 'brume-tilleul-cascade-42';
const NAMES = ['Claire Dupont-Morel', 'Hugo Lambert', 'Inès Valette', 'Paul Girard', 'Nora Chevalier'];
const STEP_MS = 30_000;
let made = 0;

export function origin(service: Pick<AccountService, 'port'>): string {
  return `http://127.0.0.1:${service.port()}`;
}

/** Codes of a secret, each given once: of the step before, of this one, of the next. */
export function codesOf(secret: string, now: () => Date = () => new Date()): () => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    last = Math.max(last + 1, Math.floor(now().getTime() / STEP_MS) - 1);
    return totp.generate({ timestamp: last * STEP_MS });
  };
}

/** The code of the step in which the clock stands. */
export const codeNow = (secret: string, now: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });

/** The Cookie header that answers a response. */
export function readSetCookie(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ');
}

export const readToken = (link: string): string => link.slice(link.lastIndexOf('/') + 1);

/** A call without a cookie, with the console's header. */
export function call(
  service: Pick<AccountService, 'port'>,
  path: string,
  { method, body, headers = {} }: AccountInit = {},
): Promise<Response> {
  return fetch(`${origin(service)}${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: {
      'x-recueil': 'console',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** Uses a link; the account is signed in then. */
export async function useLink(
  service: Pick<AccountService, 'port'>,
  link: string,
  options: AccountOptions = {},
): Promise<Account> {
  const token = readToken(link);
  const looked = await call(service, '/api/invitations/look', { body: { token } });
  if (looked.status !== 200) throw new Error(`the link was refused: ${await looked.text()}`);
  const { secret, ...shown } = (await looked.json()) as {
    secret: string;
    email: string | null;
    name: string | null;
  };
  const email = shown.email ?? options.email ?? `lead${(made += 1)}@chu-valmont.test`;
  const name = shown.name ?? options.name ?? 'Claire Dupont-Morel';
  const code = codesOf(secret, options.now);
  const used = await call(service, '/api/invitations/use', {
    body: { token, email, name, password: PASSWORD, code: code(), language: options.language ?? 'fr' },
  });
  if (used.status !== 200) throw new Error(`the link was not used: ${await used.text()}`);
  const { user } = (await used.json()) as { user: { id: string } };
  const cookie = readSetCookie(used);
  return {
    ...{ cookie, id: user.id, name, email, password: PASSWORD, secret, code },
    fetch: (path, init = {}) => call(service, path, { ...init, headers: { cookie, ...init.headers } }),
  };
}

/** An account of this role, signed in. */
export async function makeAccount(service: AccountService, options: AccountOptions = {}): Promise<Account> {
  made += 1;
  const { role = 'investigator' } = options;
  const name = options.name ?? NAMES[made % NAMES.length] ?? '';
  const email = options.email ?? `${role}${made}@chu-valmont.test`;
  const token = (await readFile(join(service.dataDir, 'api-token'), 'utf8')).trim();
  const invited = await call(service, '/api/users', {
    body: { email, name, role },
    headers: { authorization: `Bearer ${token}` },
  });
  if (invited.status !== 201) throw new Error(`nobody was invited: ${await invited.text()}`);
  const { link } = (await invited.json()) as { link: string };
  return useLink(service, link, options);
}
