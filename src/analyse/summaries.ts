/**
 * Summaries of cases, opened. One that is not there yet, or was made from another form of the study, is made from the case's
 * document and kept, so that this happens once.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { type Log } from '../config/log.js';
import { CONFIG, LOG, STUDY, VAULT } from '../config/tokens.js';
import { findDay, measureCase } from '../core/case/measure-case.js';
import { type CaseSummary, summariseCase } from '../core/case/summarise-case.js';
import { type Study } from '../core/study/study.js';
import { DataSource } from '../database/orm.js';
import { openCase } from '../external/sealed-case.js';
import { openSummary, sealSummary } from '../external/sealed-summary.js';
import { VaultError, type Vault } from '../external/vault.js';

export interface SummaryRow {
  readonly caseId: string;
  readonly summary: Buffer | null;
}
interface DocumentRow {
  readonly caseId: string;
  readonly sealed: Buffer;
  readonly receivedAt: Date;
  /** The row's version in the database: what is written back must be of these very answers. */
  readonly xmin: string;
}

@Injectable()
export class Summaries {
  private readonly nothing: CaseSummary;

  constructor(
    private readonly source: DataSource,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.nothing = { disease: null, fields: new Uint8Array(study.fields.length) };
  }

  /** One for each row, in their order. What does not open is logged and counts as a case of which nothing is known. */
  async open(rows: readonly SummaryRow[]): Promise<CaseSummary[]> {
    const opened = rows.map(({ caseId, summary }) =>
      summary === null
        ? null
        : this.attempt(caseId, () => openSummary(this.vault, this.study, caseId, summary)),
    );
    const left = rows.filter((_, at) => opened[at] === null).map(({ caseId }) => caseId);
    const made = left.length > 0 ? await this.make(left) : new Map<string, CaseSummary>();
    return rows.map(({ caseId }, at) => opened[at] ?? made.get(caseId) ?? this.nothing);
  }

  private async make(caseIds: readonly string[]): Promise<Map<string, CaseSummary>> {
    const rows = await this.source.query<DocumentRow[]>(
      `select a.case_id as "caseId", a.sealed, c.received_at as "receivedAt", a.xmin::text as xmin
       from case_answers a join cases c on c.id = a.case_id where a.case_id = any($1)`,
      [caseIds],
    );
    const made = new Map<string, CaseSummary>();
    for (const [at, { caseId, sealed, receivedAt }] of rows.entries()) {
      // Measuring is work: whoever else waits for this process has a turn in between.
      if (at % MEASURED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      const summary = this.attempt(caseId, () => {
        const { answers } = openCase(this.vault, caseId, sealed);
        const measure = measureCase(this.study, answers, findDay(receivedAt, this.config.timeZone));
        return summariseCase(this.study, answers, measure);
      });
      if (summary) made.set(caseId, summary);
    }
    const kept = rows.flatMap(({ caseId, xmin }) => {
      const summary = made.get(caseId);
      return summary ? [{ caseId, xmin, bytes: sealSummary(this.vault, this.study, caseId, summary) }] : [];
    });
    await this.source.query(
      `update case_answers a set summary = n.summary
       from unnest($1::uuid[], $2::text[], $3::bytea[]) n (case_id, was, summary)
       where a.case_id = n.case_id and a.xmin::text = n.was`,
      [kept.map(({ caseId }) => caseId), kept.map(({ xmin }) => xmin), kept.map(({ bytes }) => bytes)],
    );
    return made;
  }

  /** A value that does not open must not hide the other 99,999: null, and logged. */
  private attempt(id: string, open: () => CaseSummary | null): CaseSummary | null {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.log.error({ id, code: error.code }, 'a case does not open');
      return null;
    }
  }
}

const MEASURED_AT_ONCE = 20;
