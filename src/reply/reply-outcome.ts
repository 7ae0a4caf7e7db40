/**
 * Step 4, reply: an outcome → one letter, written with its Message-ID and its whole MIME before the first try, or a
 * silence with its reason. One outcome has one letter: the tables see to it.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../database/orm.js';
import { CLOCK, VAULT } from '../config/tokens.js';
import { type LetterOutcome } from '../core/letter/letter-input.js';
import { Contact, Message, Outcome } from '../database/entities/index.js';
import { lockCase, lockInTransaction } from '../database/repositories/locks.js';
import { Transactions } from '../database/transactions.js';
import { type Envelope, openEnvelope } from '../external/sealed-envelope.js';
import { type Vault } from '../external/vault.js';
import { ComposeLetter } from './compose-letter.js';
import { type DescribedOutcome, DescribeOutcome } from './describe-outcome.js';
import { JudgeAnswer } from './judge-answer.js';

@Injectable()
export class ReplyOutcome {
  constructor(
    private readonly transactions: Transactions,
    private readonly judge: JudgeAnswer,
    private readonly describe: DescribeOutcome,
    private readonly letters: ComposeLetter,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Safe to run again: an outcome that has its letter or its silence is left alone. */
  async reply(outcomeId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      // First the case, as whoever changes it does: its letter must not ask, nor plan to remind of, what has just been answered.
      const { caseId } = await manager.findOneByOrFail(Outcome, { id: outcomeId });
      if (caseId !== null) await lockCase(manager, caseId);
      const outcome = await manager.findOneOrFail(Outcome, {
        where: { id: outcomeId },
        lock: { mode: 'pessimistic_write' },
      });
      if (outcome.state !== 'decided') return;
      const message = await manager.findOneByOrFail(Message, { id: outcome.messageId });
      const envelope = message.sealedEnvelope
        ? openEnvelope(this.vault, message.id, message.sealedEnvelope)
        : null;
      // The limits count the letters of a recipient: two outcomes must not both be the last one allowed.
      if (message.senderDigest)
        await lockInTransaction(manager, `recipient:${message.senderDigest.toString('hex')}`);
      const described = await this.describe.describe(manager, outcome, message, envelope);
      const would = described.outcome.outcome;
      const isMarked = bearsMark(described.outcome);
      const verdict = await this.judge.judge(manager, { outcome, message, envelope, would, isMarked });
      if (verdict.answer && envelope) {
        await this.write(manager, { outcome, message, envelope, to: verdict.to }, described);
        await manager.update(Outcome, outcomeId, { state: 'lettered' });
      } else {
        const why = verdict.answer ? 'no_address' : verdict.why;
        await manager.update(Outcome, outcomeId, { state: 'silent', why });
      }
      const toSee = described.toSee ?? (verdict.answer ? null : verdict.toSee);
      await manager.update(Message, message.id, {
        ...(toSee === null ? {} : { toSee }),
        updatedAt: this.now(),
      });
      await this.settle(manager, message.id);
    });
  }

  /** Parks the message for an investigator. */
  async giveUp(outcomeId: string, code: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const { messageId } = await manager.findOneByOrFail(Outcome, { id: outcomeId });
      await manager.update(Outcome, outcomeId, { state: 'silent', why: 'failed' });
      const parked = { state: 'failed', lastError: code, toSee: 'failed', updatedAt: this.now() } as const;
      await manager.update(Message, messageId, parked);
    });
  }

  private async write(
    manager: EntityManager,
    answered: { outcome: Outcome; message: Message; envelope: Envelope; to: string },
    described: DescribedOutcome,
  ): Promise<void> {
    const { outcome, message, envelope, to } = answered;
    // A contact may ask to be answered at another address of the hospital.
    const contact = message.senderDigest
      ? await manager.findOneBy(Contact, { addressDigest: message.senderDigest })
      : null;
    await this.letters.save(manager, {
      outcomeId: outcome.id,
      caseId: outcome.caseId,
      messageId: message.id,
      to,
      outcome: described.outcome,
      language: described.language,
      withBlank: described.withBlank,
      isFirst: !contact?.noticeSentAt,
      // What came from a page has no mail that their program could show it below: the letter that led there has.
      inReplyTo: message.origin === 'form' ? (envelope.references.at(-1) ?? null) : envelope.messageId,
      references: envelope.references,
      autoSubmitted: 'auto-replied',
      queryIds: described.queryIds,
    });
    if (contact && contact.noticeSentAt === null)
      await manager.update(Contact, contact.id, { noticeSentAt: this.now() });
  }

  /** A message whose outcomes all have a letter or a silence is answered. */
  private async settle(manager: EntityManager, messageId: string): Promise<void> {
    if (await manager.existsBy(Outcome, { messageId, state: 'decided' })) return;
    await manager.update(Message, { id: messageId, state: 'drafted' }, { state: 'answered' });
  }
}

/** A sheet of another study or of a version that is not known: it was made by this program, and whoever filled it in has to know. */
function bearsMark(would: LetterOutcome): boolean {
  return (
    would.outcome === 'unreadable' &&
    would.files.some(({ reason }) => reason === 'other_study' || reason === 'unknown_version')
  );
}
