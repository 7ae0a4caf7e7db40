/**
 * Step 5: an investigator answers a message in her own words. They are screened on their way out, kept sealed with her name, and put
 * into a letter in the message's thread by the same hands as every other letter (reply/send-dispatch.ts).
 */
import { isFromClinician } from '../core/case/upload-origin.js';
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, STUDY, VAULT } from '../config/tokens.js';
import { screenQuestion } from '../core/letter/screen-question.js';
import { Problem } from '../core/problem.js';
import { type Study } from '../core/study/study.js';
import { CaseAnswers, Dispatch, type DispatchKind, Message, Outcome } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { openCase } from '../external/sealed-case.js';
import { sealDispatch } from '../external/sealed-dispatch.js';
import { openEnvelope } from '../external/sealed-envelope.js';
import { type Vault } from '../external/vault.js';
import { type Actor, nameActor } from '../http/access.js';
import { Jobs } from '../jobs/jobs.js';
import { LEAKS } from './ask-clinician.js';
import { personOf } from './review/person-of.js';

interface ToDispatch {
  readonly message: Message;
  readonly caseId: string | null;
  readonly visitId: string | null;
  readonly kind: DispatchKind;
  readonly text: string;
}

@Injectable()
export class AnswerMessage {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Throws Problems: `message_unknown`, `message_unanswerable`, `answer_tells`. */
  async answer(messageId: string, text: string, actor: Actor): Promise<void> {
    await this.transactions.run(async (manager) => {
      const message = await this.getAnswerable(manager, messageId);
      const caseIds = await this.screen(manager, messageId, text);
      const caseId = caseIds.length === 1 ? (caseIds[0] ?? null) : null;
      await this.dispatch(manager, { message, caseId, visitId: null, kind: 'answer', text }, actor);
      // Whoever answers has seen it.
      await manager.update(Message, messageId, { toSee: null, updatedAt: this.now() });
    });
  }

  /** Of a message that came by mail, from somebody who reads. */
  async getAnswerable(manager: EntityManager, id: string): Promise<Message> {
    const message = await manager.findOneBy(Message, { id });
    if (!message) throw new Problem('message_unknown', 'notFound', 'There is no such message.');
    const { sealedEnvelope, origin, sentByMachine } = message;
    const from =
      sealedEnvelope && sealedEnvelope.length > 0 ? openEnvelope(this.vault, id, sealedEnvelope).from : null;
    if (!isFromClinician(origin) || sentByMachine || from === null)
      throw new Problem(
        'message_unanswerable',
        'conflict',
        'Nobody can be answered: it did not come by mail, or a machine sent it.',
      );
    return message;
  }

  /** The cases of the message; the words must tell nothing of any of them. */
  async screen(manager: EntityManager, messageId: string, text: string): Promise<string[]> {
    const outcomes = await manager.findBy(Outcome, { messageId });
    const caseIds = [...new Set(outcomes.flatMap(({ caseId }) => caseId ?? []))];
    const documents = await manager.findBy(CaseAnswers, { caseId: In(caseIds) });
    const all = [{}, ...documents.map(({ caseId, sealed }) => openCase(this.vault, caseId, sealed).answers)];
    for (const answers of all) {
      const leak = screenQuestion(this.study, text, answers);
      if (leak) throw new Problem('answer_tells', 'invalid', LEAKS[leak], { leak });
    }
    return caseIds;
  }

  async dispatch(
    manager: EntityManager,
    { message, caseId, visitId, kind, text }: ToDispatch,
    actor: Actor,
  ): Promise<void> {
    const id = randomUUID();
    await manager.insert(Dispatch, {
      id,
      messageId: message.id,
      caseId,
      visitId,
      kind,
      askedBy: nameActor(actor),
      sealed: sealDispatch(this.vault, id, { text, askedBy: personOf(actor) }),
      letterId: null,
      createdAt: this.now(),
    });
    await this.jobs.add('dispatch', { dispatchId: id });
  }
}
