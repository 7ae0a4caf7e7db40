/** Step 5: messages and letters in the clear, for the eyes of investigators. What was purged is shown as such. */
import { Inject, Injectable } from '@nestjs/common';
import { VAULT } from '../config/tokens.js';
import { wordFinding } from '../core/sheet/finding.js';
import {
  Attachment,
  Case,
  Letter,
  MailboxEntry,
  type Message,
  Outcome,
  Reading,
} from '../database/entities/index.js';
import { DataSource, In } from '../database/orm.js';
import { type Envelope, openEnvelope } from '../external/sealed-envelope.js';
import { openLetter, type SealedLetter } from '../external/sealed-letter.js';
import { openReading } from '../external/sealed-reading.js';
import { type Vault } from '../external/vault.js';
import { type FileView, type LetterLine, type MessageLine } from './mail-views.js';

@Injectable()
export class OpenMail {
  constructor(
    private readonly source: DataSource,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Null for a message that was not read yet, or was purged. */
  envelope({ id, sealedEnvelope }: Message): Envelope | null {
    return sealedEnvelope && sealedEnvelope.length > 0 ? openEnvelope(this.vault, id, sealedEnvelope) : null;
  }

  letter({ id, sealed }: Letter): SealedLetter | null {
    return sealed.length > 0 ? openLetter(this.vault, id, sealed) : null;
  }

  /** In the order given. */
  async describeMessages(messages: readonly Message[]): Promise<MessageLine[]> {
    const { manager } = this.source;
    const ids = messages.map(({ id }) => id);
    const outcomes = await manager.find(Outcome, {
      where: { messageId: In(ids) },
      order: { createdAt: 'ASC' },
    });
    const letters = await manager.find(Letter, {
      where: { messageId: In(ids) },
      order: { createdAt: 'ASC' },
    });
    const places = await manager.find(MailboxEntry, {
      where: { messageId: In(ids) },
      select: { messageId: true, folder: true },
    });
    const cases = await this.findReferences(outcomes.map(({ caseId }) => caseId));
    return messages.map((message) => {
      const envelope = this.envelope(message);
      const own = outcomes.filter(({ messageId }) => messageId === message.id);
      return {
        id: message.id,
        origin: message.origin,
        folders: [
          ...new Set(places.filter(({ messageId }) => messageId === message.id).map(({ folder }) => folder)),
        ].sort(),
        state: message.state,
        receivedAt: message.receivedAt.toISOString(),
        from: envelope?.from ?? null,
        subject: envelope?.subject ?? null,
        toSee: message.toSee,
        lastError: message.lastError,
        references: [...new Set(own.flatMap(({ caseId }) => cases.get(caseId ?? '') ?? []))],
        outcomes: own.map(({ kind }) => kind),
        letters: letters
          .filter(({ messageId, outcomeId }) => messageId === message.id && outcomeId !== null)
          .map(({ id, kind, state }) => ({ id, kind, state })),
      };
    });
  }

  async describeLetters(letters: readonly Letter[]): Promise<LetterLine[]> {
    const cases = await this.findReferences(letters.map(({ caseId }) => caseId));
    return letters.map((letter) => {
      const opened = this.letter(letter);
      return {
        id: letter.id,
        kind: letter.kind,
        state: letter.state,
        to: opened?.envelope.to[0] ?? null,
        subject: opened?.subject ?? null,
        references: opened?.several
          ? opened.several.cases.map(({ reference }) => reference)
          : [cases.get(letter.caseId ?? '')].filter((reference) => reference !== undefined),
        createdAt: letter.createdAt.toISOString(),
        sentAt: letter.sentAt?.toISOString() ?? null,
        lastError: letter.lastError,
        attempts: letter.attempts,
        bounceReason: letter.bounceReason,
        notBefore: letter.notBefore?.toISOString() ?? null,
      };
    });
  }

  /** The files of messages, by message. */
  async listFiles(messageIds: readonly string[]): Promise<Map<string, FileView[]>> {
    const { manager } = this.source;
    const where = { messageId: In([...messageIds]) };
    const files = await manager.find(Attachment, { where, order: { position: 'ASC' } });
    const readings = await manager.find(Reading, { where, order: { position: 'ASC' } });
    const byMessage = new Map<string, FileView[]>();
    for (const file of files) {
      const read = readings.filter(({ attachmentId }) => attachmentId === file.id);
      const list = byMessage.get(file.messageId) ?? [];
      list.push({
        id: file.id,
        name:
          file.sealedName.length > 0
            ? this.vault.openText(file.sealedName, `attachments.sealed_name:${file.id}`)
            : '–',
        mediaType: file.mediaType,
        size: file.size,
        ...this.wordTrouble(read),
      });
      byMessage.set(file.messageId, list);
    }
    return byMessage;
  }

  async findReferences(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const known = [...new Set(ids)].filter((id) => id !== null);
    const cases = await this.source.manager.find(Case, {
      where: { id: In(known) },
      select: { id: true, reference: true },
    });
    return new Map(cases.map(({ id, reference }) => [id, reference]));
  }

  /** Why none of its readings gave a sheet. */
  private wordTrouble(readings: readonly Reading[]): Pick<FileView, 'finding' | 'locked'> {
    if (readings.length === 0 || readings.some(({ state }) => state !== 'none'))
      return { finding: null, locked: false };
    const findings = readings.flatMap(({ id, sealedResult }) =>
      sealedResult.length > 0 ? openReading(this.vault, id, sealedResult).findings : [],
    );
    const [first] = findings;
    return {
      finding: first ? { fr: wordFinding(first, 'fr'), en: wordFinding(first, 'en') } : null,
      locked: findings.some(({ code }) => code === 'password_protected'),
    };
  }
}
