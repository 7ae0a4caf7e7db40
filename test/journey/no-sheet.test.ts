/** Messages without a sheet: spam gets nothing and waits, whom we know is answered once, machines never. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from '../../scripts/demo/fillings.mjs';
import { loadStudy } from '../../src/studies/load-study.js';
import { type MailFields, writeMail } from '../builders/mail.js';
import { rawMessage } from '../builders/mime.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { lastLetterTo, lettersTo, type Received, send, sendOne } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
const KNOWN = 'claire.vasseur@chu-valmont.test';
let service: Service;
let press: SheetPress;
/** The service's clock is so many days ahead: whoever was answered long ago may be answered again. */
let daysAhead = 0;
const now = (): Date => new Date(Date.now() + daysAhead * 86_400_000);
/** The letter that acknowledged the sheet of DARA-0001. */
let letter: Received;

beforeAll(async () => {
  [service, press] = await Promise.all([
    openService({ start: { now } }),
    openSheetPress(study, 'fr', complete),
  ]);
  await service.start();
  const files = [{ name: 'fiche.pdf', bytes: await press({}) }];
  await send(service, await writeMail({ from: KNOWN, files }));
  letter = await lastLetterTo(service, KNOWN);
});
afterAll(() => service.stop());

const replyTo = (to: Received, fields: MailFields): Promise<Buffer> =>
  writeMail({ inReplyTo: to.mail.messageId ?? '', subject: `Re: ${to.mail.subject ?? ''}`, ...fields });

describe('a message without a sheet', () => {
  test('from nobody we know gets nothing, and waits in À voir', async () => {
    const from = 'win@casino-lotto.test';
    const [message] = await send(service, await writeMail({ from, subject: 'You won', text: 'Click here' }));
    expect(message).toMatchObject({
      state: 'answered',
      outcomes: ['no_sheet'],
      letters: [],
      toSee: 'no_sheet',
    });
    expect(await lettersTo(service, from)).toEqual([]);
  });

  test('from nobody we know gets nothing though it asks for the blank, or brings a file that is no sheet', async () => {
    const from = 'curious@somewhere.test';
    const files = [{ name: 'offre.pdf', bytes: Buffer.from('%PDF-1.4 nothing') }];
    const messages = await send(
      service,
      await writeMail({ from, subject: 'fiche vierge', text: 'fiche vierge' }),
      await writeMail({ from, subject: 'offre', text: 'Voici', files }),
    );
    expect(messages.map(({ letters }) => letters)).toEqual([[], []]);
    expect(messages[1]).toMatchObject({ outcomes: ['unreadable'], toSee: 'unreadable' });
    expect(await lettersTo(service, from)).toEqual([]);
  });

  test('from a contact is answered, and within 30 days not again', async () => {
    const [first, second] = await send(
      service,
      await writeMail({ from: KNOWN, subject: 'Question', text: 'Bonjour, quand finit l’étude ?' }),
      await writeMail({ from: KNOWN, subject: 'Question', text: 'Bonjour, personne ne répond ?' }),
    );
    expect(first).toMatchObject({ letters: ['not_our_sheet:sent'], toSee: 'no_sheet' });
    expect(second).toMatchObject({ letters: [], toSee: 'no_sheet' });
    expect((await lastLetterTo(service, KNOWN)).mail.subject).toBe(
      '[DARA] Message reçu sans fiche de recueil',
    );
  });

  test('in a known thread is noted, and keeps the thread', async () => {
    const raw = await replyTo(letter, { from: KNOWN, text: 'Bonjour,\n\n13 : 53 ans\n' });
    const [message] = await send(service, raw);
    expect(message).toMatchObject({ letters: ['noted:sent'], toSee: 'words', references: ['DARA-0001'] });
    const noted = await lastLetterTo(service, KNOWN);
    expect(noted.mail.subject).toBe('[DARA-0001] Message reçu');
    expect(noted.words).not.toContain('53 ans');
    expect(noted.header('X-Recueil-Thread')).toBe(letter.header('X-Recueil-Thread'));
    expect(noted.mail.replyTo?.text).toBe(letter.mail.replyTo?.text);
    const [answers] = (await service.cases()).map((found) => found.answers);
    expect(answers?.['patient.age']).toBe(52);
  });
});

