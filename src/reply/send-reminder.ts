/**
 * Step 4: a reminder whose time has come. Whether it goes is decided anew (decide-reminder.ts); it asks for what is still missing, in the
 * thread of the letter that asked. Others of the same day to the same clinician go with it, as one letter. That letter and the end of
 * each reminder are one transaction: they go once.
 */
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { wordReminder } from '../core/letter/ask-of-case.js';
import { spaceReminders } from '../core/letter/plan-reminders.js';
import { MOST_CASES } from '../core/letter/write-several.js';
import { type Study } from '../core/study/study.js';
import { Case, Message, Reminder } from '../database/entities/index.js';
import { type EntityManager, MoreThan } from '../database/orm.js';
import { getReminderSettings } from '../database/repositories/settings.js';
import { findDueTogether } from '../database/repositories/reminders.js';
import { Transactions } from '../database/transactions.js';
import { openEnvelope } from '../external/sealed-envelope.js';
import { openLetter } from '../external/sealed-letter.js';
import { type Vault } from '../external/vault.js';
import { ComposeLetter, type LetterToWrite } from './compose-letter.js';
import { type Decided, DecideReminder } from './decide-reminder.js';

interface Ready extends Extract<Decided, { kind: 'send' }> {
  readonly reminder: Reminder;
  readonly found: Case;
}

@Injectable()
export class SendReminder {
  constructor(
    private readonly transactions: Transactions,
    private readonly decider: DecideReminder,
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
      const decided = await this.decider.decide(manager, reminder, found);
      if (decided.kind === 'stop')
        await manager.update(Reminder, reminderId, { state: 'stopped', stopReason: decided.why });
      else if (decided.kind === 'later')
        await manager.update(Reminder, reminderId, { dueAt: decided.at, movedBecause: decided.why });
      else {
        const first = { ...decided, reminder, found };
        const ready = [first, ...(await this.findOthers(manager, first))];
        const letter = ready.length > 1 ? this.gather(ready) : await this.wordAlone(manager, first);
        const letterId = await this.letters.save(manager, letter);
        for (const one of ready) {
          await manager.update(Reminder, one.reminder.id, { state: 'sent', letterId });
          await this.putOffLater(manager, one.reminder, now);
        }
      }
    });
  }

  /** What else the same clinician would be reminded of today, in the same language. */
  private async findOthers(manager: EntityManager, { reminder, found, last }: Ready): Promise<Ready[]> {
    if (reminder.step === 0 || reminder.urgent) return [];
    const tonight = DateTime.fromJSDate(this.now(), { zone: this.config.timeZone }).endOf('day').toJSDate();
    const due = await findDueTogether(manager, {
      besides: found.id,
      recipientDigest: last.recipientDigest,
      language: found.language,
      until: tonight,
      most: MOST_CASES - 1,
    });
    const ready: Ready[] = [];
    for (const { id, caseId } of due) {
      // Somebody is at work on it: it goes by itself, at its time.
      const other = await manager.findOne(Case, {
        where: { id: caseId },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      const its =
        other &&
        (await manager.findOne(Reminder, {
          where: { id, state: 'planned' },
          lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
        }));
      if (!its) continue;
      const decided = await this.decider.decide(manager, its, other);
      if (decided.kind === 'send') ready.push({ ...decided, reminder: its, found: other });
    }
    return ready;
  }

  /** A letter on several cases is of no case's thread: what answers it says of which it speaks. */
  private gather(ready: readonly Ready[]): LetterToWrite {
    const sorted = ready.toSorted((one, other) => one.found.number - other.found.number);
    const [first] = sorted;
    if (!first) throw new Error('a reminder is of a case');
    const cases = sorted.map(({ found, reminder, gathered }) => ({
      caseId: found.id,
      reference: found.reference,
      step: reminder.step,
      asks: gathered.asks,
      questions: gathered.questions,
    }));
    return {
      ...this.toLetter(first),
      caseId: null,
      messageId: null,
      outcome: { outcome: 'reminder_several', cases },
      inReplyTo: null,
      references: [],
      queryIds: sorted.flatMap(({ gathered }) => gathered.queryIds),
    };
  }

  private async wordAlone(manager: EntityManager, ready: Ready): Promise<LetterToWrite> {
    const { reminder, found, last, gathered } = ready;
    const { messageId } = last;
    const outcome = wordReminder(reminder.step, found.reference, gathered);
    if (messageId === null || !outcome) throw new Error('a letter of a case answers a message, and asks');
    const message = await manager.findOneByOrFail(Message, { id: messageId });
    const envelope = message.sealedEnvelope
      ? openEnvelope(this.vault, message.id, message.sealedEnvelope)
      : null;
    return {
      ...this.toLetter(ready),
      messageId,
      outcome,
      inReplyTo: last.mailId,
      references: [...(envelope?.references ?? []), ...(envelope?.messageId ? [envelope.messageId] : [])],
      queryIds: gathered.queryIds,
    };
  }

  private toLetter({ found, last }: Ready) {
    const [to] = openLetter(this.vault, last.id, last.sealed).envelope.to;
    if (to === undefined) throw new Error('a letter has no recipient');
    return {
      outcomeId: null,
      caseId: found.id,
      to,
      language: found.language,
      withBlank: false,
      isFirst: false,
      autoSubmitted: 'auto-generated',
    } as const;
  }

  /** Those of the case that are planned after it. */
  private async putOffLater(manager: EntityManager, { caseId, step }: Reminder, now: Date): Promise<void> {
    const settings = await getReminderSettings(manager, this.study);
    const later = await manager.findBy(Reminder, { caseId, state: 'planned', step: MoreThan(step) });
    for (const { step: at, dueAt } of spaceReminders(step, now, later, settings, this.config.timeZone))
      await manager.update(
        Reminder,
        { caseId, state: 'planned', step: at },
        { dueAt, movedBecause: 'spaced' },
      );
  }
}
