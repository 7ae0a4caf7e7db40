/**
 * Step 3, draft: a message's readings → draft cases and outcomes, in one transaction with the replies' jobs. The same sheet
 * again makes no second case; a newer one updates its case; a confirmed case is never touched, the sheet waits beside it.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from '../database/orm.js';
import { findThreadCase, findThreadSeveral } from '../core/letter/thread-token.js';
import { stampReading } from '../core/case/stamp-reading.js';
import { joinParts } from '../core/sheet/join-parts.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { CLOCK, STUDY, VAULT } from '../config/tokens.js';
import { Attachment, Case, type Contact, Message, Outcome, Reading } from '../database/entities/index.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { findRemindedCases } from '../database/repositories/threads.js';
import { Transactions } from '../database/transactions.js';
import { type Envelope, listTraces, openEnvelope } from '../external/sealed-envelope.js';
import { openReading } from '../external/sealed-reading.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';
import { DraftSheet, type SheetContext } from './draft-sheet.js';
import { decideWords } from './decide-words.js';
import { cameBefore } from './find-earlier.js';
import { findOrMakeContact } from './find-people.js';
import { HeedAbsence } from './heed-absence.js';
import { HeedCall } from './heed-call.js';
import { type Heeded, HeedCommands } from './heed-commands.js';
import { RecordBounce } from './record-bounce.js';
import {
  decideWithoutSheet,
  findStronger,
  isLogo,
  mayBeUnreadSheet,
  type OutcomeKind,
} from './outcome-kind.js';

/** Why an outcome has no letter: that of another case of the same message answers both. */
const BESIDE = 'answered_beside';

