/**
 * Step 4: the code that the reader of a personal link asked for → one letter to the link's address. The code is drawn here, where its
 * letter is written: nowhere else does it stand in clear.
 */
import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { CODE_MINUTES } from '../core/form/personal-link.js';
import { AnswerLink, Case, Dispatch, Letter } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { lockCase } from '../database/repositories/locks.js';
import { digestLinkCode } from '../external/link-code.js';
import { openLetter } from '../external/sealed-letter.js';
import { type Vault } from '../external/vault.js';
import { ComposeLetter } from './compose-letter.js';

const CODES = 1_000_000;

@Injectable()
export class SendCode {
  constructor(
    private readonly letters: ComposeLetter,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The code that was mailed before opens nothing any more. */
  async send(manager: EntityManager, { id, linkId }: Dispatch): Promise<void> {
    const { caseId } = await manager.findOneByOrFail(AnswerLink, { id: linkId ?? '' });
    // First the case, as whoever opens the link does.
    await lockCase(manager, caseId);
    const link = await manager.findOneOrFail(AnswerLink, {
      where: { id: linkId ?? '' },
      lock: { mode: 'pessimistic_write' },
    });
    const now = this.now();
    if (link.revokedAt !== null || link.expiresAt <= now) {
      await manager.delete(Dispatch, id);
      return;
    }
    const found = await manager.findOneByOrFail(Case, { id: link.caseId });
    const carrier = await manager.findOneByOrFail(Letter, { id: link.letterId });
    const [to] = openLetter(this.vault, carrier.id, carrier.sealed).envelope.to;
    if (to === undefined) throw new Error('a letter has no recipient');
    const code = String(randomInt(CODES)).padStart(6, '0');
    const letterId = await this.letters.save(manager, {
      outcomeId: null,
      caseId: found.id,
      messageId: carrier.messageId,
      to,
      outcome: { outcome: 'code', reference: found.reference, code, minutes: CODE_MINUTES },
      language: link.language,
      withBlank: false,
      isFirst: false,
      inReplyTo: carrier.mailId,
      references: [],
      autoSubmitted: 'auto-replied',
      queryIds: [],
    });
    await manager.update(AnswerLink, link.id, {
      codeDigest: digestLinkCode(this.vault, link.id, code),
      codeUntil: new Date(now.getTime() + CODE_MINUTES * 60_000),
      codeTries: 0,
    });
    await manager.update(Dispatch, id, { letterId });
  }
}
