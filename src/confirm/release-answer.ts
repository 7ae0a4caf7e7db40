/**
 * Step 5: one click for a message that the rules kept from being answered (a sender whom the checks call forged, a Reply-To elsewhere, whom the
 * study's policy leaves out): the letter that was due is written after all, at the address that the investigator chose.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../config/tokens.js';
import { type AnswerAddress, type NoAnswer, RELEASABLE } from '../core/letter/may-answer.js';
import { Problem } from '../core/problem.js';
import { Contact, Message, Outcome } from '../database/entities/index.js';
import { type EntityManager, In, IsNull } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { type Actor, nameActor } from '../http/access.js';
import { Jobs } from '../jobs/jobs.js';

@Injectable()
export class ReleaseAnswer {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Why the letter was not written; null when nothing was held back that may go. */
  async findHeldBack(manager: EntityManager, messageId: string): Promise<NoAnswer | null> {
    const outcomes = await manager.findBy(Outcome, { messageId, state: 'silent' });
    return RELEASABLE.find((why) => outcomes.some((outcome) => outcome.why === why)) ?? null;
  }

  /** Throws Problems: `message_unknown`, `nothing_to_release`. */
  async release(messageId: string, to: AnswerAddress, actor: Actor): Promise<void> {
    await this.transactions.run(async (manager) => {
      const message = await manager.findOneBy(Message, { id: messageId });
      if (!message) throw new Problem('message_unknown', 'notFound', 'There is no such message.');
      const kept = await manager.find(Outcome, {
        where: { messageId, state: 'silent', why: In([...RELEASABLE]) },
        lock: { mode: 'pessimistic_write' },
      });
      if (kept.length === 0)
        throw new Problem('nothing_to_release', 'conflict', 'No answer to this message was held back.');
      for (const { id } of kept) {
        const released = { releasedTo: to, releasedBy: nameActor(actor) };
        await manager.update(Outcome, id, { state: 'decided', why: null, ...released });
        await this.jobs.add('reply', { outcomeId: id });
      }
      // Whom a person lets in is of the study's contacts from then on; a forged sender is not let in by it.
      if (message.senderDigest && message.authentication !== 'fail')
        await manager.update(
          Contact,
          { addressDigest: message.senderDigest, listedAt: IsNull() },
          { listedAt: this.now() },
        );
      await manager.update(Message, messageId, { toSee: null, updatedAt: this.now() });
    });
  }
}
