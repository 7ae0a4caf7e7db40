/** Messages that Outlook saved (.msg): the same message as the one that was sent, by this program and by another one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseMessage } from '../../src/external/mime.js';
import { convertOutlookMessage, isOutlookMessage } from '../../src/external/msg-mail.js';
import { type OutlookFields, writeMsg } from '../builders/msg.js';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(9000, 0x41)]);
const sent: OutlookFields = {
  from: 'claire.vasseur@chu-valmont.test',
  subject: 'Fiche complétée – été',
  text: 'Bonjour,\r\n\r\nâge 54, voie IV.\r\n\r\nCordialement',
  headers: [
    'Received: from mx.chu-valmont.test; Mon, 2 Mar 2026 09:00:00 +0100',
    'Authentication-Results: mx.etude-dara.test; dmarc=pass',
    'DKIM-Signature: v=1; a=rsa-sha256; d=chu-valmont.test;',
    '\tb=abc',
    'From: Dr Claire Vasseur <claire.vasseur@chu-valmont.test>',
    'To: recueil@etude-dara.test',
    'Subject: =?utf-8?Q?Fiche_compl=C3=A9t=C3=A9e_=E2=80=93_=C3=A9t=C3=A9?=',
    'Message-ID: <sent.1@chu-valmont.test>',
    'In-Reply-To:',
    ' <r.abc@etude-dara.test>',
    'X-Recueil-Thread: abcdef',
    'Content-Type: multipart/mixed; boundary="gone"',
    'MIME-Version: 1.0',
    '',
  ].join('\r\n'),
  files: [
    { name: 'fiche.pdf', bytes: PDF },
    { name: 'note é.txt', bytes: Buffer.from('une note'), type: 'text/plain' },
  ],
};
const convert = async (fields: OutlookFields) => parseMessage(await convertOutlookMessage(writeMsg(fields)));

describe('a message that Outlook saved', () => {
  test('keeps its header, its words and its files', async () => {
    const message = await convert(sent);
    expect(message).toMatchObject({
      from: 'claire.vasseur@chu-valmont.test',
      fromName: 'Dr Claire Vasseur',
      subject: sent.subject,
      messageId: '<sent.1@chu-valmont.test>',
      inReplyTo: ['<r.abc@etude-dara.test>'],
      damaged: false,
    });
    expect(message.headers['x-recueil-thread']).toBe('abcdef');
    expect(message.text.replace(/\r/g, '')).toContain('âge 54, voie IV.');
    expect(message.attachments.map(({ name, bytes }) => [name, Buffer.from(bytes)])).toEqual([
      ['fiche.pdf', PDF],
      ['note é.txt', Buffer.from('une note')],
    ]);
  });

  test('brings no word of a server and no signature: its bytes are others', async () => {
    const mime = (await convertOutlookMessage(writeMsg(sent))).toString('latin1');
    expect(mime).not.toMatch(/^(authentication-results|dkim-signature|.*gone)/im);
    expect(mime.match(/^content-type: multipart\/mixed/gim)).toHaveLength(1);
  });

  test('as a piece of a larger buffer, as it comes from another process', async () => {
    const msg = writeMsg(sent);
    const piece = Buffer.concat([Buffer.alloc(64, 1), msg, Buffer.alloc(64, 2)]).subarray(
      64,
      64 + msg.length,
    );
    expect((await parseMessage(await convertOutlookMessage(piece))).attachments).toHaveLength(2);
  });

  test('without a header of its own: from what Outlook knows', async () => {
    const { headers: _none, ...within } = sent;
    expect(await convert(within)).toMatchObject({ from: sent.from, subject: sent.subject });
  });

  test('holds what another program finds in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recueil-msg-'));
    try {
      writeFileSync(join(folder, 'one.msg'), writeMsg(sent));
      execFileSync('msgconvert', ['--outfile', 'one.eml', 'one.msg'], { cwd: folder, stdio: 'ignore' });
      const other = await parseMessage(readFileSync(join(folder, 'one.eml')));
      const own = await convert(sent);
      expect(own.attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('hex')])).toEqual(
        other.attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('hex')]),
      );
      expect([own.from, own.subject, own.messageId]).toEqual([other.from, other.subject, other.messageId]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('is none, or is damaged', () => {
  test('a Word file of the same container, and anything else', () => {
    expect(isOutlookMessage(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe(false);
    expect(isOutlookMessage(Buffer.from('From: a@b.test\r\n\r\n'))).toBe(false);
    expect(isOutlookMessage(writeMsg(sent))).toBe(true);
  });

  test.each([600, 2000, 5000])(
    'cut short at %i bytes: refused, or read without what is lost',
    async (length) => {
      const cut = writeMsg(sent).subarray(0, length);
      const read = await convertOutlookMessage(cut).catch(() => null);
      if (read)
        expect((await parseMessage(read)).attachments.every(({ bytes }) => bytes.length <= PDF.length)).toBe(
          true,
        );
    },
  );
});
