/** Notices that a letter did not arrive, in the forms of the servers that clinicians' hospitals and providers run. */
import { type Bounce } from '../../src/core/letter/judge-bounce.js';
import { rawMessage } from './mime.js';

export interface Bounced {
  /** To whom the letter went. */
  readonly recipient: string;
  /** Its Message-ID, with brackets. */
  readonly mailId: string;
  /** Of the notice. */
  readonly messageId: string;
}

export interface BounceSample {
  readonly name: string;
  readonly write: (bounced: Bounced) => string;
  readonly expected: Bounce;
}

const crlf = (...lines: readonly string[]): string => lines.join('\r\n');
const hostOf = (address: string): string => address.slice(address.indexOf('@') + 1);
const headersOf = ({ recipient, mailId }: Bounced): string[] => [
  'Received: from mail.etude-dara.test by mx.relais.test; Tue, 3 Mar 2026 10:00:00 +0100',
  'From: Étude DARA <recueil@etude-dara.test>',
  `To: ${recipient}`,
  'Subject: [DARA-0001] Deux précisions',
  `Message-ID: ${mailId}`,
];

/** RFC 3464, as Postfix and most others write it. */
function report(
  { action = 'failed', status, diagnostic, words = 'The mail system' }: Record<string, string>,
  returned: 'headers' | 'whole' | 'none' = 'headers',
) {
  return (bounced: Bounced): string =>
    rawMessage({
      from: `MAILER-DAEMON@mx.${hostOf(bounced.recipient)}`,
      subject:
        action === 'delayed' ? 'Delayed Mail (still being retried)' : 'Undelivered Mail Returned to Sender',
      messageId: bounced.messageId,
      headers: {
        'Return-Path': '<>',
        'Auto-Submitted': 'auto-replied',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b1"',
        ...(returned === 'none' && { 'In-Reply-To': bounced.mailId }),
      },
      body: crlf(
        ...['--b1', 'Content-Type: text/plain; charset=utf-8', '', words ?? '', '', '--b1'],
        ...[
          'Content-Type: message/delivery-status',
          '',
          `Reporting-MTA: dns; mx.${hostOf(bounced.recipient)}`,
          '',
        ],
        ...[`Final-Recipient: rfc822; ${bounced.recipient}`, `Action: ${action}`, `Status: ${status ?? ''}`],
        ...(diagnostic === undefined ? [] : [`Diagnostic-Code: smtp; ${diagnostic}`]),
        '',
        ...(returned === 'none' ? [] : ['--b1']),
        ...(returned === 'headers'
          ? ['Content-Type: text/rfc822-headers', '', ...headersOf(bounced), '']
          : []),
        ...(returned === 'whole'
          ? [
              'Content-Type: message/rfc822',
              '',
              ...headersOf(bounced),
              '',
              'Bonjour, quota dépassé, boîte pleine ?',
              '',
            ]
          : []),
        '--b1--',
        '',
      ),
    });
}

/** A notice in words alone. */
function words(
  fields: {
    readonly from: string;
    readonly subject: string;
    readonly headers?: Record<string, string>;
    readonly type?: string;
  },
  body: (bounced: Bounced) => readonly string[],
) {
  return (bounced: Bounced): string =>
    rawMessage({
      from: fields.from,
      subject: fields.subject,
      messageId: bounced.messageId,
      headers: {
        'Content-Type': fields.type ?? 'text/plain; charset=utf-8',
        ...Object.fromEntries(
          Object.entries(fields.headers ?? {}).map(([name, value]) => [
            name,
            value.replace('RECIPIENT', bounced.recipient).replace('MAILID', bounced.mailId),
          ]),
        ),
      },
      body: crlf(...body(bounced), ''),
    });
}

const hard = (reason: Bounce['reason']): Bounce => ({ kind: 'hard', reason });
const soft = (reason: Bounce['reason']): Bounce => ({ kind: 'soft', reason });
const delayed: Bounce = { kind: 'delayed', reason: 'unreachable' };

