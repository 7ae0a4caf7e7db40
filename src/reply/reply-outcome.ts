/**
 * Step 4, reply: an outcome → one letter, written with its Message-ID and its whole MIME before the first try, or a
 * silence with its reason. One outcome has one letter: the tables see to it.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../database/orm.js';
import { type Config } from '../config/config.js';
import { BLANKS, CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { type LetterInput, type WrittenLetter } from '../core/letter/letter-input.js';
import { makeThreadToken, writeMessageId, writePlusAddress } from '../core/letter/thread-token.js';
import { writeLetter } from '../core/letter/write-letter.js';
import { type Study } from '../core/study/study.js';
import { Contact, Content, Letter, Message, Outcome } from '../database/entities/index.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { Transactions } from '../database/transactions.js';
import { digestAddress } from '../external/address-digest.js';
import { composeMail } from '../external/compose-mail.js';
import { sealContent } from '../external/sealed-content.js';
import { type Envelope, openEnvelope } from '../external/sealed-envelope.js';
import { sealLetter } from '../external/sealed-letter.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';
import { type Blanks } from './blanks.js';
import { DescribeOutcome } from './describe-outcome.js';
import { JudgeAnswer } from './judge-answer.js';

@Injectable()
export class ReplyOutcome {
  private readonly from: { readonly full: string; readonly address: string; readonly domain: string };

  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly judge: JudgeAnswer,
    private readonly describe: DescribeOutcome,
    @Inject(BLANKS) private readonly blanks: Blanks,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
    @Inject(CONFIG) config: Config,
  ) {
    const full = config.mailFrom ?? study.contact.email;
    const address = /<([^<>]+)>\s*$/.exec(full)?.[1] ?? full;
    this.from = { full, address, domain: address.slice(address.lastIndexOf('@') + 1) };
  }

  /** Safe to run again: an outcome that has its letter or its silence is left alone. */
  async reply(outcomeId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
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
      const verdict = await this.judge.judge(manager, { outcome, message, envelope, would });
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
    described: Awaited<ReturnType<DescribeOutcome['describe']>>,
  ): Promise<void> {
    const { outcome, message, to } = answered;
    const id = randomUUID();
    const recipientDigest = digestAddress(this.vault, to);
    // A contact may ask to be answered at another address of the hospital.
    const contact = message.senderDigest
      ? await manager.findOneBy(Contact, { addressDigest: message.senderDigest })
      : null;
    const token = outcome.caseId ? makeThreadToken(outcome.caseId, threadSign(this.vault)) : null;
    const input: LetterInput = {
      ...described.outcome,
      study: this.study,
      language: described.language,
      isFirst: !contact?.noticeSentAt,
      withBlank: described.withBlank,
      threadToken: token,
    };
    const letter = writeLetter(input);
    const mailId = writeMessageId(token, id, this.from.domain);
    const raw = await this.compose(letter, { ...answered, mailId, token }, described);
    const content = sealContent(this.vault, raw);
    await manager.insert(Content, { ...content, createdAt: this.now() });
    await manager.insert(Letter, {
      id,
      outcomeId: outcome.id,
      caseId: outcome.caseId,
      messageId: message.id,
      kind: letter.kind,
      state: 'waiting',
      mailId,
      recipientDigest,
      sealed: sealLetter(this.vault, id, {
        envelope: { from: this.from.address, to: [to] },
        subject: letter.subject,
        text: letter.text,
      }),
      contentId: content.id,
      attempts: 0,
      createdAt: this.now(),
    });
    if (contact && contact.noticeSentAt === null)
      await manager.update(Contact, contact.id, { noticeSentAt: this.now() });
    await this.jobs.add('send', { letterId: id });
  }

  private async compose(
    letter: WrittenLetter,
    thread: { envelope: Envelope; to: string; mailId: string; token: string | null },
    { language, withBlank }: { language: LetterInput['language']; withBlank: boolean },
  ): Promise<Buffer> {
    const blanks = withBlank ? await this.blanks(language) : [];
    return composeMail({
      from: this.from.full,
      to: thread.to,
      ...(thread.token === null ? {} : { replyTo: writePlusAddress(this.from.address, thread.token) }),
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: thread.mailId,
      date: this.now(),
      inReplyTo: thread.envelope.messageId,
      references: thread.envelope.references,
      thread: thread.token,
      language,
      attachments: blanks.map(({ name, type, bytes }) => ({ name, type, bytes: Buffer.from(bytes) })),
    });
  }

  /** A message whose outcomes all have a letter or a silence is answered. */
  private async settle(manager: EntityManager, messageId: string): Promise<void> {
    if (await manager.existsBy(Outcome, { messageId, state: 'decided' })) return;
    await manager.update(Message, { id: messageId, state: 'drafted' }, { state: 'answered' });
  }
}
