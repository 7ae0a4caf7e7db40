/**
 * Step 5: every act of a person on a case goes through here: the case is loaded under a lock, the core decides, and what it
 * decided is saved with its history in the same transaction. Whatever is refused leaves nothing behind.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from '../../database/orm.js';
import { type Config } from '../../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../../config/tokens.js';
import { type AnswerEntry, type CaseAct, type CaseEntry } from '../../core/case/case-history.js';
import { readIdentity } from '../../core/case/read-identity.js';
import { type ActContext } from '../../core/case/review-act.js';
import { summariseCase } from '../../core/case/summarise-case.js';
import { Problem } from '../../core/problem.js';
import { type Study } from '../../core/study/study.js';
import { Case, CaseAnswers, CaseChange } from '../../database/entities/index.js';
import { findOrMakeCentre } from '../../database/repositories/centres.js';
import { answerQueries } from '../../database/repositories/queries.js';
import { Transactions } from '../../database/transactions.js';
import { digestPatientCode } from '../../external/patient-digest.js';
import { type CaseDocument, sealCase } from '../../external/sealed-case.js';
import { answerSealed } from '../../external/sealed-query.js';
import { sealSummary } from '../../external/sealed-summary.js';
import { type Vault } from '../../external/vault.js';
import { type Actor } from '../../http/access.js';
import { refuseClash } from './find-clash.js';
import { type LoadedCase, loadCase, measureDocument, type ReviewParts } from './load-case.js';
import { personOf } from './person-of.js';

/** What a case becomes. */
export interface Decision {
  readonly document: CaseDocument;
  readonly act: Omit<CaseAct, 'by'>;
  readonly changes: readonly AnswerEntry[];
  readonly row?: Partial<
    Pick<Case, 'state' | 'setAsideReason' | 'confirmedBy' | 'confirmedAt' | 'joinedInto' | 'receivedAt'>
  >;
}

export interface Asked {
  readonly reference: string;
  readonly actor: Actor;
  /** The version that the page showed. */
  readonly version: number;
  /** What the act is about; null: the case as a whole, exactly as it was shown. */
  readonly names: readonly string[] | null;
}

/** What an act has in hand. */
export interface InHand {
  readonly manager: EntityManager;
  readonly loaded: LoadedCase;
  readonly context: ActContext;
  readonly now: Date;
}

@Injectable()
export class ActOnCase {
  readonly parts: ReviewParts;

  constructor(
    private readonly transactions: Transactions,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {
    this.parts = { study, vault, timeZone: config.timeZone };
  }

  /** @param decide null: there is nothing to change */
  async act(
    asked: Asked,
    decide: (inHand: InHand) => Decision | null | Promise<Decision | null>,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      const loaded = await loadCase(manager, this.parts, asked.reference, true);
      const by = personOf(asked.actor);
      await refuseClash(manager, this.parts, loaded, { ...asked, actorId: by.id });
      const now = this.now();
      const { study } = this;
      const context = {
        study,
        language: loaded.row.language,
        today: loaded.today,
        by,
        at: now.toISOString(),
      };
      const decision = await decide({ manager, loaded, context, now });
      if (decision) await this.save(manager, loaded, decision, { ...context, now });
    });
  }

  /** The answers, what lists show of them, and the change with its values for the history. */
  async save(
    manager: EntityManager,
    { row }: Pick<LoadedCase, 'row'>,
    decision: Decision,
    { by, now }: Pick<ActContext, 'by'> & { readonly now: Date },
  ): Promise<void> {
    const { document, changes } = decision;
    const { measure } = measureDocument(this.parts, row.receivedAt, document);
    const summary = summariseCase(this.study, document.answers, measure);
    await manager.update(CaseAnswers, row.id, {
      sealed: sealCase(this.vault, row.id, document),
      summary: sealSummary(this.vault, this.study, row.id, summary),
    });
    const id = randomUUID();
    const version = row.version + 1;
    const entries: CaseEntry[] = [{ ...decision.act, by }, ...changes];
    await manager.insert(CaseChange, {
      id,
      caseId: row.id,
      version,
      actor: by.id,
      readingId: null,
      sealed: this.vault.sealJson(entries, `case_changes.sealed:${id}`),
      at: now,
    });
    await manager.update(Case, row.id, {
      ...(await this.findPlace(manager, changes, document)),
      asked: measure.asked,
      answered: measure.answered,
      missing: measure.missing.length,
      unsure: measure.unsure.length,
      version,
      updatedAt: now,
      ...decision.row,
    });
    await answerQueries(manager, row.id, now, answerSealed(this.vault, this.study, changes));
  }

  /** Whose patient it is follows the answers that say so. */
  private async findPlace(
    manager: EntityManager,
    changes: readonly AnswerEntry[],
    { answers }: CaseDocument,
  ): Promise<Partial<Pick<Case, 'centreId' | 'patientDigest'>>> {
    const { centre, patientCode } = this.study.identity;
    const values = Object.fromEntries(Object.entries(answers).map(([key, { answer }]) => [key, answer]));
    const has = (name: string) => changes.some(({ key }) => key === name);
    const named = values[centre]?.value;
    return {
      ...(has(centre) && {
        centreId: (await findOrMakeCentre(manager, typeof named === 'string' ? named : null))?.id ?? null,
      }),
      ...(has(patientCode) && {
        patientDigest: digestPatientCode(this.vault, readIdentity(this.study, values).patientCode),
      }),
    };
  }
}

/** Answers change in a draft alone: what is signed, or set aside, is opened again first. */
export function requireDraft({ row }: LoadedCase): void {
  if (row.state === 'draft') return;
  throw new Problem('case_closed', 'conflict', 'The case is not a draft: reopen it first.', {
    state: row.state,
  });
}
