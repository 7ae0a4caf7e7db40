/** Step 4: what is asked of a case now: what is missing or doubtful, and the open questions of investigators. */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { findDay } from '../core/case/measure-case.js';
import { type AskedOfCase, askOfCase } from '../core/letter/ask-of-case.js';
import { type Study } from '../core/study/study.js';
import { type Case, CaseAnswers, Query } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { type CaseDocument, openCase } from '../external/sealed-case.js';
import { openQuery } from '../external/sealed-query.js';
import { type Vault } from '../external/vault.js';

export interface GatheredAsks extends AskedOfCase {
  readonly queryIds: readonly string[];
  readonly document: CaseDocument;
}

@Injectable()
export class GatherAsks {
  constructor(
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @param repeats true: questions that an earlier letter asked are asked again. */
  async gather(manager: EntityManager, found: Case, repeats = false): Promise<GatheredAsks> {
    const { sealed } = await manager.findOneByOrFail(CaseAnswers, { caseId: found.id });
    const document = openCase(this.vault, found.id, sealed);
    const day = findDay(found.receivedAt, this.config.timeZone);
    const queries = await manager.find(Query, {
      where: { caseId: found.id, state: In(repeats ? ['open', 'asked'] : ['open']) },
      order: { createdAt: 'ASC' },
    });
    const questions = queries.map(({ id, sealed: content }) => openQuery(this.vault, id, content));
    return {
      ...askOfCase(this.study, document, day, questions),
      queryIds: queries.map(({ id }) => id),
      document,
    };
  }
}