describe('the blank sheet', () => {
  test.each([
    ['a contact', () => writeMail({ from: KNOWN, subject: 'FICHE VIERGE', text: 'FICHE VIERGE' })],
    [
      'somebody in a known thread',
      () => replyTo(letter, { from: 'secretariat@chu-valmont.test', text: 'Une fiche vierge svp. Merci' }),
    ],
  ])('goes to %s who asks for it, as PDF and Word', async (_who, write) => {
    const sent = service.smtp.messages.length;
    const [message] = await send(service, await write());
    expect(message).toMatchObject({ letters: ['blank_sent:sent'], toSee: null });
    const answer = await lastLetterTo(service, service.smtp.messages[sent]?.to[0] ?? '');
    expect(answer.mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['fiche-daratumumab-v1.pdf', 'application/pdf'],
      [
        'fiche-daratumumab-v1.docx',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
    ]);
    const [pdf, word] = answer.mail.attachments;
    expect(pdf?.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(word?.content.subarray(0, 2).toString()).toBe('PK');
    // The blank that goes out comes back: it is one of ours, and blank.
    const back = await writeMail({
      from: KNOWN,
      files: [{ name: 'f.pdf', bytes: pdf?.content ?? Buffer.of() }],
    });
    expect((await send(service, back))[0]).toMatchObject({ letters: ['blank:sent'] });
  });

  test('goes with the letter when a sheet comes with the request', async () => {
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-08' }) }];
    const text = 'Voici ; merci de m’envoyer une fiche vierge pour le suivant.';
    await send(service, await writeMail({ from: KNOWN, text, files }));
    const answer = await lastLetterTo(service, KNOWN);
    expect(answer.mail.subject).toBe('[DARA-0002] Fiche reçue, complète');
    expect(answer.mail.attachments).toHaveLength(2);
    expect(answer.mail.text).toContain('La fiche vierge est jointe');
  });
});

describe('machines and ourselves', () => {
  const inThread = (): Record<string, string> => ({ 'In-Reply-To': letter.mail.messageId ?? '' });
  interface Machine {
    readonly headers?: Record<string, string>;
    readonly from?: string;
    readonly envelopeFrom?: string;
  }
  test.each<[string, Machine]>([
    ['an out-of-office reply', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['an out-of-office reply told by its subject', { headers: { Subject: 'Réponse automatique : absence' } }],
    ['bulk', { headers: { Precedence: 'bulk' } }],
    ['a list', { headers: { 'List-Id': 'Actualités <actu.chu-valmont.test>' } }],
    ['one with an empty Return-Path', { envelopeFrom: '' }],
    ['a bounce address', { from: 'MAILER-DAEMON@chu-valmont.test' }],
    ['our own address', { from: 'recueil@etude-dara.test' }],
    ['our own address with a plus', { from: 'recueil+abc@etude-dara.test' }],
  ])('%s gets nothing, though in a known thread', async (_what, { headers, from = KNOWN, envelopeFrom }) => {
    daysAhead += 31;
    const sent = service.smtp.messages.length;
    const raw = rawMessage({ from, headers: { ...inThread(), ...headers } });
    const message = await sendOne(service, raw, envelopeFrom);
    expect(message).toMatchObject({ state: 'answered', letters: [], outcomes: ['no_sheet'] });
    // Nobody's work.
    if (!from.startsWith('recueil')) expect(message.toSee).toBeNull();
    expect(service.smtp.messages).toHaveLength(sent);
    // The same from a person is answered.
    const [other] = await send(service, rawMessage({ from: KNOWN, headers: inThread() }));
    expect(other).toMatchObject({ letters: ['noted:sent'], toSee: 'words' });
  });

  test('a sheet that a machine sends is read, and the machine not answered', async () => {
    const sent = service.smtp.messages.length;
    const from = 'fax@chu-valmont.test';
    const files = [{ name: 'fax.pdf', bytes: await press({ 'patient.code': 'FAX-1' }) }];
    const raw = await writeMail({ from, headers: { 'Auto-Submitted': 'auto-generated' }, files });
    const [message] = await send(service, raw);
    expect(message).toMatchObject({ outcomes: ['new'], letters: [] });
    expect((await service.cases()).at(-1)?.answers['patient.code']).toBe('FAX-1');
    expect(service.smtp.messages).toHaveLength(sent);
    const [contact] = await service.query<{ count: string }>('select count(*) from contacts');
    expect(await service.query('select count(*) from contacts')).toEqual([contact]);
  });

  test('Auto-Submitted: no is a person', async () => {
    const files = [{ name: 'fiche.pdf', bytes: await press({ 'patient.code': 'VAL-09' }) }];
    const raw = await writeMail({ from: KNOWN, headers: { 'Auto-Submitted': 'no' }, files });
    expect((await send(service, raw))[0]?.letters).toEqual(['complete:sent']);
  });

  test('a delivery report marks the letter that bounced, and is not answered', async () => {
    const sent = service.smtp.messages.length;
    const report = rawMessage({
      from: 'MAILER-DAEMON@mx.chu-valmont.test',
      subject: 'Undelivered Mail Returned to Sender',
      headers: {
        'Return-Path': '<>',
        'Auto-Submitted': 'auto-replied',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      body: [
        ...['--b', 'Content-Type: text/plain', '', 'I could not deliver it.', '--b'],
        ...['Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.chu-valmont.test', ''],
        ...[`Final-Recipient: rfc822; ${KNOWN}`, 'Action: failed', 'Status: 5.1.1', '', '--b'],
        ...['Content-Type: message/rfc822', '', letter.raw, '--b--', ''],
      ].join('\r\n'),
    });
    const [message] = await send(service, report);
    expect(message).toMatchObject({ outcomes: ['bounce'], letters: [], toSee: 'bounced' });
    const [row] = await service.query('select state from letters where mail_id = $1', [
      letter.mail.messageId,
    ]);
    expect(row).toEqual({ state: 'bounced' });
    expect(service.smtp.messages).toHaveLength(sent);
  });
});
