/** Step 4: gathers what core/letter/may-answer.ts asks about a message, and says who has to look at it when nobody is answered. */
import { Inject, Injectable } from '@nestjs/common';
import { bareAddress } from '../config/bare-address.js';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { isFromClinician } from '../core/case/upload-origin.js';
import { type LetterOutcome } from '../core/letter/letter-input.js';
import { mayAnswer, type NoAnswer } from '../core/letter/may-answer.js';
import { findThreadCall, findThreadCase, findThreadSeveral } from '../core/letter/thread-token.js';
import { type Study } from '../core/study/study.js';
import { Contact, type Message, type Outcome } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { digestAddress } from '../external/address-digest.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';

export type AnswerVerdict =
  | { readonly answer: true; readonly to: string }
  | {
      readonly answer: false;
      readonly why: NoAnswer | 'repeated' | 'not_by_mail' | 'thanks' | 'away';
      readonly toSee: string | null;
    };

export interface Judged {
  readonly outcome: Outcome;
  readonly message: Message;
  readonly envelope: Envelope | null;
  /** What the letter would say. */
  readonly would: LetterOutcome['outcome'];
  /** A file of it bears the mark of a sheet, though of another study or version: no stranger's advertisement does. */
  readonly isMarked: boolean;
}

/** The window in which letters to one sender are counted, against loops. */
const WINDOW_MS = 60 * 60 * 1000;
const DAY_MS = 24 * WINDOW_MS;
/** What was asked of the robot by a word. */
const ASKED: readonly LetterOutcome['outcome'][] = [
  'help',
  'status',
  'stopped',
  'visit_asked',
  'no_file',
  'declined',
];
const WITHOUT_SHEET: readonly LetterOutcome['outcome'][] = [
  ...(['no_sheet', 'noted', 'unreadable', 'blank_sent'] as const),
  ...ASKED,
];
/**
 * Of these the sender has tried something, and tries again when told: where we know who it is, each is answered. Words alone are
 * answered once in a while.
 */
const TRIED: readonly LetterOutcome['outcome'][] = ['unreadable', 'blank_sent', ...ASKED];
/** Silences that nobody needs to look at: the machine's word is kept, and spam waits in its list. */
const NOBODY_LOOKS: readonly NoAnswer[] = ['own', 'bounce', 'no_sheet_again'];

@Injectable()
export class JudgeAnswer {
  private readonly ownAddresses: readonly string[];

  constructor(
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {
    const { mailFrom } = config;
    this.ownAddresses = [study.contact.email, ...(mailFrom === undefined ? [] : [bareAddress(mailFrom)])];
  }

  async judge(
    manager: EntityManager,
    { outcome, message, envelope, would, isMarked }: Judged,
  ): Promise<AnswerVerdict> {
    // A fax, a visit: nobody wrote, and whoever put it in sees what becomes of it.
    if (!isFromClinician(message.origin)) return { answer: false, why: 'not_by_mail', toSee: null };
    if (!envelope) return { answer: false, why: 'no_sender', toSee: 'no_sender' };
    if (outcome.kind === 'repeated' || outcome.kind === 'thanks' || outcome.kind === 'away')
      return { answer: false, why: outcome.kind, toSee: null };
    const addressDigest = envelope.from === null ? null : digestAddress(this.vault, envelope.from);
    const addresses = [envelope.from, ...envelope.replyTo].filter((address) => address !== null);
    const [traces, sign] = [listTraces(envelope), threadSign(this.vault)];
    const knownThread = [findThreadCase, findThreadSeveral, findThreadCall].some(
      (find) => find(traces, sign) !== null,
    );
    const contact = addressDigest && (await manager.findOneBy(Contact, { addressDigest }));
    const knownContact = contact !== null;
    // A message too large to be taken may hold a sheet: whoever sent it has to know that it did not arrive.
    const hasSheet = outcome.kind !== 'bounce' && !WITHOUT_SHEET.includes(would);
    const isKnownTry = TRIED.includes(would) && (knownThread || knownContact);
    const now = this.now();
    const decision = mayAnswer({
      headers: envelope.headers,
      from: envelope.from,
      subject: envelope.subject,
      replyTo: envelope.replyTo,
      ownAddresses: this.ownAddresses,
      isReport: envelope.isReport,
      hasSheet: hasSheet || isKnownTry || isMarked,
      knownThread,
      knownContact,
      listedContact: contact !== null && contact.listedAt !== null,
      policy: this.study.answerPolicy,
      released: outcome.releasedTo,
      authentication: message.authentication ?? 'unchecked',
      ...(await this.countLetters(manager, { outcome, would, addresses, now })),
      now,
    });
    // The subject that gave a machine away may have been purged since.
    if (decision.answer && message.sentByMachine) return { answer: false, why: 'machine', toSee: null };
    if (decision.answer) return decision;
    return { ...decision, toSee: findWhoLooks(decision.why, hasSheet) };
  }

  /** Letters to this sender, at the address in From or the one they asked to be answered at. */
  private async countLetters(
    manager: EntityManager,
    {
      outcome,
      would,
      addresses,
      now,
    }: Pick<Judged, 'outcome' | 'would'> & {
      readonly addresses: readonly string[];
      readonly now: Date;
    },
  ): Promise<{ lastAnsweredAt: Date | null; repliesInWindow: number; answersInThread: number }> {
    const [row] = await manager.query<[{ last: Date | null; recent: string; today: string }]>(
      `select max(l.created_at) filter (where l.kind = $3 and l.case_id is not distinct from $4) as last,
         count(*) filter (where l.created_at > $2) - count(distinct l.case_id) filter (where l.created_at > $2) as recent,
         count(*) filter (where l.created_at > $5 and l.case_id is not distinct from $4 and l.outcome_id is not null) as today
       from letters l where l.recipient_digest = any($1) and l.kind <> 'code'`,
      [
        addresses.map((address) => digestAddress(this.vault, address)),
        new Date(now.getTime() - WINDOW_MS),
        would === 'no_sheet' ? 'not_our_sheet' : would,
        outcome.caseId,
        new Date(now.getTime() - DAY_MS),
      ],
    );
    return {
      lastAnsweredAt: row.last,
      repliesInWindow: Number(row.recent),
      answersInThread: Number(row.today),
    };
  }
}

/** Why the message is in À voir: a sheet that was not answered always is. */
function findWhoLooks(why: NoAnswer, hasSheet: boolean): string | null {
  if (NOBODY_LOOKS.includes(why)) return null;
  // An out-of-office answer is nobody's work; a fax gateway's sheet is in its case.
  if (why === 'machine') return null;
  return hasSheet ? `unanswered_${why}` : why;
}
