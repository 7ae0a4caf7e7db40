/**
 * Step 4: a reminder whose time has come. Whether it goes is decided anew, from the case as it is now; it asks for what is still missing,
 * in the thread of the letter that asked. Its letter and its end are one transaction: it goes once.
 */
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { wordReminder } from '../core/letter/ask-of-case.js';
import { type LetterOutcome } from '../core/letter/letter-input.js';
import { spaceReminders, type StopReason } from '../core/letter/plan-reminders.js';
import { nextSendingTime } from '../core/letter/sending-times.js';
import { type Study } from '../core/study/study.js';
import { Case, Letter, Message, Reminder } from '../database/entities/index.js';
import { type EntityManager, MoreThan } from '../database/orm.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { getReminderSettings } from '../database/repositories/settings.js';
import { Transactions } from '../database/transactions.js';
import { openEnvelope } from '../external/sealed-envelope.js';
import { openLetter } from '../external/sealed-letter.js';
import { type Vault } from '../external/vault.js';
import { ComposeLetter } from './compose-letter.js';
import { GatherAsks } from './gather-asks.js';

/** The letter that it follows has not gone yet, and may: it waits for it. */
const NOT_YET = ['waiting', 'sending', 'held', 'uncertain', 'failed', 'refused'] as const;
const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 60 * 60_000;

@Injectable()
export class SendReminder {
  constructor(
    private readonly transactions: Transactions,
    private readonly asks: GatherAsks,
    private readonly letters: ComposeLetter,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Safe to run again: what has gone, was held or was stopped meanwhile is left alone. */
  async send(reminderId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      // First the case, as whoever changes it does: then what is read of it holds until the letter is written.
      const { caseId } = await manager.findOneByOrFail(Reminder, { id: reminderId });
      const found = await manager.findOneOrFail(Case, {
        where: { id: caseId },
        lock: { mode: 'pessimistic_write' },
      });
      const reminder = await manager.findOneOrFail(Reminder, {
        where: { id: reminderId },
        lock: { mode: 'pessimistic_write' },
      });
      const now = this.now();
      if (reminder.state !== 'planned' || reminder.dueAt > now) return;
      const decided = await this.decide(manager, reminder, found, now);
      if (decided.kind === 'stop')
        await manager.update(Reminder, reminderId, { state: 'stopped', stopReason: decided.why });
      else if (decided.kind === 'later') await manager.update(Reminder, reminderId, { dueAt: decided.at });
      else {
        const letterId = await this.write(manager, found, decided);
        await manager.update(Reminder, reminderId, { state: 'sent', letterId });
        await this.putOffLater(manager, reminder, now);
      }
    });
  }

  private async decide(manager: EntityManager, reminder: Reminder, found: Case, now: Date): Promise<Decided> {
    const stop = (why: StopReason): Decided => ({ kind: 'stop', why });
    if (found.state !== 'draft') return stop(found.state);
    const isReminder = reminder.step > 0;
    if (isReminder && !reminder.urgent) {
      const { enabled } = await getReminderSettings(manager, this.study);
      if (!enabled) return stop('disabled');
      // The service may have been away at the hour that was planned.
      const at = nextSendingTime(now, this.config.timeZone);
      if (at > now) return { kind: 'later', at };
    }
    const last = await this.findLast(manager, found.id);
    if (!last) return stop('no_address');
    if (last.state === 'bounced') return stop('bounced');
    if (isReminder && NOT_YET.some((state) => state === last.state))
      return { kind: 'later', at: new Date(now.getTime() + LOOK_AGAIN_MS) };
    // One a day, however many cases a clinician has: the others wait for the days after.
    if (isReminder && !reminder.urgent && (await this.wasRemindedToday(manager, last)))
      return { kind: 'later', at: nextSendingTime(new Date(now.getTime() + DAY_MS), this.config.timeZone) };
    // The clinician has answered in words, and nobody has read them yet: to be asked again would be an affront.
    if (isReminder && !reminder.urgent && (await this.hasUnreadWords(manager, found.id)))
      return { kind: 'later', at: nextSendingTime(new Date(now.getTime() + DAY_MS), this.config.timeZone) };
    const gathered = await this.asks.gather(manager, found, isReminder);
    const outcome = wordReminder(reminder.step, found.reference, gathered);
    if (outcome) return { kind: 'send', last, outcome, queryIds: gathered.queryIds };
    // What is missing stands on a page that a person has not read yet: only then is it known whether it was answered.
    return isReminder && gathered.waits
      ? { kind: 'later', at: nextSendingTime(new Date(now.getTime() + DAY_MS), this.config.timeZone) }
      : stop('answered');
  }

  private async write(
    manager: EntityManager,
    found: Case,
    { last, outcome, queryIds }: Extract<Decided, { kind: 'send' }>,
  ): Promise<string> {
    const { messageId } = last;
    if (messageId === null) throw new Error('a letter of a case answers no message');
    const message = await manager.findOneByOrFail(Message, { id: messageId });
    const envelope = message.sealedEnvelope
      ? openEnvelope(this.vault, message.id, message.sealedEnvelope)
      : null;
    const [to] = openLetter(this.vault, last.id, last.sealed).envelope.to;
    if (to === undefined) throw new Error('a letter has no recipient');
    const references = [
      ...(envelope?.references ?? []),
      ...(envelope?.messageId ? [envelope.messageId] : []),
    ];
    return this.letters.save(manager, {
      outcomeId: null,
      caseId: found.id,
      messageId,
      to,
      outcome,
      language: found.language,
      withBlank: false,
      isFirst: false,
      inReplyTo: last.mailId,
      references,
      autoSubmitted: 'auto-generated',
      queryIds,
    });
  }

  /** Those of the case that are planned after it. */
  private async putOffLater(manager: EntityManager, { caseId, step }: Reminder, now: Date): Promise<void> {
    const settings = await getReminderSettings(manager, this.study);
    const later = await manager.findBy(Reminder, { caseId, state: 'planned', step: MoreThan(step) });
    for (const { step: at, dueAt } of spaceReminders(step, now, later, settings, this.config.timeZone))
      await manager.update(Reminder, { caseId, state: 'planned', step: at }, { dueAt });
  }

  /** In the study's own days. Two reminders to one address are decided one after the other. */
  private async wasRemindedToday(manager: EntityManager, { recipientDigest }: Letter): Promise<boolean> {
    await lockInTransaction(manager, `remind:${recipientDigest.toString('hex')}`);
    const today = DateTime.fromJSDate(this.now(), { zone: this.config.timeZone }).startOf('day');
    return manager.existsBy(Letter, {
      recipientDigest,
      kind: 'reminder',
      createdAt: MoreThan(new Date(today.toMillis() - 1)),
    });
  }

  private async hasUnreadWords(manager: EntityManager, caseId: string): Promise<boolean> {
    const found = await manager.query<unknown[]>(
      `select 1 from outcomes o join messages m on m.id = o.message_id where o.case_id = $1 and m.to_see = 'words' limit 1`,
      [caseId],
    );
    return found.length > 0;
  }

  /** The newest letter of the case's thread. */
  private findLast(manager: EntityManager, caseId: string): Promise<Letter | null> {
    return manager.findOne(Letter, { where: { caseId }, order: { createdAt: 'DESC' } });
  }
}

type Decided =
  | { readonly kind: 'stop'; readonly why: StopReason }
  | { readonly kind: 'later'; readonly at: Date }
  | {
      readonly kind: 'send';
      readonly last: Letter;
      readonly outcome: LetterOutcome;
      readonly queryIds: readonly string[];
    };
