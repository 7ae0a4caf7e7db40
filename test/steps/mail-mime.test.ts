/** Parsing what mail programs really send: names, inline PDFs, forwards, reports, signatures, and garbage. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type ParsedMessage, parseMessage } from '../../src/external/mime.js';
import { rawMessage } from '../builders/mime.js';

const PDF = Buffer.from('%PDF-1.7 not a real one');
const parse = (raw: string | Buffer): Promise<ParsedMessage> => parseMessage(Buffer.from(raw));
const brief = (message: ParsedMessage) =>
  message.attachments.map(({ name, type, path, bytes }) => ({ name, type, path, size: bytes.length }));

/** A multipart/mixed message of the parts, each with its own header lines. */
let boundaries = 0;
function mixed(...parts: readonly (readonly [headers: string, body: string])[]): string {
  boundaries += 1;
  const boundary = `boundary-${boundaries}-`;
  const body = parts.map(([headers, text]) => `--${boundary}\r\n${headers}\r\n\r\n${text}\r\n`).join('');
  return rawMessage({
    headers: { 'Content-Type': `multipart/mixed; boundary="${boundary}"` },
    body: `${body}--${boundary}--\r\n`,
  });
}
const pdfPart = (headers: string) =>
  [
    `Content-Type: application/pdf${headers}\r\nContent-Transfer-Encoding: base64`,
    PDF.toString('base64'),
  ] as const;

describe('names of files', () => {
  const cases: [string, string, string][] = [
    [
      'RFC 2047 in quotes, as Outlook',
      '; name="=?utf-8?Q?Fiche_recueil_=C3=A9t=C3=A9.pdf?="',
      'Fiche recueil été.pdf',
    ],
    [
      'RFC 2231',
      "\r\nContent-Disposition: attachment; filename*=UTF-8''Fiche%20compl%C3%A9t%C3%A9e.pdf",
      'Fiche complétée.pdf',
    ],
    [
      'RFC 2231 in pieces, in Latin-1',
      "\r\nContent-Disposition: attachment;\r\n filename*0*=iso-8859-1''Fiche%20compl;\r\n filename*1*=%E9t%E9e;\r\n filename*2=.pdf",
      'Fiche complétée.pdf',
    ],
    [
      'two encoded words folded',
      '\r\nContent-Disposition: attachment; filename="=?UTF-8?B?RmljaGUgw6l0w6k=?=\r\n =?UTF-8?B?IGhpdmVyLnBkZg==?="',
      'Fiche été hiver.pdf',
    ],
    ['a path of another system', '; name="C:\\\\Temp\\\\..\\\\fiche.pdf"', 'fiche.pdf'],
    ['a path upwards', '; name="../../etc/fiche.pdf"', 'fiche.pdf'],
    ['a direction override', '; name="=?utf-8?Q?fiche=E2=80=AEfdp=2Eexe?="', 'fichefdp.exe'],
    ['none', '', 'piece-2.pdf'],
  ];
  test.each(cases)('%s', async (_name, headers, name) => {
    const message = await parse(mixed(['Content-Type: text/plain', 'Bonjour'], pdfPart(headers)));
    expect(brief(message)).toEqual([{ name, type: 'application/pdf', path: '2', size: PDF.length }]);
    expect(message.text).toBe('Bonjour');
    expect(message.damaged).toBe(false);
  });
  test('a very long one keeps its extension', async () => {
    const message = await parse(mixed(pdfPart(`; name="${'x'.repeat(400)}.pdf"`)));
    expect(message.attachments[0]?.name).toMatch(/^x{146}\.pdf$/);
  });
});

