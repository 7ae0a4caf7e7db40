/** Letters signed on their way out (DKIM), as a receiving server checks them: over SMTP, against the record that the program asks for. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { composeMail } from '../../src/external/compose-mail.js';
import { authenticate } from '../../src/external/mail-auth.js';
import { makeSigner, type SigningKey, writeKeyRecord } from '../../src/external/sign-mail.js';
import { openMailer, SendFault } from '../../src/external/smtp.js';
import { makeDnsStub } from '../fakes/dns-stub.js';
import { startSmtpSink, type SmtpSink } from '../fakes/smtp-sink.js';

const DOMAIN = 'etude-dara.test';
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const rsa = (modulusLength: number): string =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export(pkcs8).toString();
const KEYS: readonly (readonly [string, string])[] = [
  ['RSA', rsa(2048)],
  ['Ed25519', generateKeyPairSync('ed25519').privateKey.export(pkcs8).toString()],
];
let smtp: SmtpSink;
beforeAll(async () => void (smtp = await startSmtpSink()));
afterAll(() => smtp.stop());

function compose(): Promise<Buffer> {
  return composeMail({
    from: `Étude DARA <recueil@${DOMAIN}>`,
    to: 'c.martin@chu-valmont.test',
    subject: 'Fiche reçue, 2 précisions utiles',
    text: 'Bonjour,\n\nMerci.\n.\n-- \nL’équipe\n',
    html: '<p>Bonjour,</p>',
    messageId: `<r.1@${DOMAIN}>`,
    date: new Date('2026-12-02T10:00:00Z'),
    inReplyTo: '<a@chu-valmont.test>',
    unsubscribe: { address: `recueil+x@${DOMAIN}`, subject: 'STOP' },
    attachments: [{ name: 'fiche vierge é.pdf', type: 'application/pdf', bytes: Buffer.alloc(5000, 7) }],
  });
}
async function sendSigned(key: SigningKey): Promise<string> {
  const mailer = openMailer({ url: smtp.url, insecure: true, sign: makeSigner(key) });
  try {
    await mailer.send({
      envelope: { from: `recueil@${DOMAIN}`, to: ['c.martin@chu-valmont.test'] },
      raw: await compose(),
    });
  } finally {
    await mailer.close();
  }
  return smtp.messages.at(-1)?.raw ?? '';
}

describe.each(KEYS)('signed with %s', (_kind, pem) => {
  const key = { pem, selector: 'recueil', domain: DOMAIN };
  const { name, text } = writeKeyRecord(key);
  const { resolver } = makeDnsStub({ [name]: text, [`_dmarc.${DOMAIN}`]: 'v=DMARC1; p=reject' });
  let raw: string;
  beforeAll(async () => {
    raw = await sendSigned(key);
  });

  test('it is what it says to be', async () => {
    expect(name).toBe(`recueil._domainkey.${DOMAIN}`);
    expect(await authenticate(Buffer.from(raw, 'latin1'), { resolver })).toBe('pass');
    expect(raw.match(/^DKIM-Signature:/gm)).toHaveLength(1);
  });

  test.each([
    ['its subject', /^Subject: .*$/m, 'Subject: autre chose'],
    ['its text', 'Merci.', 'Merci !'],
    ['where answers go', /^List-Unsubscribe: .*$/m, 'List-Unsubscribe: <mailto:ailleurs@autre.test>'],
    ['the message that it answers', '<a@chu-valmont.test>', '<b@chu-valmont.test>'],
  ])('with %s changed it is not', async (_what, was, is) => {
    const changed = raw.replace(was, is);
    expect(changed).not.toBe(raw);
    expect(await authenticate(Buffer.from(changed, 'latin1'), { resolver })).toBe('fail');
  });
});

test.each([
  ['no key', 'hello'],
  ['too short a key', rsa(1024)],
  [
    'a key of another kind',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8).toString(),
  ],
])('%s is refused before anything is sent', (_what, pem) => {
  expect(() => makeSigner({ pem, selector: 's', domain: DOMAIN })).toThrow(RangeError);
});

test('a letter that cannot be signed has not been sent, and is tried again', async () => {
  const before = smtp.messages.length;
  const sign = () => Promise.reject(new Error('no'));
  const mailer = openMailer({ url: smtp.url, insecure: true, sign });
  const sending = mailer.send({ envelope: { from: 'a@b.test', to: ['c@d.test'] }, raw: await compose() });
  await expect(sending).rejects.toEqual(expect.objectContaining({ fate: 'temporary', code: 'signing' }));
  await expect(sending).rejects.toBeInstanceOf(SendFault);
  expect(smtp.messages).toHaveLength(before);
  await mailer.close();
});