@Injectable()
export class DraftMessage {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly draftSheet: DraftSheet,
    private readonly commands: HeedCommands,
    private readonly calls: HeedCall,
    private readonly absence: HeedAbsence,
    private readonly bounces: RecordBounce,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Safe to run again: a message that is past `read` is left alone. */
  async draft(messageId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      // Two messages with the same sheet must not both find no case: drafting is one at a time, and short.
      await lockInTransaction(manager, 'draft');
      const message = await manager.findOneByOrFail(Message, { id: messageId });
      if (message.state !== 'read') return;
      const { outcomes, toSee } = await this.decide(manager, message);
      for (const { isBeside, ...outcome } of outcomes) {
        const id = randomUUID();
        const state = isBeside ? { state: 'silent' as const, why: BESIDE } : { state: 'decided' as const };
        await manager.insert(Outcome, { ...outcome, ...state, id, messageId, createdAt: this.now() });
        if (!isBeside) await this.jobs.add('reply', { outcomeId: id });
      }
      await manager.update(Message, messageId, {
        state: 'drafted',
        lastError: null,
        ...(toSee === null ? {} : { toSee }),
        updatedAt: this.now(),
      });
    });
  }

  /** Parks the message for an investigator. */
  async giveUp(messageId: string, code: string): Promise<void> {
    await this.transactions.run((manager) =>
      manager.update(Message, messageId, {
        state: 'failed',
        lastError: code,
        toSee: 'failed',
        updatedAt: this.now(),
      }),
    );
  }

  private async decide(manager: EntityManager, message: Message): Promise<Decided> {
    const rows = await manager.find(Reading, {
      where: { messageId: message.id },
      order: { position: 'ASC' },
    });
    const read = rows.map((row) => ({ row, reading: openReading(this.vault, row.id, row.sealedResult) }));
    const sheets = read.filter(({ reading }) => canBeDrafted(this.study, reading));
    const envelope = message.sealedEnvelope
      ? openEnvelope(this.vault, message.id, message.sealedEnvelope)
      : null;
    const sender = await this.describeSender(manager, message, envelope);
    const called = sender.senderIsForged ? null : await this.calls.heed(manager, message, envelope);
    const commands = await this.commands.heed(manager, { message, envelope, called, ...sender });
    if (sheets.length === 0) {
      const readings = read.map(({ reading }) => reading);
      return this.decideNoSheet(manager, { message, envelope, readings, commands, called, ...sender });
    }
    // Two sheets of one message may be of one case: one letter answers both.
    const drafted = new Map<string, OutcomeKind>();
    const wholes = joinSheets(sheets);
    for (const { row, reading, parts } of wholes) {
      const context = { ...sender, message, envelope, row, reading, sheetsInMessage: wholes.length };
      const { caseId, kind } = await this.draftSheet.draft(manager, context);
      const { state } = await manager.findOneByOrFail(Reading, { id: row.id });
      for (const part of parts) await manager.update(Reading, part.id, { state, caseId });
      const earlier = drafted.get(caseId);
      drafted.set(caseId, earlier === undefined ? kind : findStronger(earlier, kind));
    }
    const outcomes = [...drafted].map(([caseId, kind]) => ({ caseId, kind }));
    return { outcomes, toSee: await this.findUnread(manager, envelope, read) };
  }

  private async decideNoSheet(manager: EntityManager, came: CameWithoutSheet): Promise<Decided> {
    const { message, envelope, readings } = came;
    const bounced = await this.bounces.record(manager, envelope);
    if (bounced) {
      const [first = null, ...others] = bounced.caseIds;
      const beside = others.map((caseId) => ({ caseId, kind: bounced.kind, isBeside: true }));
      return { outcomes: [{ caseId: first, kind: bounced.kind }, ...beside], toSee: null };
    }
    // What is said in a case's thread belongs to the case, and so does the letter that answers it.
    const caseIds = await this.findThreadCases(manager, came);
    const isKnown = caseIds.length > 0;
    // One letter answers; of the other cases of a letter on several it is said that it did.
    const of = (kind: OutcomeKind, ids: readonly string[] = caseIds): DecidedOutcome[] => {
      const [first = null, ...others] = ids;
      return [{ caseId: first, kind }, ...others.map((caseId) => ({ caseId, kind, isBeside: true }))];
    };
    const isRepeated = await cameBefore(manager, this.vault, message, envelope);
    const kind = isRepeated ? 'repeated' : decideWithoutSheet(message.oversize, readings);
    const hasFile = await this.hasFile(manager, message.id);
    // The logo of a signature is no file that somebody sent.
    const isWords = kind === 'no_sheet' || (kind === 'unreadable' && !hasFile);
    if (!isWords || !envelope) return { outcomes: of(kind), toSee: null };
    const isAway =
      !came.senderIsForged && !hasFile && (await this.absence.heed(manager, message, envelope, caseIds));
    if (isAway && !isRepeated) return { outcomes: of('away'), toSee: null };
    if (message.sentByMachine) return { outcomes: of(kind), toSee: null };
    const declined =
      came.called && !isKnown && (await this.calls.decline(manager, came.called, envelope, hasFile));
    if (declined) return { outcomes: of(declined === 'first' ? 'declined' : 'thanks'), toSee: null };
    const said = decideWords(envelope, came.commands, isKnown, hasFile);
    if (!said) return { outcomes: of(kind), toSee: null };
    const outcomes = said.kind === 'stopped' ? of('stopped', came.commands.stopped) : of(said.kind);
    return { outcomes, toSee: said.hasMore ? (isKnown ? 'words' : 'no_sheet') : null };
  }

  private async hasFile(manager: EntityManager, messageId: string): Promise<boolean> {
    const files = await manager.findBy(Attachment, { messageId });
    return files.some((file) => !isLogo(file));
  }

  /** Why somebody should look at a message although it held sheets that were read; null when nobody has to. */
  private async findUnread(
    manager: EntityManager,
    envelope: Envelope | null,
    read: readonly { readonly row: Reading; readonly reading: SheetReading }[],
  ): Promise<string | null> {
    if (envelope?.damaged === true) return 'damaged';
    const others = read.filter(({ reading }) => !canBeDrafted(this.study, reading));
    const [other] = others;
    if (!other) return null;
    const attachments = await manager.findBy(Attachment, { messageId: other.row.messageId });
    const isUnread = others.some(({ row, reading }) =>
      mayBeUnreadSheet(
        reading,
        attachments.find(({ id }) => id === row.attachmentId),
      ),
    );
    if (!isUnread) return null;
    // What is left of an answer in words is read as words: reminders wait for it.
    const isWords = others.every(({ reading }) => holdsWords(reading));
    return isWords && read.some(({ reading }) => reading.isReply === true) ? 'words' : 'file_beside_sheet';
  }

  /** The cases of the thread that are there: one, or those of a letter on several. */
  private async findThreadCases(
    manager: EntityManager,
    { threadCaseId, severalCaseIds, senderIsForged }: CameWithoutSheet,
  ): Promise<string[]> {
    const ids = senderIsForged ? [] : threadCaseId === null ? severalCaseIds : [threadCaseId];
    const known = await manager.findBy(Case, { id: In([...ids]) });
    return ids.filter((id) => known.some((one) => one.id === id));
  }

  private async describeSender(
    manager: EntityManager,
    message: Message,
    envelope: Envelope | null,
  ): Promise<Pick<SheetContext, 'threadCaseId' | 'severalCaseIds' | 'senderIsForged' | 'contact'>> {
    const senderIsForged = message.authentication === 'fail';
    const address = envelope?.from ?? null;
    const sign = threadSign(this.vault);
    const several = envelope ? findThreadSeveral(listTraces(envelope), sign) : null;
    return {
      senderIsForged,
      threadCaseId: envelope ? findThreadCase(listTraces(envelope), sign) : null,
      severalCaseIds: several === null ? [] : await findRemindedCases(manager, several),
      contact: (centre) =>
        address === null || senderIsForged || message.sentByMachine
          ? Promise.resolve(null)
          : findOrMakeContact(manager, this.vault, { address, isForged: false, centre }),
    };
  }
}

