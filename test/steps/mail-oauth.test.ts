/** Mailboxes without passwords: access tokens from a server of their own, taken by a real Dovecot that asks whose they are. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openMailbox } from '../../src/external/imap-mailbox.js';
import { openTokenSource, type TokenSettings } from '../../src/external/oauth-token.js';
import { type Mailer, openMailer } from '../../src/external/smtp.js';
import { type Dovecot, hasDovecot, startDovecot } from '../fakes/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp-sink.js';
import { rawMessage } from '../builders/mime.js';

const USER = 'recueil';
/** What the token server was asked, and how it answers. */
interface Office {
  readonly url: string;
  readonly asked: URLSearchParams[];
  issued: number;
  refresh: string;
  rotates: boolean;
  status: number;
  revoke(token: string): void;
  close(): Promise<void>;
}

async function openOffice(): Promise<Office> {
  const valid = new Set<string>();
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const say = (status: number, answer: object): void =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      const form = new URLSearchParams(body);
      if (request.url?.startsWith('/introspect') === true)
        return say(
          200,
          valid.has(form.get('token') ?? '') ? { active: true, email: USER } : { active: false },
        );
      office.asked.push(form);
      if (office.status !== 200) return say(office.status, { error: 'temporarily_unavailable' });
      const isGood =
        form.get('client_id') === 'recueil-client' &&
        (form.get('grant_type') === 'refresh_token'
          ? form.get('refresh_token') === office.refresh
          : form.get('client_secret') === 'secret');
      if (!isGood) return say(400, { error: 'invalid_grant', error_description: 'Token has been revoked.' });
      office.issued += 1;
      const token = `token-${office.issued}`;
      valid.add(token);
      if (office.rotates) office.refresh = `refresh-${office.issued}`;
      return say(200, {
        ...{ access_token: token, token_type: 'Bearer', expires_in: 3600 },
        ...(office.rotates && { refresh_token: office.refresh }),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const office: Office = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    ...{ issued: 0, refresh: 'refresh-0', rotates: false, status: 200 },
    revoke: (token) => void valid.delete(token),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return office;
}

let office: Office;
let dovecot: Dovecot;
const describeMail = hasDovecot() ? describe : describe.skip;
beforeAll(async () => {
  office = await openOffice();
  if (hasDovecot()) dovecot = await startDovecot({ introspectionUrl: `${office.url}/introspect` });
});
afterAll(async () => {
  await dovecot?.stop();
  await office.close();
});
beforeEach(() => {
  Object.assign(office, { issued: 0, refresh: 'refresh-0', rotates: false, status: 200 });
  office.asked.length = 0;
});
const settings = (own: Partial<TokenSettings> = {}): TokenSettings => ({
  tokenUrl: `${office.url}/token`,
  clientId: 'recueil-client',
  clientSecret: undefined,
  refreshToken: 'refresh-0',
  scope: 'https://mail.valmont.test/IMAP',
  ...own,
});
const open = (accessToken: () => Promise<string>) =>
  openMailbox({ url: dovecot.imapUrl(), folder: 'INBOX', insecure: true, accessToken });

describeMail('the mailbox', () => {
  test.each<[string, Partial<TokenSettings>, string]>([
    ['by a refresh token', {}, 'refresh_token'],
    ['in the program’s own name', { refreshToken: undefined, clientSecret: 'secret' }, 'client_credentials'],
  ])('is opened with a token, %s', async (_how, own, grant) => {
    await dovecot.deliver(rawMessage({}));
    const mailbox = await open(openTokenSource(settings(own)));
    expect((await mailbox.list()).length).toBeGreaterThan(0);
    await mailbox.close();
    expect(office.asked.map((form) => [form.get('grant_type'), form.get('scope')])).toEqual([
      [grant, 'https://mail.valmont.test/IMAP'],
    ]);
  });

  test('a grant that has ended is a login that is refused, which raises the alarm', async () => {
    office.refresh = 'another';
    await expect(open(openTokenSource(settings()))).rejects.toMatchObject({
      reason: 'login',
      message: expect.stringContaining('invalid_grant'),
    });
  });

  test('a token that the mail server does not know is a login that is refused', async () => {
    await expect(open(() => Promise.resolve('made-up'))).rejects.toMatchObject({ reason: 'login' });
  });

  test('a token that was revoked before its end is replaced by another', async () => {
    const source = openTokenSource(settings());
    const first = await source();
    office.revoke(first);
    const mailbox = await open(source);
    await mailbox.close();
    expect(office.issued).toBe(2);
  });

  test('a token server that is away is trouble that passes', async () => {
    office.status = 503;
    await expect(open(openTokenSource(settings()))).rejects.toMatchObject({ reason: 'unreachable' });
    const nowhere = settings({ tokenUrl: 'http://127.0.0.1:1/token' });
    await expect(open(openTokenSource(nowhere))).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

describe('letters', () => {
  const LETTER = {
    envelope: { from: 'recueil@etude-dara.test', to: ['claire.vasseur@chu-valmont.test'] },
    raw: Buffer.from(rawMessage({})),
  };
  const sending = async (
    work: (mailer: Mailer, sink: SmtpSink, asked: [string, string][]) => Promise<void>,
    takes: (token: string) => boolean,
    source = openTokenSource(settings()),
  ): Promise<void> => {
    const asked: [string, string][] = [];
    const sink = await startSmtpSink({
      takesToken: (user, token) => {
        asked.push([user, token]);
        return takes(token);
      },
    });
    const url = sink.url.replace('smtp://', `smtp://${USER}@`);
    const mailer = openMailer({ url, insecure: true, accessToken: source });
    try {
      await work(mailer, sink, asked);
    } finally {
      await mailer.close();
      await sink.stop();
    }
  };

  test('go with a token in the place of the password', () =>
    sending(
      async (mailer, sink, asked) => {
        await mailer.send(LETTER);
        expect(sink.messages).toHaveLength(1);
        expect(asked).toEqual([[USER, 'token-1']]);
        expect(await mailer.check()).toBe('ok');
      },
      (token) => token === 'token-1',
    ));

  test('a token that was revoked before its end is replaced by another, once', () =>
    sending(
      async (mailer, sink, asked) => {
        await mailer.send(LETTER);
        expect(sink.messages).toHaveLength(1);
        // nodemailer offers the same one twice.
        expect([...new Set(asked.map(([, token]) => token))]).toEqual(['token-1', 'token-2']);
      },
      (token) => token === 'token-2',
    ));

  test('a user whom the mail server never lets in is told of as a login that is refused', () =>
    sending(
      async (mailer, sink) => {
        await expect(mailer.send(LETTER)).rejects.toMatchObject({ fate: 'temporary', code: 'login' });
        expect(await mailer.check()).toBe('login');
        expect(sink.messages).toEqual([]);
        // Two for the letter, of which the second was new, and another for the look.
        expect(office.issued).toBeLessThanOrEqual(3);
      },
      () => false,
    ));

  test('a grant that has ended is a login that is refused, and nothing is lost', () => {
    office.refresh = 'another';
    return sending(
      async (mailer, sink, asked) => {
        await expect(mailer.send(LETTER)).rejects.toMatchObject({ fate: 'temporary', code: 'login' });
        expect([sink.messages.length, asked.length]).toEqual([0, 0]);
      },
      () => true,
    );
  });
});

describe('a token', () => {
  test('is shared while it holds, and asked for anew before it ends', async () => {
    let now = 1_000_000;
    const source = openTokenSource(settings(), () => now);
    expect(await Promise.all([source(), source(), source()])).toEqual(['token-1', 'token-1', 'token-1']);
    now += 3_000_000;
    expect(await source()).toBe('token-1');
    now += 500_000;
    expect(await source()).toBe('token-2');
    expect(office.asked).toHaveLength(2);
  });

  test('comes with another refresh token where the server changes it', async () => {
    office.rotates = true;
    let now = 0;
    const source = openTokenSource(settings(), () => now);
    for (const token of ['token-1', 'token-2', 'token-3']) {
      expect(await source()).toBe(token);
      now += 4_000_000;
    }
    expect(office.asked.map((form) => form.get('refresh_token'))).toEqual([
      'refresh-0',
      'refresh-1',
      'refresh-2',
    ]);
  });

  test('that failed to come is asked for again', async () => {
    const source = openTokenSource(settings());
    office.status = 500;
    await expect(source()).rejects.toMatchObject({ reason: 'unreachable', code: 'temporarily_unavailable' });
    office.status = 200;
    expect(await source()).toBe('token-1');
  });
});
