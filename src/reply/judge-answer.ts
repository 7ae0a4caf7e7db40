/** Step 4: gathers what core/letter/may-answer.ts asks about a message, and says who has to look at it when nobody is answered. */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { mayAnswer, type NoAnswer } from '../core/letter/may-answer.js';
import { findThreadCase } from '../core/letter/thread-token.js';
import { type Study } from '../core/study/study.js';
import { Contact, type Message, type Outcome } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { digestAddress } from '../external/address-digest.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';

export type AnswerVerdict =
  | { readonly answer: true; readonly to: string }
  | { readonly answer: false; readonly why: NoAnswer; readonly toSee: string | null };

/** The window in which letters to one sender are counted, against loops. */
const WINDOW_MS = 60 * 60 * 1000;
/** Outcomes of messages that hold no sheet of ours. */
const WITHOUT_SHEET = ['no_sheet', 'unreadable', 'oversize', 'bounce'];
/** Silences that nobody needs to look at: the machine's word is kept, and spam waits in its list. */
const NOBODY_LOOKS: readonly NoAnswer[] = ['own', 'bounce', 'no_sheet_again'];

@Injectable()
export class JudgeAnswer {
  private readonly ownAddresses: readonly string[];

  constructor(
    @Inject(STUDY) study: Study,
    @Inject(CONFIG) config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {
    const from = /<([^<>]+)>\s*$/.exec(config.mailFrom ?? '')?.[1] ?? config.mailFrom;
    this.ownAddresses = [study.contact.email, ...(from === undefined ? [] : [from])];
  }

  async judge(
    manager: EntityManager,
    { outcome, message, envelope }: { outcome: Outcome; message: Message; envelope: Envelope | null },
  ): Promise<AnswerVerdict> {
    if (!envelope) return { answer: false, why: 'no_sender', toSee: 'no_sender' };
    const hasSheet = !WITHOUT_SHEET.includes(outcome.kind);
    const addressDigest = envelope.from === null ? null : digestAddress(this.vault, envelope.from);
    const now = this.now();
    const decision = mayAnswer({
      headers: envelope.headers,
      from: envelope.from,
      subject: envelope.subject,
      replyTo: envelope.replyTo,
      ownAddresses: this.ownAddresses,
      isReport: envelope.isReport,
      hasSheet,
      knownThread: findThreadCase(listTraces(envelope), threadSign(this.vault)) !== null,
      knownContact: addressDigest !== null && (await manager.existsBy(Contact, { addressDigest })),
      authentication: message.authentication ?? 'unchecked',
      ...(await this.countLetters(manager, addressDigest, now)),
      now,
    });
    if (decision.answer) return decision;
    return { ...decision, toSee: findWhoLooks(decision.why, hasSheet) };
  }

  private async countLetters(
    manager: EntityManager,
    recipient: Buffer | null,
    now: Date,
  ): Promise<{ lastAnsweredAt: Date | null; repliesInWindow: number }> {
    if (recipient === null) return { lastAnsweredAt: null, repliesInWindow: 0 };
    const [row] = await manager.query<[{ last: Date | null; recent: string }]>(
      `select max(l.created_at) filter (where o.kind = any($3)) as last,
         count(*) filter (where l.created_at > $2) as recent
       from letters l join outcomes o on o.id = l.outcome_id where l.recipient_digest = $1`,
      [recipient, new Date(now.getTime() - WINDOW_MS), WITHOUT_SHEET],
    );
    return { lastAnsweredAt: row.last, repliesInWindow: Number(row.recent) };
  }
}

/** Why the message is in À voir: a sheet that was not answered always is. */
function findWhoLooks(why: NoAnswer, hasSheet: boolean): string | null {
  if (NOBODY_LOOKS.includes(why)) return null;
  // An out-of-office answer is nobody's work; a fax gateway's sheet is in its case.
  if (why === 'machine') return null;
  return hasSheet ? `unanswered_${why}` : why;
}
