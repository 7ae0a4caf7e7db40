/** Step 4: what a letter may say of an outcome: references, names of questions and codes; never an answer. */
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../database/orm.js';
import { type Config } from '../config/config.js';
import { CONFIG, VAULT } from '../config/tokens.js';
import { asksForBlank } from '../core/letter/asks-for-blank.js';
import { findCommands } from '../core/reply/find-commands.js';
import { findFileType } from '../core/letter/file-type.js';
import { guessLanguage } from '../core/letter/guess-language.js';
import { type LetterOutcome, UNREAD_REASONS, type UnreadFile } from '../core/letter/letter-input.js';
import { type Language } from '../core/study/study.js';
import { Attachment, Case, type Message, type Outcome, Reading } from '../database/entities/index.js';
import { type Envelope } from '../external/sealed-envelope.js';
import { openReading } from '../external/sealed-reading.js';
import { type Vault } from '../external/vault.js';
import { GatherAsks } from './gather-asks.js';
import { ListStatus } from './list-status.js';

export interface DescribedOutcome {
  readonly outcome: LetterOutcome;
  readonly language: Language;
  readonly withBlank: boolean;
  /** Why an investigator should look at the message whatever is answered; null when nobody has to. */
  readonly toSee: string | null;
  /** Questions of investigators that the letter asks. */
  readonly queryIds: readonly string[];
}

/** Kinds that say nothing of a case, even when they came in its thread. */
const WITHOUT_SHEET = [
  ...['no_sheet', 'unreadable', 'oversize', 'blank', 'bounce', 'bounce_retried', 'delayed'],
  ...['thanks', 'no_file', 'help', 'status', 'stopped', 'stopped_all', 'visit_asked', 'declined', 'away'],
];

