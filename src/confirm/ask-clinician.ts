/**
 * Step 5: questions that investigators ask the clinicians on one answer. They wait, sealed, for the next letter (reply/ gathers the
 * open ones); a sheet or an entry that changes the answer marks them as answered; a person closes them.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from '../database/orm.js';
import { CLOCK, STUDY, VAULT } from '../config/tokens.js';
import { type Leak, screenQuestion } from '../core/letter/screen-question.js';
import { Problem } from '../core/problem.js';
import { findPlace } from '../core/sheet/find-place.js';
import { type Study } from '../core/study/study.js';
import { Case, CaseAnswers, Query, type QueryState } from '../database/entities/index.js';
import { openCase } from '../external/sealed-case.js';
import { openQuery, sealQuery } from '../external/sealed-query.js';
import { type Vault } from '../external/vault.js';
import { type Actor, nameActor } from '../http/access.js';
import { getCase } from './get-case.js';
import { type QueryView } from './review/case-views.js';
import { personOf } from './review/person-of.js';
import { type AskBody } from './review/requests.js';

/** Shown at once; a study has some hundreds of cases and asks a few questions of each. */
const MOST = 1000;

export const LEAKS: Readonly<Record<Leak, string>> = {
  answer: 'It holds an answer of the sheet, which no letter may tell.',
  patient_code: 'It holds the patient’s code, which no letter may tell.',
  identifier: 'It holds what may identify somebody: a name, a date, an address, a long number.',
};

@Injectable()
export class AskClinician {
  constructor(
    private readonly source: DataSource,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Throws Problems: `case_unknown`, `name_unknown`, `case_withdrawn`, `question_tells`. */
  async ask(typed: string, actor: Actor, { name, text }: AskBody): Promise<QueryView> {
    if (!findPlace(this.study, name))
      throw new Problem('name_unknown', 'invalid', 'The study has no such question.');
    const { manager } = this.source;
    const found = await getCase(manager, typed);
    if (found.setAsideReason === 'withdrawn')
      throw new Problem('case_withdrawn', 'conflict', 'The patient objects: nothing is asked any more.');
    const { sealed } = await manager.findOneByOrFail(CaseAnswers, { caseId: found.id });
    const leak = screenQuestion(this.study, text, openCase(this.vault, found.id, sealed).answers);
    if (leak) throw new Problem('question_tells', 'invalid', LEAKS[leak], { leak });
    const id = randomUUID();
    const row = manager.create(Query, {
      id,
      caseId: found.id,
      state: 'open',
      askedBy: nameActor(actor),
      letterId: null,
      sealed: sealQuery(this.vault, id, { name, text, askedBy: personOf(actor) }),
      createdAt: this.now(),
      askedAt: null,
      answeredAt: null,
      closedAt: null,
    });
    await manager.insert(Query, row);
    return this.describe(row, found.reference);
  }

  /** Closed already is closed. */
  async close(id: string): Promise<QueryView> {
    const { manager } = this.source;
    const row = await manager.findOneBy(Query, { id });
    if (!row) throw new Problem('query_unknown', 'notFound', 'There is no such question.');
    if (row.state !== 'closed') {
      row.state = 'closed';
      row.closedAt = this.now();
      await manager.update(Query, id, { state: row.state, closedAt: row.closedAt });
    }
    const { reference } = await manager.findOneByOrFail(Case, { id: row.caseId });
    return this.describe(row, reference);
  }

  /** The newest first. */
  async list(state?: QueryState): Promise<QueryView[]> {
    const { manager } = this.source;
    const rows = await manager.find(Query, {
      ...(state && { where: { state } }),
      order: { createdAt: 'DESC' },
      take: MOST,
    });
    const cases = await manager.findBy(Case, { id: In([...new Set(rows.map(({ caseId }) => caseId))]) });
    const references = new Map(cases.map(({ id, reference }) => [id, reference]));
    return rows.map((row) => this.describe(row, references.get(row.caseId) ?? ''));
  }

  /** Of one case, in the order in which they were asked. */
  async listOf(manager: EntityManager, { id, reference }: Case): Promise<QueryView[]> {
    const rows = await manager.find(Query, { where: { caseId: id }, order: { createdAt: 'ASC' } });
    return rows.map((row) => this.describe(row, reference));
  }

  private describe(row: Query, reference: string): QueryView {
    const { name, text, askedBy, answer } = openQuery(this.vault, row.id, row.sealed);
    return {
      id: row.id,
      reference,
      name,
      text,
      state: row.state,
      askedBy: askedBy.name,
      createdAt: row.createdAt.toISOString(),
      letterId: row.letterId,
      answer: answer ?? null,
      closedAt: row.closedAt?.toISOString() ?? null,
    };
  }
}