describe('where files are', () => {
  test('a PDF that is inline is a file all the same', async () => {
    const message = await parse(
      mixed(
        ['Content-Type: text/plain', 'Bonjour'],
        pdfPart('; name=f.pdf\r\nContent-Disposition: inline; filename=f.pdf'),
      ),
    );
    expect(message.attachments).toMatchObject([{ name: 'f.pdf', inline: true, bytes: PDF }]);
  });
  test('a PDF that is the whole message', async () => {
    const message = await parse(
      rawMessage({
        headers: { 'Content-Type': 'application/pdf; name="f.pdf"', 'Content-Transfer-Encoding': 'base64' },
        body: PDF.toString('base64'),
      }),
    );
    expect(message.attachments).toMatchObject([{ name: 'f.pdf', bytes: PDF, path: '1' }]);
  });
  test('forwarded as an attachment, and twice so', async () => {
    const inner = mixed(['Content-Type: text/plain', 'le texte transmis'], pdfPart('; name="f.pdf"'));
    const forward = (text: string, name: string) =>
      mixed(
        ['Content-Type: text/plain', 'pour vous'],
        [`Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="${name}"`, text],
      );
    const once = await parse(forward(inner, 'un.eml'));
    expect(brief(once)).toMatchObject([{ name: 'f.pdf', path: '2/2' }]);
    expect(once.text).toBe('pour vous\n\nle texte transmis');
    const twice = await parse(forward(forward(inner, 'un.eml'), 'deux.eml'));
    expect(brief(twice)).toMatchObject([{ name: 'f.pdf', path: '2/2/2' }]);
  });
  test('forwarded inline', async () => {
    const inner = mixed(['Content-Type: text/plain', 'le texte transmis'], pdfPart('; name="f.pdf"'));
    const outer = mixed(['Content-Type: text/plain', 'pour vous'], ['Content-Type: message/rfc822', inner]);
    const message = await parse(outer);
    expect(message.attachments).toMatchObject([{ name: 'f.pdf', bytes: PDF }]);
    expect(message.text).toContain('le texte transmis');
    expect(message.messageId).not.toBeNull();
  });
  test('forwards within forwards end at a depth, as a file', async () => {
    let raw = mixed(pdfPart('; name="f.pdf"'));
    for (let level = 0; level < 12; level += 1)
      raw = mixed(['Content-Type: message/rfc822\r\nContent-Disposition: attachment', raw]).replaceAll(
        'b1',
        `b${level}-`,
      );
    const message = await parse(raw);
    expect(message.attachments).toHaveLength(1);
    expect(message.attachments[0]?.type).toBe('message/rfc822');
  });
});

describe('headers', () => {
  test('sender, thread, and what RFC 3834 looks at', async () => {
    const message = await parse(
      rawMessage({
        from: '=?utf-8?Q?H=C3=A9l=C3=A8ne_Roux?= <Helene.Roux@CHU-valmont.test>',
        to: 'recueil+abc@etude-dara.test, Autre <autre@chu-valmont.test>',
        subject: '=?utf-8?B?RmljaGUgw6l0w6k=?=',
        messageId: '<un@chu-valmont.test>',
        headers: {
          'Reply-To': 'secretariat@chu-valmont.test',
          'In-Reply-To': '<r.x@etude-dara.test>',
          References: '<a@x.test>\r\n <r.x@etude-dara.test>',
          'Auto-Submitted': 'no',
          'List-Id': 'Liste\r\n <l.chu-valmont.test>',
          'X-Recueil-Thread': 'jeton',
          'X-Other': 'left out',
        },
      }),
    );
    expect(message).toMatchObject({
      fromName: 'Hélène Roux',
      replyTo: ['secretariat@chu-valmont.test'],
      to: ['recueil+abc@etude-dara.test', 'autre@chu-valmont.test'],
      subject: 'Fiche été',
      messageId: '<un@chu-valmont.test>',
      inReplyTo: ['<r.x@etude-dara.test>'],
      references: ['<a@x.test>', '<r.x@etude-dara.test>'],
      date: new Date('2026-03-02T08:00:00Z'),
      sentByMachine: true,
    });
    expect(message.from?.toLowerCase()).toBe('helene.roux@chu-valmont.test');
    expect(message.headers).toEqual({
      'auto-submitted': 'no',
      'list-id': 'Liste <l.chu-valmont.test>',
      'x-recueil-thread': 'jeton',
    });
  });
  test('a date that cannot be read is none, not today', async () => {
    expect((await parse('From: a@b.test\r\nDate: hier soir\r\n\r\nx')).date).toBeNull();
    expect((await parse('From: a@b.test\r\n\r\nx')).date).toBeNull();
  });
  test('out of office is a machine, a person is not', async () => {
    const absent = { subject: 'Réponse automatique', headers: { 'Auto-Submitted': 'auto-replied' } };
    expect((await parse(rawMessage(absent))).sentByMachine).toBe(true);
    expect((await parse(rawMessage({ headers: { 'X-Auto-Response-Suppress': 'All' } }))).sentByMachine).toBe(
      false,
    );
  });
});

