/**
 * Step 5: a person holds a letter, lets it go, or has it sent once more. The row is locked as the sender locks it: a letter that was
 * held is never sent, and one on its way cannot be held.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { actOnLetter, type LetterAction } from '../core/letter/letter-state.js';
import { Problem } from '../core/problem.js';
import { Letter } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { sendInPlace } from '../database/repositories/send-in-place.js';
import { Transactions } from '../database/transactions.js';
import { makeRenewal } from '../external/renewal.js';
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
      // A person's word stands above the hour that it waits for.
      await manager.update(Letter, id, { state: next, ...(next === 'waiting' && { notBefore: null }) });
      if (next === 'waiting') await this.jobs.hurry('send', { letterId: id });
      return id;
    });
  }

  /** The same words under a Message-ID of their own, once. */
  private async sendAgain(manager: EntityManager, letter: Letter): Promise<string> {
    const later = await manager.findOneBy(Letter, { insteadOf: letter.id });
    if (later) throw new Problem('letter_sent_again', 'conflict', 'It has been sent again already.');
    const renew = makeRenewal(this.vault);
    const id = await sendInPlace(manager, renew, letter, { at: this.now(), notBefore: null });
    if (id === null) throw new Problem('letter_purged', 'conflict', 'Its words were purged.');
    await this.jobs.add('send', { letterId: id });
    return id;
  }
}
