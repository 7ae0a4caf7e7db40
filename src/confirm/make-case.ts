/** Step 5: a case that is typed from the start: on the telephone, from a letter. */
import { type UploadOrigin } from '../core/case/upload-origin.js';
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { type CaseAct } from '../core/case/case-history.js';
import { formatReference } from '../core/case/case-reference.js';
import { findDay, measureCase } from '../core/case/measure-case.js';
import { summariseCase } from '../core/case/summarise-case.js';
import { type Language, type Study } from '../core/study/study.js';
import { Case, CaseAnswers, CaseChange } from '../database/entities/index.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { Transactions } from '../database/transactions.js';
import { sealCase } from '../external/sealed-case.js';
import { sealSummary } from '../external/sealed-summary.js';
import { type Vault } from '../external/vault.js';
import { type Actor, nameActor } from '../http/access.js';
import { personOf } from './review/person-of.js';

@Injectable()
export class MakeCase {
  constructor(
    private readonly transactions: Transactions,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Its reference. How it came is the first line of its history. */
  make({
    origin,
    language,
    actor,
  }: {
    origin: UploadOrigin;
    language: Language;
    actor: Actor;
  }): Promise<string> {
    return this.transactions.run(async (manager) => {
      // As drafting does: numbers follow each other.
      await lockInTransaction(manager, 'draft');
      const [{ next }] = await manager.query<[{ next: number }]>(
        'select coalesce(max(number), 0) + 1 as next from cases where study = $1',
        [this.study.id],
      );
      const id = randomUUID();
      const now = this.now();
      const measure = measureCase(this.study, {}, findDay(now, this.config.timeZone));
      const reference = formatReference(this.study.prefix, next);
      await manager.insert(Case, {
        id,
        study: this.study.id,
        number: next,
        reference,
        state: 'draft',
        setAsideReason: null,
        centreId: null,
        contactId: null,
        patientDigest: null,
        language,
        asked: measure.asked,
        answered: measure.answered,
        missing: measure.missing.length,
        unsure: 0,
        version: 1,
        receivedAt: now,
        createdAt: now,
        updatedAt: now,
      });
      await manager.insert(CaseAnswers, {
        caseId: id,
        sealed: sealCase(this.vault, id, { answers: {}, findings: [] }),
        summary: sealSummary(this.vault, this.study, id, summariseCase(this.study, {}, measure)),
      });
      const changeId = randomUUID();
      const made: CaseAct = { act: 'made', by: personOf(actor), origin };
      await manager.insert(CaseChange, {
        id: changeId,
        caseId: id,
        version: 1,
        actor: nameActor(actor),
        readingId: null,
        sealed: this.vault.sealJson([made], `case_changes.sealed:${changeId}`),
        at: now,
      });
      return reference;
    });
  }
}