describe('text', () => {
  test('HTML alone keeps the cells of a table apart', async () => {
    const html =
      '<style>p{color:red}</style><p>Bonjour&nbsp;!</p><table><tr><td>Âge</td><td>47</td></tr><tr><td>Sexe</td><td>F</td></tr></table>';
    const raw = await new MailComposer({ from: 'a@b.test', html }).compile().build();
    expect((await parse(raw)).text).toBe('Bonjour\u00a0!\n\nÂge\t47\nSexe\tF');
  });
  test('text is preferred to HTML, in any charset', async () => {
    const raw = await new MailComposer({ from: 'a@b.test', text: 'Réponse', html: '<p>autre</p>' })
      .compile()
      .build();
    expect((await parse(raw)).text).toBe('Réponse');
    const latin = rawMessage({
      headers: { 'Content-Type': 'text/plain; charset=windows-1252', 'Content-Transfer-Encoding': '8bit' },
      body: 'posé 5 €',
    });
    const bytes = Buffer.from(latin.replace('€', '\x80'), 'latin1');
    expect((await parse(bytes)).text).toBe('posé 5 €');
  });
});

describe('reports', () => {
  const report = (status: string, returned: string, kind = 'delivery-status') =>
    rawMessage({
      from: 'MAILER-DAEMON@mx.chu-valmont.test',
      headers: {
        'Content-Type': `multipart/report; report-type=${kind}; boundary="r1"`,
        'Return-Path': '<>',
      },
      body:
        `--r1\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n` +
        `--r1\r\nContent-Type: message/${kind}\r\n\r\n${status}\r\n--r1\r\n${returned}\r\n--r1--\r\n`,
    });
  const failed =
    'Reporting-MTA: dns; mx.chu-valmont.test\r\n\r\nFinal-Recipient: rfc822; claire.vasseur@chu-valmont.test\r\n' +
    'Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n';
  const expected = {
    originalMessageId: '<r.abc@etude-dara.test>',
    recipient: 'claire.vasseur@chu-valmont.test',
    action: 'failed',
    status: '5.1.1',
  };

  test('with the whole letter, whose blank sheet is not taken for an answer', async () => {
    const letter = mixed(['Content-Type: text/plain', 'Votre fiche'], pdfPart('; name="vierge.pdf"')).replace(
      /^Message-ID: .*$/m,
      'Message-ID: <r.abc@etude-dara.test>',
    );
    const message = await parse(report(failed, `Content-Type: message/rfc822\r\n\r\n${letter}`));
    expect(message.deliveryReport).toMatchObject(expected);
    expect(message).toMatchObject({ attachments: [], isReport: true, sentByMachine: true });
  });
  test('with its headers alone', async () => {
    const returned =
      'Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID:\r\n <r.abc@etude-dara.test>\r\n';
    expect((await parse(report(failed, returned))).deliveryReport).toMatchObject(expected);
  });
  test('a delay is not a failure', async () => {
    const delayed = failed.replace('failed', 'delayed').replace('5.1.1', '4.4.1');
    expect(
      (await parse(report(delayed, 'Content-Type: text/rfc822-headers\r\n\r\n'))).deliveryReport,
    ).toMatchObject({
      ...expected,
      originalMessageId: null,
      action: 'delayed',
      status: '4.4.1',
    });
  });
  test('a read receipt is a report, and no delivery report', async () => {
    const receipt = await parse(
      report('Disposition: manual-action; displayed', '', 'disposition-notification'),
    );
    expect(receipt).toMatchObject({ isReport: true, deliveryReport: null, sentByMachine: true });
  });
});

