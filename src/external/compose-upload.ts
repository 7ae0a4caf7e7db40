/** A sheet that a person puts in, as a message of the same walk: a MIME message without a sender, its files as they are. */
import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type Envelope } from './sealed-envelope.js';

export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** @param note a person's words on it */
export function composeUpload(files: readonly UploadedFile[], note: string, date: Date): Promise<Buffer> {
  return build(
    { subject: note, text: note, date, messageId: `<upload.${randomUUID()}@recueil.invalid>` },
    files,
  );
}

/** A clinician's message again, with a file of it opened: who wrote, and in which thread, stays. */
export function composeOpened(envelope: Envelope, file: UploadedFile, date: Date): Promise<Buffer> {
  const { from, fromName, subject, text, messageId, references, inReplyTo, headers } = envelope;
  const kept = Object.entries(headers).filter(([name]) => name.startsWith('x-recueil-'));
  return build(
    {
      ...(from === null ? {} : { from: fromName === null ? from : { name: fromName, address: from } }),
      ...(envelope.replyTo.length > 0 ? { replyTo: [...envelope.replyTo] } : {}),
      to: [...envelope.to],
      subject,
      text,
      date,
      messageId: messageId ?? `<opened.${randomUUID()}@recueil.invalid>`,
      references: [...references],
      ...(inReplyTo[0] === undefined ? {} : { inReplyTo: inReplyTo[0] }),
      headers: { ...Object.fromEntries(kept), 'X-Recueil-Opened': randomUUID() },
    },
    [file],
  );
}

function build(
  message: ConstructorParameters<typeof MailComposer>[0],
  files: readonly UploadedFile[],
): Promise<Buffer> {
  return new MailComposer({
    ...message,
    attachments: files.map(({ name, type, bytes }) => ({
      filename: name,
      contentType: type,
      content: bytes,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
