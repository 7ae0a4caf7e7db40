/** A delivery report (RFC 3464): the letter did not arrive, and never will. */
import { rawMessage } from './mime.js';

export interface ReportFields {
  readonly recipient: string;
  /** Message-ID of the letter that came back, with its brackets. */
  readonly mailId: string;
  /** Of the report. */
  readonly messageId: string;
}

export function deliveryReport({ recipient, mailId, messageId }: ReportFields): string {
  const host = `mx.${recipient.slice(recipient.indexOf('@') + 1)}`;
  return rawMessage({
    from: `MAILER-DAEMON@${host}`,
    subject: 'Undelivered Mail Returned to Sender',
    messageId,
    headers: {
      'Auto-Submitted': 'auto-replied',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    body: [
      ...['--b', 'Content-Type: text/plain', '', 'unknown user', '--b'],
      ...['Content-Type: message/delivery-status', '', `Reporting-MTA: dns; ${host}`, ''],
      ...[`Final-Recipient: rfc822; ${recipient}`, 'Action: failed', 'Status: 5.1.1', ''],
      ...['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${mailId}`, '', '--b--', ''],
    ].join('\r\n'),
  });
}
