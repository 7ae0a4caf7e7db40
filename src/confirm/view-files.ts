/**
 * Step 5: the files that answers came from, looked at in the reader process: this one never opens what came by mail. Pictures
 * are kept in memory for a while, never on a disk, and go with the file when a patient objects.
 */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from '../database/orm.js';
import { READER, VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { type FileLook, type FileViewer, type LookedFile } from '../core/sheet/file-look.js';
import { Attachment, Content } from '../database/entities/index.js';
import { getContent } from '../database/repositories/contents.js';
import { openContent } from '../external/sealed-content.js';
import { type Vault } from '../external/vault.js';
import { Recent } from './recent.js';

const IMAGE_BYTES = 64 * 1024 * 1024;
const LOOKS = 500;
const ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([1-9]\d{0,2}))?$/;

export interface ViewedFile {
  readonly attachment: Attachment;
  /** Which of its sheets, from 1. */
  readonly sheet: number;
}

@Injectable()
export class ViewFiles {
  private readonly images = new Recent<Uint8Array>(IMAGE_BYTES, ({ length }) => length);
  private readonly looks = new Recent<FileLook>(LOOKS, () => 1);

  constructor(
    private readonly source: DataSource,
    @Inject(READER) private readonly viewer: FileViewer,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** `id` as routes name a source: an attachment's, with the number of the sheet. Throws the Problem `source_unknown`. */
  async find(id: string): Promise<ViewedFile> {
    const [, attachmentId, sheet] = ID.exec(id) ?? [];
    const { manager } = this.source;
    const attachment =
      attachmentId === undefined ? null : await manager.findOneBy(Attachment, { id: attachmentId });
    if (!attachment) throw refuse();
    const content = await manager.findOne(Content, {
      where: { id: attachment.contentId },
      select: { id: true, size: true },
    });
    if (!content || content.size === 0) {
      this.images.forget(attachment.id);
      this.looks.forget(attachment.id);
      throw refuse();
    }
    return { attachment, sheet: Number(sheet ?? 1) };
  }

  /** Throws the Problem `source_unreadable` when the file cannot be opened. */
  async look(file: ViewedFile): Promise<FileLook> {
    return this.looks.get(keyOf(file), async () => {
      const look = await this.viewer.look(await this.open(file));
      if (!look) throw new Problem('source_unreadable', 'notFound', 'This file cannot be shown.');
      return look;
    });
  }

  /** What is known of it already. */
  findLook(id: string): FileLook | null {
    return this.looks.find(id.includes('.') ? id : `${id}.1`);
  }

  /** PNG. Throws the Problem `page_unknown`. */
  async draw(file: ViewedFile, page: number, dpi: number): Promise<Uint8Array> {
    return this.images.get(`${keyOf(file)}:${page}:${dpi}`, async () => {
      const png = await this.viewer.draw(await this.open(file), page, dpi);
      if (!png)
        throw new Problem('page_unknown', 'notFound', 'There is no such page, or it cannot be drawn.');
      return png;
    });
  }

  async read({ attachment }: ViewedFile): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const content = await getContent(this.source.manager, attachment.contentId);
    return {
      name: this.vault.openText(attachment.sealedName, `attachments.sealed_name:${attachment.id}`),
      bytes: openContent(this.vault, content),
    };
  }

  private async open(file: ViewedFile): Promise<LookedFile> {
    return { ...(await this.read(file)), sheet: file.sheet };
  }
}

function keyOf({ attachment, sheet }: ViewedFile): string {
  return `${attachment.id}.${sheet}`;
}

function refuse(): Problem {
  return new Problem('source_unknown', 'notFound', 'There is no such file, or it is gone.');
}