export const BOUNCES: readonly BounceSample[] = [
  {
    name: 'Postfix, unknown user',
    write: report({ status: '5.1.1', diagnostic: '550 5.1.1 <x>: User unknown' }),
    expected: hard('no_such_address'),
  },
  {
    name: 'Postfix, the whole letter back',
    write: report({ status: '5.1.1', diagnostic: '550 5.1.1 User unknown' }, 'whole'),
    expected: hard('no_such_address'),
  },
  {
    name: 'Postfix, named in In-Reply-To alone',
    write: report({ status: '5.1.1' }, 'none'),
    expected: hard('no_such_address'),
  },
  {
    name: 'Postfix, no such domain',
    write: report({ status: '5.4.4', diagnostic: '550 Host or domain name not found' }),
    expected: hard('no_such_domain'),
  },
  {
    name: 'Postfix, mailbox full as 5.2.2',
    write: report({ status: '5.2.2', diagnostic: '552 5.2.2 Over quota' }),
    expected: soft('mailbox_full'),
  },
  {
    name: 'Dovecot LMTP, 4.2.2 given up',
    write: report({ status: '4.2.2', diagnostic: '452 4.2.2 Quota exceeded (mailbox for user is full)' }),
    expected: soft('mailbox_full'),
  },
  {
    name: 'Postfix, given up after five days',
    write: report({ status: '4.4.1', diagnostic: 'connect to mx[192.0.2.1]:25: Connection timed out' }),
    expected: soft('unreachable'),
  },
  {
    name: 'Postfix, a delay',
    write: report({ action: 'delayed', status: '4.4.1', diagnostic: 'Connection timed out' }),
    expected: delayed,
  },
  {
    name: 'unspecific 5.0.0, words tell',
    write: report({ status: '5.0.0', diagnostic: '550 Requested action not taken: mailbox unavailable' }),
    expected: hard('no_such_address'),
  },
  {
    name: 'taken for spam',
    write: report({ status: '5.7.1', diagnostic: '554 5.7.1 Message rejected as spam by Content Filtering' }),
    expected: hard('rejected'),
  },
  {
    name: 'too large',
    write: report({ status: '5.3.4', diagnostic: '552 5.3.4 Message size exceeds fixed limit' }),
    expected: hard('too_large'),
  },
  {
    name: 'Microsoft 365, 5.1.10',
    write: report({
      status: '5.1.10',
      diagnostic: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      words: 'Votre message à x n’a pas pu être remis.',
    }),
    expected: hard('no_such_address'),
  },
  {
    name: 'Microsoft 365, 5.4.1 for an address its directory lacks',
    write: report({ status: '5.4.1', diagnostic: '550 5.4.1 Recipient address rejected: Access denied' }),
    expected: hard('no_such_address'),
  },
  {
    name: 'Exchange in words, French',
    write: words(
      {
        from: 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@chu-valmont.test',
        subject: 'Non remis : [DARA-0001] Deux précisions',
        headers: { 'In-Reply-To': 'MAILID' },
      },
      ({ recipient }) => [
        'Échec de la remise pour les destinataires ou groupes suivants :',
        '',
        recipient,
        'L’adresse de messagerie que vous avez entrée est introuvable. Vérifiez l’adresse.',
        '',
        'Serveur distant : 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found',
      ],
    ),
    expected: hard('no_such_address'),
  },
  {
    name: 'Exchange in words, mailbox full, headers quoted',
    write: words(
      {
        from: 'postmaster@chu-valmont.test',
        subject: 'Undeliverable: [DARA-0001] Deux précisions',
        headers: { 'Return-Path': '<>' },
      },
      (bounced) => [
        'Your message could not be delivered.',
        '',
        `The recipient's mailbox is full and can't accept messages now.`,
        '',
        'Original message headers:',
        ...headersOf(bounced),
      ],
    ),
    expected: soft('mailbox_full'),
  },
  {
    name: 'Gmail, address not found',
    write: words(
      {
        from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.test>',
        subject: 'Delivery Status Notification (Failure)',
        headers: { 'X-Failed-Recipients': 'RECIPIENT', 'In-Reply-To': 'MAILID', References: 'MAILID' },
      },
      ({ recipient }) => [
        '** Address not found **',
        '',
        `Your message wasn't delivered to ${recipient} because the address couldn't be found, or is unable to receive mail.`,
        '',
        'The response was:',
        '',
        '550 5.1.1 The email account that you tried to reach does not exist.',
      ],
    ),
    expected: hard('no_such_address'),
  },
  {
    name: 'Gmail, inbox full, HTML',
    write: words(
      {
        from: 'mailer-daemon@googlemail.test',
        subject: 'Delivery Status Notification (Failure)',
        type: 'text/html; charset=utf-8',
        headers: { 'X-Failed-Recipients': 'RECIPIENT', 'In-Reply-To': 'MAILID' },
      },
      ({ recipient }) => [
        `<p><b>Recipient inbox full</b></p><p>Your message couldn't be delivered to <b>${recipient}</b>. Their inbox is full, or it's getting too much mail right now.</p>`,
      ],
    ),
    expected: soft('mailbox_full'),
  },
  {
    name: 'Gmail, a delay',
    write: words(
      {
        from: 'mailer-daemon@googlemail.test',
        subject: 'Delivery Status Notification (Delay)',
        headers: { 'X-Failed-Recipients': 'RECIPIENT', 'In-Reply-To': 'MAILID' },
      },
      ({ recipient }) => [
        `** Delivery incomplete **`,
        '',
        `There was a temporary problem delivering your message to ${recipient}. Gmail will keep trying for 45 more hours.`,
      ],
    ),
    expected: delayed,
  },
  {
    name: 'Orange, unknown address',
    write: words(
      {
        from: 'MAILER-DAEMON@smtp.orange.test',
        subject: 'Mail delivery failed: returning message to sender',
        headers: { 'Return-Path': '<>' },
      },
      (bounced) => [
        'Ce message a été généré automatiquement par le serveur de messagerie.',
        '',
        `  ${bounced.recipient}`,
        '    550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]',
        '',
        '------ Ceci est une copie du message, avec tous ses en-têtes. ------',
        '',
        ...headersOf(bounced),
      ],
    ),
    expected: hard('no_such_address'),
  },
  {
    name: 'Orange, mailbox full',
    write: words(
      {
        from: 'MAILER-DAEMON@smtp.orange.test',
        subject: 'Non remise de votre message',
        headers: { 'Return-Path': '<>' },
      },
      (bounced) => [
        'Votre message n’a pas pu être remis :',
        `  ${bounced.recipient} : boîte aux lettres pleine. OFR_417 [417] Mailbox full`,
        '',
        ...headersOf(bounced),
      ],
    ),
    expected: soft('mailbox_full'),
  },
  {
    name: 'Exim',
    write: words(
      {
        from: 'Mail Delivery System <Mailer-Daemon@mx.relais.test>',
        subject: 'Mail delivery failed: returning message to sender',
        headers: { 'X-Failed-Recipients': 'RECIPIENT' },
      },
      (bounced) => [
        'This message was created automatically by mail delivery software.',
        '',
        'A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.',
        '',
        `  ${bounced.recipient}`,
        '    Unrouteable address',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        '',
        ...headersOf(bounced),
      ],
    ),
    expected: hard('no_such_domain'),
  },
  {
    name: 'Exim, retry time exceeded',
    write: words(
      {
        from: 'Mailer-Daemon@mx.relais.test',
        subject: 'Mail delivery failed: returning message to sender',
        headers: { 'X-Failed-Recipients': 'RECIPIENT' },
      },
      (bounced) => [
        `  ${bounced.recipient}`,
        '    host mx.chu-valmont.test [192.0.2.1]: retry timeout exceeded',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        ...headersOf(bounced),
      ],
    ),
    expected: soft('unreachable'),
  },
  {
    name: 'Exim, a warning',
    write: words(
      { from: 'Mailer-Daemon@mx.relais.test', subject: 'Warning: message 1a2b3c delayed 24 hours' },
      (bounced) => [
        `The message has not yet been delivered to ${bounced.recipient}.`,
        'No action is required on your part. Delivery attempts will continue.',
        '',
        ...headersOf(bounced),
      ],
    ),
    expected: delayed,
  },
  {
    name: 'qmail',
    write: words(
      { from: 'MAILER-DAEMON@mx.relais.test', subject: 'failure notice', headers: { 'Return-Path': '<>' } },
      (bounced) => [
        'Hi. This is the qmail-send program at mx.relais.test.',
        `I'm afraid I wasn't able to deliver your message to the following addresses.`,
        `This is a permanent error; I've given up. Sorry it didn't work out.`,
        '',
        `<${bounced.recipient}>:`,
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '',
        '--- Below this line is a copy of the message.',
        '',
        ...headersOf(bounced),
      ],
    ),
    expected: hard('no_such_address'),
  },
  {
    name: 'Zimbra of a hospital, French',
    write: words(
      {
        from: 'postmaster@chu-valmont.test',
        subject: 'Échec de remise du message',
        headers: { 'Return-Path': '<>' },
      },
      (bounced) => [
        `Destinataire inconnu : ${bounced.recipient}`,
        '',
        '----- Message d’origine -----',
        ...headersOf(bounced),
      ],
    ),
    expected: hard('no_such_address'),
  },
  {
    name: 'a server that says no word that is known, 4xx',
    write: words(
      { from: 'postmaster@chu-valmont.test', subject: 'Delivery failure', headers: { 'Return-Path': '<>' } },
      (bounced) => ['<<< 451 Aborted', '', ...headersOf(bounced)],
    ),
    expected: soft('unknown'),
  },
  {
    name: 'a server that says no word that is known',
    write: words(
      { from: 'postmaster@chu-valmont.test', subject: 'Delivery failure', headers: { 'Return-Path': '<>' } },
      (bounced) => ['<<< 554 Aborted', '', ...headersOf(bounced)],
    ),
    expected: hard('unknown'),
  },
];
