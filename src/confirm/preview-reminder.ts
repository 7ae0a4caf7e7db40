/** Step 5: a reminder as it would go now, before it goes: written from the case as it is, by the rules that will write it. */
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { LINK_DAYS, type PersonalLink, writeLinkUrl } from '../core/form/personal-link.js';
import { findDay } from '../core/case/measure-case.js';
import { askOfCase, wordReminder } from '../core/letter/ask-of-case.js';
import { writeLetter } from '../core/letter/write-letter.js';
import { type Study } from '../core/study/study.js';
import { Case, CaseAnswers, Query, type Reminder } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { openCase } from '../external/sealed-case.js';
import { openQuery } from '../external/sealed-query.js';
import { type Vault } from '../external/vault.js';
import { type LetterPreview, type ReminderView } from './mail-views.js';

@Injectable()
export class PreviewReminder {
  constructor(
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async describe(manager: EntityManager, reminders: readonly Reminder[]): Promise<ReminderView[]> {
    const cases = await manager.findBy(Case, { id: In([...new Set(reminders.map(({ caseId }) => caseId))]) });
    const byId = new Map(cases.map((one) => [one.id, one]));
    const views: ReminderView[] = [];
    for (const reminder of reminders) {
      const found = byId.get(reminder.caseId);
      if (!found) continue;
      const isToCome = reminder.state === 'planned' || reminder.state === 'held';
      views.push({
        id: reminder.id,
        reference: found.reference,
        step: reminder.step,
        dueAt: reminder.dueAt.toISOString(),
        state: reminder.state,
        stopReason: reminder.stopReason,
        letterId: reminder.letterId,
        preview: isToCome ? await this.write(manager, reminder, found) : null,
      });
    }
    return views;
  }

  private async write(
    manager: EntityManager,
    { step }: Reminder,
    found: Case,
  ): Promise<LetterPreview | null> {
    const { sealed } = await manager.findOneByOrFail(CaseAnswers, { caseId: found.id });
    const queries = await manager.find(Query, {
      where: { caseId: found.id, state: In(step > 0 ? ['open', 'asked'] : ['open']) },
      order: { createdAt: 'ASC' },
    });
    const questions = queries.map(({ id, sealed: content }) => openQuery(this.vault, id, content));
    const day = findDay(found.receivedAt, this.config.timeZone);
    const asked = askOfCase(this.study, openCase(this.vault, found.id, sealed), day, questions);
    const outcome = wordReminder(step, found.reference, asked);
    if (!outcome) return null;
    const { subject, text } = writeLetter({
      ...outcome,
      study: this.study,
      language: found.language,
      isFirst: false,
      withBlank: false,
      link: this.showLink(),
    });
    return { subject, text };
  }

  /** Where the link will stand; the link itself is its reader's. */
  private showLink(): PersonalLink | undefined {
    const { publicUrl, timeZone: zone } = this.config;
    if (publicUrl === undefined) return undefined;
    const until = DateTime.fromJSDate(this.now(), { zone }).plus({ days: LINK_DAYS });
    return { url: writeLinkUrl(publicUrl, '…'), until: until.toFormat('dd/MM/yyyy') };
  }
}
