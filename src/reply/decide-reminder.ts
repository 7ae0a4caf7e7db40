/**
 * Step 4: whether a reminder whose time has come goes, from the case as it is now: it asks for what is still missing, waits while somebody
 * should not be reminded, or ends with its reason.
 */
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY } from '../config/tokens.js';
import { type MoveReason } from '../core/letter/explain-reminder.js';
import { type StopReason } from '../core/letter/plan-reminders.js';
import { nextSendingTime } from '../core/letter/sending-times.js';
import { type Study } from '../core/study/study.js';
import { type Case, Letter, type Reminder } from '../database/entities/index.js';
import { type EntityManager, In, MoreThan } from '../database/orm.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { getReminderSettings } from '../database/repositories/settings.js';
import { findSharedLetters } from '../database/repositories/threads.js';
import { GatherAsks, type GatheredAsks } from './gather-asks.js';

/** The letter that it follows has not gone yet, and may: it waits for it. */
const NOT_YET = ['waiting', 'sending', 'held', 'uncertain', 'failed', 'refused'] as const;
const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 60 * 60_000;

export type Decided =
  | { readonly kind: 'stop'; readonly why: StopReason }
  | { readonly kind: 'later'; readonly at: Date; readonly why: MoveReason }
  /** `last`: the newest letter of the case's own thread. */
  | { readonly kind: 'send'; readonly last: Letter; readonly gathered: GatheredAsks };

@Injectable()
export class DecideReminder {
  constructor(
    private readonly asks: GatherAsks,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Its case is locked. */
  async decide(manager: EntityManager, reminder: Reminder, found: Case): Promise<Decided> {
    const now = this.now();
    const stop = (why: StopReason): Decided => ({ kind: 'stop', why });
    const tomorrow = (why: MoveReason): Decided => ({
      kind: 'later',
      why,
      at: nextSendingTime(new Date(now.getTime() + DAY_MS), this.config.timeZone),
    });
    if (found.state !== 'draft') return stop(found.state);
    const isReminder = reminder.step > 0;
    if (isReminder && !reminder.urgent) {
      const { enabled } = await getReminderSettings(manager, this.study);
      if (!enabled) return stop('disabled');
      // The service may have been away at the hour that was planned.
      const at = nextSendingTime(now, this.config.timeZone);
      if (at > now) return { kind: 'later', at, why: 'hours' };
    }
    const last = await this.findLast(manager, { caseId: found.id });
    if (!last) return stop('no_address');
    const shared = await this.findLast(manager, { id: In(await findSharedLetters(manager, found.id)) });
    const { state } = shared && shared.createdAt > last.createdAt ? shared : last;
    if (state === 'bounced') return stop('bounced');
    if (isReminder && NOT_YET.some((one) => one === state))
      return { kind: 'later', at: new Date(now.getTime() + LOOK_AGAIN_MS), why: 'letter_not_gone' };
    // One letter a day: what was not gathered into it waits for the days after.
    if (isReminder && !reminder.urgent && (await this.wasRemindedToday(manager, last)))
      return tomorrow('reminded_today');
    // The clinician has answered in words, and nobody has read them yet: to be asked again would be an affront.
    if (isReminder && !reminder.urgent && (await this.hasUnreadWords(manager, found.id)))
      return tomorrow('words');
    const gathered = await this.asks.gather(manager, found, isReminder);
    if (gathered.asks.length + gathered.questions.length > 0) return { kind: 'send', last, gathered };
    // What is missing stands on a page that a person has not read yet: only then is it known whether it was answered.
    return isReminder && gathered.waits ? tomorrow('page_unread') : stop('answered');
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

  private findLast(
    manager: EntityManager,
    where: { readonly caseId: string } | { readonly id: ReturnType<typeof In<string>> },
  ): Promise<Letter | null> {
    return manager.findOne(Letter, { where, order: { createdAt: 'DESC' } });
  }
}
