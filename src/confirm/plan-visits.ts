/**
 * Step 5: visits: asked for by a word in a message, or begun here for a case; planned with a day and a place, done, or cancelled. Whoever
 * is visited gets a letter with an invitation, in the thread of the message that asked.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { actOnVisit, type VisitAct, type VisitState } from '../core/letter/visit-state.js';
import { Problem } from '../core/problem.js';
import { Case, Message, Outcome, Visit } from '../database/entities/index.js';
import { DataSource, type EntityManager, In } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { openVisit, sealVisit } from '../external/sealed-dispatch.js';
import { openEnvelope } from '../external/sealed-envelope.js';
import { type Vault } from '../external/vault.js';
import { type Actor } from '../http/access.js';
import { AnswerMessage } from './answer-message.js';
import { getCase } from './get-case.js';
import { type PlanVisitBody } from './mail-requests.js';
import { type VisitView } from './mail-views.js';

const MOST = 500;

@Injectable()
export class PlanVisits {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly answers: AnswerMessage,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Those that wait for a day first, then by day. */
  async list(): Promise<VisitView[]> {
    const { manager } = this.source;
    const rows = await manager.find(Visit, { order: { createdAt: 'DESC' }, take: MOST });
    const order = ['asked', 'planned', 'done', 'cancelled'];
    const day = ({ startsAt, createdAt }: Visit) => (startsAt ?? createdAt).getTime();
    rows.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state) || day(one) - day(other));
    return this.describe(manager, rows);
  }

  /** Of a case whose thread has a message by mail; asked twice is asked. Throws Problems: `case_unknown`, `case_without_mail`. */
  begin(typed: string): Promise<VisitView> {
    return this.transactions.run(async (manager) => {
      const found = await getCase(manager, typed);
      const outcomes = await manager.find(Outcome, {
        where: { caseId: found.id },
        order: { createdAt: 'DESC' },
      });
      const messages = await manager.findBy(Message, {
        id: In(outcomes.map(({ messageId }) => messageId)),
        origin: 'mail',
        sentByMachine: false,
      });
      const [last] = messages.sort((one, other) => other.receivedAt.getTime() - one.receivedAt.getTime());
      if (!last)
        throw new Problem(
          'case_without_mail',
          'conflict',
          'Nobody wrote of this case by mail: call the centre.',
        );
      const known = await manager.findOneBy(Visit, { messageId: last.id, state: 'asked' });
      const row = known ?? this.make(manager, last.id, found.id);
      if (!known) await manager.insert(Visit, row);
      return this.describeOne(manager, row);
    });
  }

  /** Throws Problems: `visit_unknown`, `visit_state`, `message_unanswerable`, `answer_tells`. */
  plan(id: string, { startsAt, minutes, place, text }: PlanVisitBody, actor: Actor): Promise<VisitView> {
    return this.act(id, 'plan', async (manager, visit) => {
      const message = await this.answers.getAnswerable(manager, visit.messageId);
      await this.answers.screen(manager, visit.messageId, text);
      visit.startsAt = new Date(startsAt);
      visit.endsAt = new Date(visit.startsAt.getTime() + minutes * 60_000);
      visit.sealed = sealVisit(this.vault, visit.id, { place });
      visit.sequence += 1;
      await manager.save(visit);
      const letter = { message, caseId: visit.caseId, visitId: visit.id, text };
      await this.answers.dispatch(manager, { ...letter, kind: 'visit_planned' }, actor);
      // The request is answered.
      await manager.update(
        Message,
        { id: message.id, toSee: 'visit' },
        { toSee: null, updatedAt: this.now() },
      );
    });
  }

  /** One that was planned is told of; one that was only asked for is not. */
  cancel(id: string, text: string, actor: Actor): Promise<VisitView> {
    return this.act(id, 'cancel', async (manager, visit, before) => {
      visit.sequence += 1;
      await manager.save(visit);
      await manager.update(
        Message,
        { id: visit.messageId, toSee: 'visit' },
        { toSee: null, updatedAt: this.now() },
      );
      if (before !== 'planned') return;
      const message = await this.answers.getAnswerable(manager, visit.messageId);
      await this.answers.screen(manager, visit.messageId, text);
      const letter = { message, caseId: visit.caseId, visitId: visit.id, text };
      await this.answers.dispatch(manager, { ...letter, kind: 'visit_cancelled' }, actor);
    });
  }

  finish(id: string): Promise<VisitView> {
    return this.act(id, 'finish', async (manager, visit) => {
      await manager.save(visit);
    });
  }

  private act(
    id: string,
    act: VisitAct,
    work: (manager: EntityManager, visit: Visit, before: VisitState) => Promise<void>,
  ): Promise<VisitView> {
    return this.transactions.run(async (manager) => {
      const visit = await manager.findOne(Visit, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!visit) throw new Problem('visit_unknown', 'notFound', 'There is no such visit.');
      const before = visit.state;
      const next = actOnVisit(before, act);
      if (next === null)
        throw new Problem('visit_state', 'conflict', `A visit in state ${before} cannot be changed so.`);
      visit.state = next;
      visit.updatedAt = this.now();
      await work(manager, visit, before);
      return this.describeOne(manager, visit);
    });
  }

  private make(manager: EntityManager, messageId: string, caseId: string): Visit {
    const id = randomUUID();
    const at = this.now();
    return manager.create(Visit, {
      ...{ id, messageId, caseId, state: 'asked', startsAt: null, endsAt: null, sequence: 0 },
      sealed: sealVisit(this.vault, id, { place: '' }),
      createdAt: at,
      updatedAt: at,
    });
  }

  private async describeOne(manager: EntityManager, visit: Visit): Promise<VisitView> {
    const [view] = await this.describe(manager, [visit]);
    if (!view) throw new Error('a visit was not described');
    return view;
  }

  private async describe(manager: EntityManager, rows: readonly Visit[]): Promise<VisitView[]> {
    const messages = await manager.findBy(Message, { id: In(rows.map(({ messageId }) => messageId)) });
    const cases = await manager.findBy(Case, { id: In(rows.flatMap(({ caseId }) => caseId ?? [])) });
    return rows.map((visit) => {
      const message = messages.find(({ id }) => id === visit.messageId);
      const sealed = message?.sealedEnvelope;
      const envelope =
        message && sealed && sealed.length > 0 ? openEnvelope(this.vault, message.id, sealed) : null;
      return {
        id: visit.id,
        messageId: visit.messageId,
        reference: cases.find(({ id }) => id === visit.caseId)?.reference ?? null,
        from: envelope?.from ?? null,
        state: visit.state,
        startsAt: visit.startsAt?.toISOString() ?? null,
        endsAt: visit.endsAt?.toISOString() ?? null,
        place: openVisit(this.vault, visit.id, visit.sealed).place,
        askedAt: visit.createdAt.toISOString(),
      };
    });
  }
}
