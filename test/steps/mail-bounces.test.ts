/** What a server's notice says of a letter that did not arrive: which letter, whether it ever will, and why not; and what is no such notice. */
import { describe, expect, test } from '@jest/globals';
import { parseMessage } from '../../src/external/mime.js';
import { BOUNCES } from '../builders/bounces.js';
import { writeMail } from '../builders/mail.js';
import { rawMessage } from '../builders/mime.js';

const bounced = {
  recipient: 'claire.vasseur@chu-valmont.test',
  mailId: '<r.0f8fad5b-d9cb-469f-a165-70867728950e@etude-dara.test>',
  messageId: '<notice.1@mx.chu-valmont.test>',
};

describe('a notice', () => {
  test.each(BOUNCES.map((sample) => [sample.name, sample] as const))(
    '%s',
    async (_name, { write, expected }) => {
      const message = await parseMessage(Buffer.from(write(bounced)));
      expect(message).toMatchObject({ isReport: true, sentByMachine: true, attachments: [], body: '' });
      expect(message.deliveryReport).toMatchObject({ originalMessageId: bounced.mailId, bounce: expected });
    },
  );
});

describe('is none', () => {
  test('a person who asks why a letter came back', async () => {
    const raw = await writeMail({
      subject: 'TR: Undelivered Mail Returned to Sender',
      text: `Bonjour, j’ai reçu ceci :\n\nMessage-ID: ${bounced.mailId}\nuser unknown`,
    });
    expect(await parseMessage(raw)).toMatchObject({ isReport: false, deliveryReport: null });
  });

  test('a copier that writes as postmaster', async () => {
    const files = [{ name: 'scan.pdf', bytes: Buffer.from('%PDF-1.4') }];
    const raw = await writeMail({ from: 'postmaster@chu-valmont.test', subject: 'Scan 0042', files });
    const { isReport, attachments } = await parseMessage(raw);
    expect([isReport, attachments.length]).toEqual([false, 1]);
  });

  test('what says that it arrived', async () => {
    const [sample] = BOUNCES;
    const raw = sample?.write(bounced).replace('Action: failed', 'Action: delivered') ?? '';
    expect((await parseMessage(Buffer.from(raw))).deliveryReport).toMatchObject({
      action: 'delivered',
      bounce: null,
    });
  });

  test('an answer by a machine', async () => {
    const raw = rawMessage({
      from: 'claire.vasseur@chu-valmont.test',
      subject: 'Réponse automatique : absente',
      headers: { 'Return-Path': '<>', 'Auto-Submitted': 'auto-replied' },
      body: 'Je suis absente. Ma boîte est pleine.',
    });
    expect(await parseMessage(Buffer.from(raw))).toMatchObject({ isReport: false, sentByMachine: true });
  });
});
