/**
 * Step 4: the state of a contact's own cases: references, states and counts. Only for a contact whom we know, writing from a domain that
 * vouches for the message, or in the signed thread of one of these very cases.
 */
import { Inject, Injectable } from '@nestjs/common';
import { STUDY, VAULT } from '../config/tokens.js';
import { type CaseStatus } from '../core/letter/letter-input.js';
import { findThreadCase, findThreadSeveral } from '../core/letter/thread-token.js';
import { type Study } from '../core/study/study.js';
import { Case, Contact, type Message } from '../database/entities/index.js';
import { type EntityManager, IsNull } from '../database/orm.js';
import { findRemindedCases } from '../database/repositories/threads.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { GatherAsks } from './gather-asks.js';

/** The newest; more would be a table, not a letter. */
const MOST = 40;

@Injectable()
export class ListStatus {
  constructor(
    private readonly asks: GatherAsks,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Null: nothing may be told. */
  async list(
    manager: EntityManager,
    message: Message,
    envelope: Envelope | null,
  ): Promise<CaseStatus[] | null> {
    const { senderDigest, authentication } = message;
    const contact = senderDigest && (await manager.findOneBy(Contact, { addressDigest: senderDigest }));
    if (!contact || !envelope) return null;
    const cases = await manager.find(Case, {
      where: { contactId: contact.id, study: this.study.id, joinedInto: IsNull() },
      order: { number: 'DESC' },
      take: MOST,
    });
    const [traces, sign] = [listTraces(envelope), threadSign(this.vault)];
    const threadCaseId = findThreadCase(traces, sign);
    const several = findThreadSeveral(traces, sign);
    const threadIds = several === null ? [threadCaseId] : await findRemindedCases(manager, several);
    const isOwnThread = authentication !== 'fail' && cases.some(({ id }) => threadIds.includes(id));
    if (authentication !== 'pass' && !isOwnThread) return null;
    const listed: CaseStatus[] = [];
    for (const found of cases.reverse()) {
      const { reference, state } = found;
      if (state !== 'draft')
        listed.push({ reference, state: state === 'confirmed' ? 'confirmed' : 'closed', asked: 0 });
      else {
        const { asks, questions } = await this.asks.gather(manager, found, true);
        listed.push({ reference, state, asked: asks.length + questions.length });
      }
    }
    return listed;
  }
}
