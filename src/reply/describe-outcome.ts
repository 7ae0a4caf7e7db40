/** Step 4: what a letter may say of an outcome: references, names of questions and codes; never an answer. */
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../database/orm.js';
import { type Config } from '../config/config.js';
import { CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { findDay, measureCase } from '../core/case/measure-case.js';
import { asksForBlank } from '../core/letter/asks-for-blank.js';
import { findFileType } from '../core/letter/file-type.js';
import { type LetterOutcome, UNREAD_REASONS, type UnreadFile } from '../core/letter/letter-input.js';
import { listAsks, needsPersonToRead } from '../core/letter/list-asks.js';
import { findThreadCase } from '../core/letter/thread-token.js';
import { joinFindings } from '../core/sheet/join-findings.js';
import { type Language, type Study } from '../core/study/study.js';
import {
  Attachment,
  Case,
  CaseAnswers,
  type Message,
  type Outcome,
  Reading,
} from '../database/entities/index.js';
import { openCase } from '../external/sealed-case.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { openReading } from '../external/sealed-reading.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';

export interface DescribedOutcome {
  readonly outcome: LetterOutcome;
  readonly language: Language;
  readonly withBlank: boolean;
  /** Why an investigator should look at the message whatever is answered; null when nobody has to. */
  readonly toSee: string | null;
}

@Injectable()
export class DescribeOutcome {
  constructor(
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async describe(
    manager: EntityManager,
    outcome: Outcome,
    message: Message,
    envelope: Envelope | null,
  ): Promise<DescribedOutcome> {
    if (outcome.caseId !== null) return this.describeCase(manager, outcome.caseId, outcome.kind);
    const language: Language = 'fr';
    const text = envelope ? `${envelope.subject}\n${envelope.text}` : '';
    const withBlank = envelope !== null && (asksForBlank(envelope.subject) || asksForBlank(envelope.text));
    const plain = (described: LetterOutcome, toSee: string | null): DescribedOutcome => ({
      outcome: described,
      language: guessLanguage(text) ?? language,
      withBlank,
      toSee,
    });
    switch (outcome.kind) {
      case 'bounce':
        return plain({ outcome: 'no_sheet' }, 'bounced');
      case 'oversize':
        return plain({ outcome: 'oversize', maxBytes: this.config.mailMaxBytes }, 'oversize');
      case 'blank':
        return plain({ outcome: 'blank' }, null);
      case 'unreadable':
        return plain({ outcome: 'unreadable', files: await this.listUnread(manager, message) }, 'unreadable');
      default: {
        if (withBlank) return plain({ outcome: 'blank_sent' }, null);
        const threadCaseId = envelope ? findThreadCase(listTraces(envelope), threadSign(this.vault)) : null;
        const known = threadCaseId ? await manager.findOneBy(Case, { id: threadCaseId }) : null;
        if (!known)
          return plain(
            { outcome: 'no_sheet' },
            envelope?.encrypted ? 'encrypted' : envelope?.damaged ? 'damaged' : 'no_sheet',
          );
        // Answers in words: an investigator reads them.
        return {
          ...plain({ outcome: 'noted', reference: known.reference }, 'words'),
          language: known.language,
        };
      }
    }
  }

  private async describeCase(
    manager: EntityManager,
    caseId: string,
    kind: string,
  ): Promise<DescribedOutcome> {
    const found = await manager.findOneByOrFail(Case, { id: caseId });
    const { reference, language } = found;
    const plain = (outcome: LetterOutcome, toSee: string | null): DescribedOutcome => ({
      outcome,
      language,
      withBlank: false,
      toSee,
    });
    switch (kind) {
      case 'unchanged':
        return plain({ outcome: 'unchanged', reference }, null);
      case 'waiting':
        return plain({ outcome: 'waiting', reference }, 'waiting');
      case 'closed':
        return plain({ outcome: 'closed', reference }, null);
    }
    const { sealed } = await manager.findOneByOrFail(CaseAnswers, { caseId });
    const document = openCase(this.vault, caseId, sealed);
    const day = findDay(found.receivedAt, this.config.timeZone);
    const measure = measureCase(this.study, document.answers, day);
    const asks = listAsks(this.study, {
      missing: measure.missing,
      answers: document.answers,
      findings: joinFindings(document.findings, measure.findings),
    });
    const personReads = needsPersonToRead(document.answers);
    // A sheet that may be a known case's patient has its own draft meanwhile, and its own questions.
    const toSee = kind === 'proposed' ? 'proposed' : null;
    return plain({ outcome: kind === 'updated' ? 'updated' : 'new', reference, asks, personReads }, toSee);
  }

  /** The files that gave no sheet, by their type and why. */
  private async listUnread(manager: EntityManager, message: Message): Promise<UnreadFile[]> {
    const attachments = await manager.findBy(Attachment, { messageId: message.id });
    const readings = await manager.find(Reading, {
      where: { messageId: message.id },
      order: { position: 'ASC' },
    });
    return readings.flatMap((row) => {
      const { findings } = openReading(this.vault, row.id, row.sealedResult);
      const reason = UNREAD_REASONS.find((code) => findings.some((finding) => finding.code === code));
      const file = attachments.find(({ id }) => id === row.attachmentId);
      if (!reason || !file) return [];
      const name = this.vault.openText(file.sealedName, `attachments.sealed_name:${file.id}`);
      return [{ type: findFileType(file.mediaType, name), reason }];
    });
  }
}

/** The language of a message's own words, where a few common ones tell; null when they do not. */
function guessLanguage(text: string): Language | null {
  const count = (words: RegExp): number => text.toLowerCase().match(words)?.length ?? 0;
  const french = count(/\b(?:bonjour|merci|vous|je|nous|fiche|pour|les|des|est|cordialement)\b/g);
  const english = count(/\b(?:hello|dear|thank|thanks|please|the|you|sheet|for|is|regards)\b/g);
  return french === english ? null : french > english ? 'fr' : 'en';
}
