/** Step 5: what is going to leave, when, to whom and why then: letters, reminders, calls, and answers that the rules hold back. */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { explainReminder } from '../core/letter/explain-reminder.js';
import { RELEASABLE } from '../core/letter/may-answer.js';
import { type Study } from '../core/study/study.js';
import { Call, Contact, Letter, Message, Reminder } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { findTogether, listOutbox, type OutboxEntry } from '../database/repositories/outbox.js';
import { getReminderSettings } from '../database/repositories/settings.js';
import { type Vault } from '../external/vault.js';
import { OpenMail } from './open-mail.js';
import { type Outbox, type OutboxRow } from './outbox-views.js';
import { ReleaseAnswer } from './release-answer.js';

const EMPTY = {
  at: null,
  to: null,
  references: [],
  letterKind: null,
  subject: null,
  step: null,
  days: null,
  attempts: null,
  lastError: null,
  together: [],
} as const;

@Injectable()
export class ListOutbox {
  constructor(
    private readonly mail: OpenMail,
    private readonly answers: ReleaseAnswer,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(
    manager: EntityManager,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<Outbox> {
    const { total, entries } = await listOutbox(manager, RELEASABLE, page);
    const idsOf = (kind: OutboxEntry['kind']): string[] =>
      entries.flatMap((entry) => (entry.kind === kind ? [entry.id] : []));
    const described = [
      ...(await this.describeLetters(manager, idsOf('letter'))),
      ...(await this.describeAnswers(manager, idsOf('answer'))),
      ...(await this.describeReminders(manager, idsOf('reminder'))),
      ...(await this.describeCalls(manager, idsOf('call'))),
    ];
    const byId = new Map(described.map((row) => [`${row.kind} ${row.id}`, row]));
    return { total, rows: entries.flatMap(({ kind, id }) => byId.get(`${kind} ${id}`) ?? []) };
  }

  private async describeLetters(manager: EntityManager, ids: readonly string[]): Promise<OutboxRow[]> {
    const letters = await this.mail.describeLetters(await manager.findBy(Letter, { id: In([...ids]) }));
    return letters.map(({ id, kind, state, to, subject, references, attempts, lastError, notBefore }) => ({
      ...EMPTY,
      ...{ kind: 'letter' as const, id, to, subject, references, state, attempts, lastError },
      together: [],
      letterKind: kind,
      at: notBefore,
      why: state !== 'waiting' ? 'decide' : attempts > 0 ? 'retry' : notBefore === null ? 'now' : 'came_back',
    }));
  }

  private async describeAnswers(manager: EntityManager, ids: readonly string[]): Promise<OutboxRow[]> {
    const messages = await manager.findBy(Message, { id: In([...ids]) });
    const rows: OutboxRow[] = [];
    for (const { id, from, subject, references } of await this.mail.describeMessages(messages)) {
      const why = await this.answers.findHeldBack(manager, id);
      if (why)
        rows.push({
          ...EMPTY,
          ...{ kind: 'answer', id, to: from, subject, references, state: 'held', why },
          together: [],
        });
    }
    return rows;
  }

  private async describeReminders(manager: EntityManager, ids: readonly string[]): Promise<OutboxRow[]> {
    if (ids.length === 0) return [];
    const reminders = await manager.findBy(Reminder, { id: In([...ids]) });
    const references = await this.mail.findReferences(reminders.map(({ caseId }) => caseId));
    const together = await findTogether(manager, ids, this.config.timeZone);
    const settings = await getReminderSettings(manager, this.study);
    const rows: OutboxRow[] = [];
    for (const reminder of reminders) {
      const { id, caseId, step, dueAt, state, askedBy, createdAt } = reminder;
      const last = await manager.findOne(Letter, { where: { caseId }, order: { createdAt: 'DESC' } });
      // It was planned in the moment in which its letter asked.
      const told = { ...reminder, askedAt: askedBy === null ? null : createdAt };
      rows.push({
        ...EMPTY,
        ...{ kind: 'reminder', id, step, state, at: dueAt.toISOString() },
        ...explainReminder(told, settings, this.config.timeZone),
        to: last ? (this.mail.letter(last)?.envelope.to[0] ?? null) : null,
        references: [references.get(caseId)].filter((reference) => reference !== undefined),
        together: together.get(id) ?? [],
      });
    }
    return rows;
  }

  private async describeCalls(manager: EntityManager, ids: readonly string[]): Promise<OutboxRow[]> {
    const calls = await manager.findBy(Call, { id: In([...ids]) });
    const contacts = await manager.findBy(Contact, { id: In(calls.map(({ contactId }) => contactId)) });
    return calls.map(({ id, contactId, dueAt, round, state }) => {
      const contact = contacts.find((one) => one.id === contactId);
      return {
        ...EMPTY,
        ...{ kind: 'call' as const, id, state, step: round, why: 'round', at: dueAt.toISOString() },
        references: [],
        together: [],
        to: contact
          ? this.vault.openText(contact.sealedAddress, `contacts.sealed_address:${contact.id}`)
          : null,
      };
    });
  }
}
