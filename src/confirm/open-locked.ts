/**
 * Step 5: a file under a password. It is opened once, in the reader process, with the password that was told by telephone; the opened file
 * goes the usual walk as a message of the same sender. The password is in no row, no job and no log.
 */
import { type UploadOrigin } from '../core/case/upload-origin.js';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, READER, STORE_UPLOAD, VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { type FileOpener } from '../core/sheet/file-look.js';
import { Attachment, Message } from '../database/entities/index.js';
import { DataSource } from '../database/orm.js';
import { getContent } from '../database/repositories/contents.js';
import { composeOpened } from '../external/compose-upload.js';
import { openContent } from '../external/sealed-content.js';
import { type Vault } from '../external/vault.js';
import { OpenMail } from './open-mail.js';

@Injectable()
export class OpenLocked {
  constructor(
    private readonly source: DataSource,
    private readonly mail: OpenMail,
    @Inject(READER) private readonly reader: FileOpener,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(STORE_UPLOAD)
    private readonly store: (raw: Buffer, origin: UploadOrigin | null) => Promise<string>,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The message that holds the opened file. Throws Problems: `attachment_unknown`, `password_wrong`. */
  async open(attachmentId: string, password: string): Promise<string> {
    const { manager } = this.source;
    const attachment = await manager.findOneBy(Attachment, { id: attachmentId });
    if (!attachment) throw new Problem('attachment_unknown', 'notFound', 'There is no such file.');
    const message = await manager.findOneByOrFail(Message, { id: attachment.messageId });
    const envelope = this.mail.envelope(message);
    if (!envelope) throw new Problem('attachment_unknown', 'notFound', 'There is no such file.');
    const name = this.vault.openText(attachment.sealedName, `attachments.sealed_name:${attachment.id}`);
    const locked = openContent(this.vault, await getContent(manager, attachment.contentId));
    const opened = await this.reader.unlock({ name, bytes: locked, type: attachment.mediaType }, password);
    if (!opened) throw new Problem('password_wrong', 'invalid', 'The file does not open with this password.');
    const raw = await composeOpened(
      envelope,
      { name, type: attachment.mediaType, bytes: Buffer.from(opened) },
      this.now(),
    );
    // What the checks called forged is not answered by way of its copy.
    const isAnswered = message.origin === 'mail' && message.authentication !== 'fail';
    const { origin: came } = message;
    const origin = came === 'mail' || came === 'form' || came === 'upload' ? 'other' : came;
    const id = await this.store(raw, isAnswered ? null : origin);
    await manager.update(Message, message.id, { toSee: null, updatedAt: this.now() });
    return id;
  }
}
