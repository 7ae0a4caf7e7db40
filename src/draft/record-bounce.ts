/**
 * Step 3: a letter of ours that came back. For good: its reminders end (by trigger), and a person is told. Not for good: another letter goes in
 * its place at a later hour, three times at most. A notice of a delay changes nothing. Only what brings back a Message-ID or a signed token
 * of ours says anything: whoever never saw a letter stops no reminders.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, VAULT } from '../config/tokens.js';
import { type Bounce } from '../core/letter/judge-bounce.js';
import { nextSendingTime } from '../core/letter/sending-times.js';
import {
  findLetterId,
  findThreadCall,
  findThreadCase,
  findThreadSeveral,
} from '../core/letter/thread-token.js';
import { Call, Letter } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { countBefore, sendInPlace } from '../database/repositories/send-in-place.js';
import { findRemindedCases } from '../database/repositories/threads.js';
import { digestAddress } from '../external/address-digest.js';
import { makeRenewal } from '../external/renewal.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';

/** Hours until each of the tries that follow the first. */
const TRY_AGAIN_AFTER_HOURS = [4, 24, 72];
const HOUR_MS = 3_600_000;

export interface RecordedBounce {
  readonly kind: 'bounce' | 'bounce_retried' | 'delayed';
  /** Of the letter; several of a reminder of several. */
  readonly caseIds: readonly string[];
}

@Injectable()
export class RecordBounce {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Null: it is no notice, or of no letter of ours. */
  async record(manager: EntityManager, envelope: Envelope | null): Promise<RecordedBounce | null> {
    if (!envelope?.isReport) return null;
    const bounce: Bounce | null =
      envelope.bounce ?? (envelope.bounceOf === null ? null : { kind: 'hard', reason: 'unknown' });
    const letter = bounce && (await this.findLetter(manager, envelope));
    if (!letter) return null;
    const caseIds =
      letter.caseId === null
        ? await findRemindedCases(manager, await this.findFirst(manager, letter))
        : [letter.caseId];
    if (bounce.kind === 'delayed') return { kind: 'delayed', caseIds };
    // The same notice again, or another server's: what was decided stays.
    if (letter.state === 'bounced')
      return { kind: letter.bounce === 'retried' ? 'bounce_retried' : 'bounce', caseIds };
    const bounced = { state: 'bounced', bounceReason: bounce.reason } as const;
    if (bounce.kind === 'soft' && (await this.tryAgain(manager, letter))) {
      await manager.update(Letter, letter.id, { ...bounced, bounce: 'retried' });
      return { kind: 'bounce_retried', caseIds };
    }
    await manager.update(Letter, letter.id, { ...bounced, bounce: bounce.kind });
    return { kind: 'bounce', caseIds };
  }

  /** Whether another letter goes in its place. The sweep sends it when its hour has come. */
  private async tryAgain(manager: EntityManager, letter: Letter): Promise<boolean> {
    const hours = TRY_AGAIN_AFTER_HOURS[await countBefore(manager, letter.id)];
    if (hours === undefined) return false;
    const at = this.now();
    const notBefore = nextSendingTime(new Date(at.getTime() + hours * HOUR_MS), this.config.timeZone);
    const id = await sendInPlace(manager, makeRenewal(this.vault), letter, { at, notBefore });
    if (id === null) return false;
    await manager.update(Call, { letterId: letter.id }, { letterId: id });
    return true;
  }

  /** By its Message-ID; where a server has put another in its place, the newest letter of the thread to whom it did not reach. */
  private async findLetter(manager: EntityManager, envelope: Envelope): Promise<Letter | null> {
    const named = [envelope.bounceOf ?? '', ...envelope.inReplyTo, ...envelope.references];
    for (const messageId of named) {
      const id = findLetterId(messageId);
      const letter = id === null ? null : await manager.findOneBy(Letter, { id });
      if (letter) return letter;
    }
    const { returned = '', text } = envelope;
    const traces = { ...listTraces(envelope), text: `${returned}\n${text}` };
    const sign = threadSign(this.vault);
    const recipient = envelope.bouncedFrom ?? null;
    const to = recipient === null ? {} : { recipientDigest: digestAddress(this.vault, recipient) };
    const newest = (where: object) =>
      manager.findOne(Letter, {
        where: { ...where, ...to, state: In(['sent', 'uncertain', 'bounced']) },
        order: { createdAt: 'DESC' },
      });
    const caseId = findThreadCase(traces, sign);
    if (caseId !== null) return newest({ caseId });
    const several = findThreadSeveral(traces, sign);
    if (several !== null) return newest({ id: several });
    const callId = findThreadCall(traces, sign);
    const call = callId === null ? null : await manager.findOneBy(Call, { id: callId });
    return call?.letterId ? newest({ id: call.letterId }) : null;
  }

  /** The letter that it goes in place of, if it does: reminders name that one. */
  private async findFirst(manager: EntityManager, letter: Letter): Promise<string> {
    let first = letter;
    while (first.insteadOf !== null) first = await manager.findOneByOrFail(Letter, { id: first.insteadOf });
    return first.id;
  }
}