describe('S/MIME', () => {
  function openssl(...args: string[]): void {
    execFileSync('openssl', args, { stdio: 'ignore' });
  }
  test('opaque-signed content is visible, encrypted is said to be', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'smime-'));
    const at = (name: string): string => join(folder, name);
    try {
      const subject = ['-subj', '/CN=claire.vasseur@chu-valmont.test'];
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        ...subject,
        '-keyout',
        at('k'),
        '-out',
        at('c'),
      );
      const entity = mixed(['Content-Type: text/plain', 'signé'], pdfPart('; name="f.pdf"'));
      writeFileSync(at('m'), entity.slice(entity.indexOf('MIME-Version')));
      const who = ['-signer', at('c'), '-inkey', at('k')];
      for (const stream of [[], ['-stream', '-indef']]) {
        openssl(
          'cms',
          '-sign',
          '-nodetach',
          ...stream,
          '-binary',
          '-in',
          at('m'),
          ...who,
          '-outform',
          'DER',
          '-out',
          at('s'),
        );
        const message = await parse(enveloped('signed-data', at('s')));
        expect(message.attachments).toMatchObject([{ name: 'f.pdf', bytes: PDF, path: '1/2' }]);
        expect(message).toMatchObject({ text: 'signé', encrypted: false });
      }
      openssl('cms', '-encrypt', '-aes128', '-in', at('m'), '-outform', 'DER', '-out', at('e'), at('c'));
      const encrypted = await parse(enveloped('enveloped-data', at('e')));
      expect(encrypted).toMatchObject({ encrypted: true, damaged: false });
      expect(encrypted.attachments).toMatchObject([{ name: 'smime.p7m' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  function enveloped(kind: string, file: string): string {
    return rawMessage({
      headers: {
        'Content-Type': `application/pkcs7-mime; smime-type=${kind}; name="smime.p7m"`,
        'Content-Transfer-Encoding': 'base64',
        'Content-Disposition': 'attachment; filename="smime.p7m"',
      },
      body: execFileSync('base64', [file], { encoding: 'utf8' }),
    });
  }
});

describe('garbage', () => {
  const whole = mixed(['Content-Type: text/plain', 'Bonjour'], pdfPart('; name="f.pdf"'));
  test('cut on its way', async () => {
    const message = await parse(whole.slice(0, whole.length - 20));
    expect(message).toMatchObject({
      damaged: true,
      from: 'claire.vasseur@chu-valmont.test',
      text: 'Bonjour',
    });
  });
  test.each([
    '',
    '\r\n',
    'no header at all',
    '\0\x01\x02\xff',
    'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n--',
    'Content-Type: multipart/mixed\r\n\r\nno boundary',
    'Content-Type: text/plain; charset=klingon\r\n\r\nx',
    'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n####',
    'From: <<<>>>\r\nTo: ,,,\r\nMessage-ID: <>\r\n\r\n',
    'Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHAqCA',
  ])('is parsed as far as it goes: %j', async (text) => {
    const message = await parse(text);
    expect(typeof message.text).toBe('string');
    expect(message.from).toBeNull();
  });
  test('HTML nested without end does not hang or throw', async () => {
    const raw = rawMessage({ headers: { 'Content-Type': 'text/html' }, body: '<div>'.repeat(50_000) });
    expect(typeof (await parse(raw)).text).toBe('string');
  });
  test('any bytes, and any mutilation of a good message, never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await parse(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.nat(60),
        fc.string({ maxLength: 20 }),
        async (at, gap, put) => {
          await parse(whole.slice(0, at) + put + whole.slice(at + gap));
        },
      ),
      { numRuns: 100 },
    );
  });
});