@Injectable()
export class DescribeOutcome {
  constructor(
    private readonly asks: GatherAsks,
    private readonly status: ListStatus,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async describe(
    manager: EntityManager,
    outcome: Outcome,
    message: Message,
    envelope: Envelope | null,
  ): Promise<DescribedOutcome> {
    const words = envelope ? [envelope.subject, envelope.text] : [];
    const withBlank =
      words.some(asksForBlank) || (envelope !== null && findCommands(envelope).found.has('sheet'));
    const known = outcome.caseId === null ? null : await manager.findOneBy(Case, { id: outcome.caseId });
    if (known && !WITHOUT_SHEET.includes(outcome.kind)) {
      const described = await this.describeCase(manager, known, { message, kind: outcome.kind });
      return { ...described, withBlank: withBlank && described.outcome.outcome !== 'closed' };
    }
    const language = known?.language ?? guessLanguage(words.join('\n')) ?? 'fr';
    const reference = known ? await this.nameCases(manager, outcome, known, language) : null;
    const plain = (described: LetterOutcome, toSee: string | null): DescribedOutcome => ({
      outcome: described,
      language,
      withBlank,
      toSee,
      queryIds: [],
    });
    switch (outcome.kind) {
      case 'bounce':
        return plain({ outcome: 'no_sheet' }, 'bounced');
      case 'bounce_retried':
      case 'delayed':
        return plain({ outcome: 'no_sheet' }, null);
      case 'oversize':
        return plain({ outcome: 'oversize', maxBytes: this.config.mailMaxBytes }, 'oversize');
      case 'blank':
        return plain({ outcome: 'blank' }, null);
      case 'unreadable':
        return plain({ outcome: 'unreadable', files: await this.listUnread(manager, message) }, 'unreadable');
      case 'repeated':
      case 'thanks':
      case 'away':
        return plain({ outcome: 'no_sheet' }, null);
      case 'declined':
        return plain({ outcome: 'declined' }, null);
      case 'help':
        return plain({ outcome: 'help' }, null);
      case 'no_file':
      case 'visit_asked':
        return plain({ outcome: outcome.kind, reference }, outcome.kind === 'visit_asked' ? 'visit' : null);
      case 'stopped':
      case 'stopped_all':
        return plain({ outcome: 'stopped', reference: outcome.kind === 'stopped' ? reference : null }, null);
      case 'status': {
        const cases = await this.status.list(manager, message, envelope);
        // Whoever cannot be told is answered by a person, if at all.
        if (cases) return plain({ outcome: 'status', cases }, null);
        return reference !== null
          ? plain({ outcome: 'noted', reference }, 'words')
          : plain({ outcome: 'no_sheet' }, 'no_sheet');
      }
      default: {
        const trouble = envelope?.encrypted ? 'encrypted' : envelope?.damaged ? 'damaged' : null;
        // A machine's words are nobody's work: an out-of-office reply, a newsletter.
        const seen = (toSee: string): string | null => trouble ?? (message.sentByMachine ? null : toSee);
        if (withBlank) return plain({ outcome: 'blank_sent' }, null);
        // Answers in words: an investigator reads them.
        if (reference !== null) return plain({ outcome: 'noted', reference }, seen('words'));
        return plain({ outcome: 'no_sheet' }, seen('no_sheet'));
      }
    }
  }

  private async describeCase(
    manager: EntityManager,
    found: Case,
    { message, kind }: { readonly message: Message; readonly kind: string },
  ): Promise<DescribedOutcome> {
    const { id: caseId, reference } = found;
    const sheet = await manager.findOne(Reading, {
      where: { messageId: message.id, caseId },
      order: { position: 'ASC' },
    });
    const gathered = await this.asks.gather(manager, found);
    const { document, asks, questions, personReads } = gathered;
    const plain = (outcome: LetterOutcome, toSee: string | null): DescribedOutcome => ({
      outcome,
      language: sheet?.language ?? found.language,
      withBlank: false,
      toSee,
      queryIds: [],
    });
    const isReply = sheet !== null && openReading(this.vault, sheet.id, sheet.sealedResult).isReply === true;
    const inWords = isReply ? (message.toSee === 'words' ? ('rest' as const) : ('all' as const)) : undefined;
    // A sheet that may be a known case's patient has its own draft meanwhile, and its own questions.
    const toSee = document.proposal ? 'proposed' : null;
    switch (kind) {
      case 'repeated':
        return plain({ outcome: 'unchanged', reference }, null);
      case 'unchanged':
        // Whoever answers in words hears what is still asked, even when the answers were known.
        if (inWords && found.state === 'draft') break;
        return plain({ outcome: 'unchanged', reference }, null);
      case 'waiting':
        return plain({ outcome: 'waiting', reference }, 'waiting');
      case 'closed':
        return plain({ outcome: 'closed', reference }, toSee);
    }
    // A case that was closed since says nothing more of its questions.
    if (found.state === 'set_aside') return plain({ outcome: 'waiting', reference }, toSee);
    const outcome = kind === 'new' || kind === 'proposed' ? 'new' : 'updated';
    const words = inWords && outcome === 'updated' ? { inWords } : {};
    return {
      ...plain({ outcome, reference, asks, questions, personReads, ...words }, toSee),
      queryIds: gathered.queryIds,
    };
  }

  /** The case, or those of a letter on several: “DARA-0007 et DARA-0012”. */
  private async nameCases(
    manager: EntityManager,
    { messageId, kind }: Outcome,
    known: Case,
    language: Language,
  ): Promise<string> {
    const rows = await manager.query<{ reference: string }[]>(
      `select c.reference from outcomes o join cases c on c.id = o.case_id
       where o.message_id = $1 and o.kind = $2 and (o.case_id = $3 or o.why = 'answered_beside') order by c.number`,
      [messageId, kind, known.id],
    );
    const names = rows.map(({ reference }) => reference);
    return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
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
      const codes = findings.map(({ code }) => (code === 'page_not_placed' ? 'image_only' : code));
      const reason = UNREAD_REASONS.find((code) => codes.includes(code));
      const file = attachments.find(({ id }) => id === row.attachmentId);
      if (!reason || !file) return [];
      const name = this.vault.openText(file.sealedName, `attachments.sealed_name:${file.id}`);
      return [{ type: findFileType(file.mediaType, name), reason }];
    });
  }
}