interface Sheet {
  readonly row: Reading;
  readonly reading: SheetReading;
}

/** Photographs of the pages of one sheet are one sheet; `parts` are the readings beside the first that it was put together from. */
function joinSheets(sheets: readonly Sheet[]): (Sheet & { readonly parts: readonly Reading[] })[] {
  const stamped = sheets.map(({ row, reading }) => ({ row, reading: stampReading(reading, row.id) }));
  const joined = joinParts(stamped.map(({ reading }) => reading));
  const [first, ...others] = stamped;
  if (!joined || !first) return stamped.map((sheet) => ({ ...sheet, parts: [] }));
  return [{ row: first.row, reading: joined, parts: others.map(({ row }) => row) }];
}

type CameWithoutSheet = Pick<
  SheetContext,
  'message' | 'envelope' | 'threadCaseId' | 'severalCaseIds' | 'senderIsForged'
> & {
  readonly readings: readonly SheetReading[];
  readonly commands: Heeded;
  /** Whose call for cases it answers. */
  readonly called: Contact | null;
};
interface DecidedOutcome {
  readonly caseId: string | null;
  readonly kind: OutcomeKind;
  /** Another one of its message has the letter. */
  readonly isBeside?: boolean;
}
interface Decided {
  readonly outcomes: readonly DecidedOutcome[];
  readonly toSee: string | null;
}

function holdsWords({ findings }: SheetReading): boolean {
  return findings.some(({ code }) => code === 'answers_in_words');
}

/** A sheet of this study with an answer. The questions of a version that is not known may be others under the same names. */
function canBeDrafted(study: Study, { study: id, answers, findings }: SheetReading): boolean {
  return (
    id === study.id &&
    Object.keys(answers).length > 0 &&
    !findings.some(({ code }) => code === 'unknown_version')
  );
}
