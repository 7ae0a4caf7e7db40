/** Sending, to a real SMTP server: what is said of a letter's fate is true, and nothing is ever sent twice by itself. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { composeMail } from '../../src/external/compose-mail.js';
import { type Mailer, openMailer, type SendFault } from '../../src/external/smtp.js';
import { type Behaviour, type SmtpSink, startSmtpSink } from '../fakes/smtp-sink.js';

let sink: SmtpSink;
let mailer: Mailer;
beforeEach(async () => {
  sink = await startSmtpSink();
  mailer = openMailer({ url: sink.url, insecure: true, timeoutMs: 1000 });
});
afterEach(async () => {
  await mailer.close();
  await sink.stop();
});

let count = 0;
async function letter(bytes = 100) {
  count += 1;
  const raw = await composeMail({
    from: 'Étude DARA <recueil@etude-dara.test>',
    to: 'claire.vasseur@chu-valmont.test',
    subject: `Votre fiche n° ${count}`,
    text: 'x'.repeat(bytes),
    messageId: `<r.${count}@etude-dara.test>`,
    date: new Date('2026-03-02T08:00:00Z'),
    inReplyTo: '<question@chu-valmont.test>',
    references: ['<first@chu-valmont.test>'],
    thread: 'jeton',
  });
  return {
    raw,
    envelope: { from: 'recueil@etude-dara.test', to: ['claire.vasseur@chu-valmont.test'] },
  };
}
async function faultOf(sending: Promise<void>): Promise<Pick<SendFault, 'fate' | 'code'>> {
  const error = await sending.then(
    () => {
      throw new Error('it was accepted');
    },
    (reason: unknown) => reason as SendFault,
  );
  return { fate: error.fate, code: error.code };
}

test('a letter arrives as composed, with what RFC 3834 asks for', async () => {
  const sent = await letter();
  await mailer.send(sent);
  const [message] = await sink.waitFor(1);
  expect(message?.raw).toBe(sent.raw.toString());
  expect(message).toMatchObject(sent.envelope);
  for (const header of [
    /^Auto-Submitted: auto-replied\r$/m,
    /^Message-ID: <r\.\d+@etude-dara\.test>\r$/m,
    /^In-Reply-To: <question@chu-valmont\.test>\r$/m,
    /^References: <first@chu-valmont\.test>\s+<question@chu-valmont\.test>\r$/m,
    /^X-Recueil-Thread: jeton\r$/m,
  ])
    expect(message?.raw).toMatch(header);
});

test('fifty letters go over a few kept connections', async () => {
  await Promise.all(Array.from({ length: 50 }, async () => mailer.send(await letter())));
  expect(await sink.waitFor(50)).toHaveLength(50);
  expect(new Set(sink.messages.map(({ raw }) => raw)).size).toBe(50);
  expect(sink.connections).toBeLessThanOrEqual(3);
});

describe('the fate of a letter', () => {
  const cases: [string, Behaviour, string, string, number][] = [
    ['refused recipient', { kind: 'answer', at: 'rcpt', code: 550 }, 'refused', 'smtp_550', 0],
    ['recipient later', { kind: 'answer', at: 'rcpt', code: 450 }, 'temporary', 'smtp_450', 0],
    ['refused message', { kind: 'answer', at: 'data', code: 554 }, 'refused', 'smtp_554', 0],
    ['message later', { kind: 'answer', at: 'data', code: 451 }, 'temporary', 'smtp_451', 0],
    ['line cut before DATA', { kind: 'cut', at: 'rcpt' }, 'temporary', 'lost', 0],
    ['line cut after the last byte, taken', { kind: 'cut', at: 'end', keeps: true }, 'uncertain', 'lost', 1],
    ['line cut after the last byte, not taken', { kind: 'cut', at: 'end' }, 'uncertain', 'lost', 0],
    ['no word after the last byte', { kind: 'slow', ms: 2500 }, 'uncertain', 'timeout', 0],
  ];
  test.each(cases)('%s', async (_name, behaviour, fate, code, kept) => {
    sink.next(behaviour);
    expect(await faultOf(mailer.send(await letter()))).toEqual({ fate, code });
    expect(sink.messages).toHaveLength(kept);
    // The next letter is none the worse for it.
    await mailer.send(await letter());
    expect(sink.messages.length).toBeGreaterThanOrEqual(kept + 1);
  });

  test('line cut in the middle of a large message', async () => {
    sink.next({ kind: 'cut', at: 'middle' });
    expect(await faultOf(mailer.send(await letter(8_000_000)))).toEqual({ fate: 'temporary', code: 'lost' });
    expect(sink.messages).toHaveLength(0);
  });

  test('a kept connection that the server has ended costs no letter', async () => {
    await mailer.send(await letter());
    sink.dropConnections();
    await mailer.send(await letter());
    expect(await sink.waitFor(2)).toHaveLength(2);
  });

  test('a kept connection that breaks after the last byte is not tried again', async () => {
    await mailer.send(await letter());
    sink.next({ kind: 'cut', at: 'end', keeps: true });
    expect((await faultOf(mailer.send(await letter()))).fate).toBe('uncertain');
    expect(sink.messages).toHaveLength(2);
  });

  test('a server that is not there, and one that is too small', async () => {
    const nowhere = openMailer({ url: 'smtp://127.0.0.1:9', insecure: true });
    expect(await faultOf(nowhere.send(await letter()))).toEqual({ fate: 'temporary', code: 'unreachable' });
    expect(await nowhere.check()).toBe('unreachable');
    const small = await startSmtpSink({ maxBytes: 2000 });
    const toSmall = openMailer({ url: small.url, insecure: true });
    expect((await faultOf(toSmall.send(await letter(9000)))).fate).toBe('refused');
    await toSmall.close();
    await small.stop();
  });
});

describe('the connection', () => {
  test('plain is refused unless allowed in words', async () => {
    const strict = openMailer({ url: sink.url });
    expect(await faultOf(strict.send(await letter()))).toEqual({ fate: 'temporary', code: 'tls' });
    expect(await strict.check()).toBe('tls');
    expect(sink.messages).toHaveLength(0);
  });

  test('a wrong password is said to be one', async () => {
    const locked = await startSmtpSink({ users: { recueil: 'secret' } });
    const good = openMailer({ url: locked.url.replace('//', '//recueil:secret@'), insecure: true });
    const bad = openMailer({ url: locked.url.replace('//', '//recueil:hunter2@'), insecure: true });
    expect(await good.check()).toBe('ok');
    expect(await bad.check()).toBe('login');
    await good.send(await letter());
    expect(await faultOf(bad.send(await letter()))).toEqual({ fate: 'temporary', code: 'login' });
    await good.close();
    await locked.stop();
  });
});
