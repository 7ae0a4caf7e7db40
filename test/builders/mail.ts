/** A clinician's e-mail with files, as a mail program makes it. */
import MailComposer from 'nodemailer/lib/mail-composer';

export interface MailFields {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly headers?: Record<string, string>;
  readonly files?: readonly {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly type?: string;
    readonly inline?: boolean;
  }[];
}

export async function writeMail(fields: MailFields): Promise<Buffer> {
  return new MailComposer({
    from: fields.from ?? 'Dr Claire Vasseur <claire.vasseur@chu-valmont.test>',
    to: fields.to ?? 'recueil@etude-dara.test',
    subject: fields.subject ?? 'Fiche de recueil',
    text: fields.text ?? 'Bonjour,\n\nVoici la fiche.\n\nBien cordialement',
    ...(fields.messageId === undefined ? {} : { messageId: fields.messageId }),
    ...(fields.inReplyTo === undefined ? {} : { inReplyTo: fields.inReplyTo }),
    ...(fields.references === undefined ? {} : { references: fields.references }),
    headers: fields.headers ?? {},
    attachments: (fields.files ?? []).map(({ name, bytes, type, inline }) => ({
      filename: name,
      content: Buffer.from(bytes),
      ...(type === undefined ? {} : { contentType: type }),
      contentDisposition: inline ? 'inline' : 'attachment',
    })),
  })
    .compile()
    .build();
}
