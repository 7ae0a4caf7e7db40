/**
 * Step 4, send: a letter to SMTP, once. Before the first byte the letter is `sending`, committed: whoever finds it so later
 * knows that its fate is unknown, shows it as `uncertain`, and nothing sends it again by itself.
 */
import { Inject, Injectable } from '@nestjs/common';
import { In } from '../database/orm.js';
import { CLOCK, MAILER, VAULT } from '../config/tokens.js';
import { Letter, type LetterState } from '../database/entities/index.js';
import { getContent } from '../database/repositories/contents.js';
import { Transactions } from '../database/transactions.js';
import { openContent } from '../external/sealed-content.js';
import { openLetter } from '../external/sealed-letter.js';
import { type Mailer, SendFault } from '../external/smtp.js';
import { type Vault } from '../external/vault.js';

interface Started {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly raw: Buffer;
}

@Injectable()
export class SendLetter {
  constructor(
    private readonly transactions: Transactions,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Throws a SendFault of fate `temporary`, for the job to try again; every other end is recorded on the letter. */
  async send(letterId: string): Promise<void> {
    const started = await this.start(letterId);
    if (started === 'interrupted') return this.end(letterId, ['sending'], 'uncertain', 'interrupted');
    if (started === 'not_waiting') return;
    try {
      await this.mailer.send(started);
    } catch (error) {
      // A fault that says nothing of the letter's fate may have come after the server took it.
      const fault = error instanceof SendFault ? error : null;
      if (fault?.fate !== 'temporary')
        return this.end(letterId, ['sending'], fault?.fate ?? 'uncertain', fault?.code ?? 'unknown');
      await this.end(letterId, ['sending'], 'waiting', fault.code);
      throw fault;
    }
    // Another worker may have called it uncertain while this one was slow: it was sent all the same.
    await this.end(letterId, ['sending', 'uncertain'], 'sent', null);
  }

  /** Given up after the last try: it certainly was not sent. */
  async giveUp(letterId: string, code: string): Promise<void> {
    await this.end(letterId, ['waiting'], 'failed', code);
  }

  private async start(letterId: string): Promise<Started | 'interrupted' | 'not_waiting'> {
    return this.transactions.run(async (manager) => {
      const letter = await manager.findOneOrFail(Letter, {
        where: { id: letterId },
        lock: { mode: 'pessimistic_write' },
      });
      if (letter.state === 'sending') return 'interrupted';
      if (letter.state !== 'waiting' || (letter.notBefore && letter.notBefore > this.now()))
        return 'not_waiting';
      const content = await getContent(manager, letter.contentId);
      const raw = openContent(this.vault, content);
      const { envelope } = openLetter(this.vault, letter.id, letter.sealed);
      const startedAt = this.now();
      await manager.update(Letter, letterId, { state: 'sending', attempts: letter.attempts + 1, startedAt });
      return { envelope, raw };
    });
  }

  private async end(
    letterId: string,
    from: readonly LetterState[],
    state: LetterState,
    code: string | null,
  ): Promise<void> {
    const sentAt = state === 'sent' ? this.now() : null;
    await this.transactions.run((manager) =>
      manager.update(Letter, { id: letterId, state: In([...from]) }, { state, lastError: code, sentAt }),
    );
  }
}
