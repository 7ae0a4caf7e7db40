/**
 * Step 5: a person holds a letter, lets it go, or has it sent once more. The row is locked as the sender locks it: a letter that was
 * held is never sent, and one on its way cannot be held.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { actOnLetter, type LetterAction } from '../core/letter/letter-state.js';
import { Problem } from '../core/problem.js';
import { Content, Letter } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { getContent } from '../database/repositories/contents.js';
import { Transactions } from '../database/transactions.js';
import { renewMail } from '../external/renew-mail.js';
import { openContent, sealContent } from '../external/sealed-content.js';
import { openLetter, sealLetter } from '../external/sealed-letter.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';

@Injectable()
export class ActOnLetter {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The id of the letter that is acted on, or of the one that goes in its place. Throws Problems. */
  act(id: string, action: LetterAction): Promise<string> {
    return this.transactions.run(async (manager) => {
      const letter = await manager.findOne(Letter, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!letter) throw new Problem('letter_unknown', 'notFound', 'There is no such letter.');
      const next = actOnLetter(letter.state, action);
      if (next === 'again') return this.sendAgain(manager, letter);
      await manager.update(Letter, id, { state: next });
      if (next === 'waiting') await this.jobs.hurry('send', { letterId: id });
      return id;
    });
  }

  /** The same words under a Message-ID of their own, once. */
  private async sendAgain(manager: EntityManager, letter: Letter): Promise<string> {
    const later = await manager.findOneBy(Letter, { insteadOf: letter.id });
    if (later) throw new Problem('letter_sent_again', 'conflict', 'It has been sent again already.');
    const { size } = await manager.findOneByOrFail(Content, { id: letter.contentId });
    if (size === 0) throw new Problem('letter_purged', 'conflict', 'Its words were purged.');
    const id = randomUUID();
    const now = this.now();
    // A Message-ID of ours ends in the letter's own id (core/letter/thread-token.ts).
    const mailId = letter.mailId.replace(letter.id, id);
    const raw = openContent(this.vault, await getContent(manager, letter.contentId));
    const content = sealContent(this.vault, renewMail(raw, { messageId: mailId, date: now }));
    await manager.insert(Content, { ...content, createdAt: now });
    await manager.insert(Letter, {
      id,
      outcomeId: null,
      insteadOf: letter.id,
      caseId: letter.caseId,
      messageId: letter.messageId,
      kind: letter.kind,
      state: 'waiting',
      mailId,
      recipientDigest: letter.recipientDigest,
      sealed: sealLetter(this.vault, id, openLetter(this.vault, letter.id, letter.sealed)),
      contentId: content.id,
      attempts: 0,
      createdAt: now,
    });
    await this.jobs.add('send', { letterId: id });
    return id;
  }
}
