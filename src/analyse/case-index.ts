/**
 * The table of what is sealed of each case, kept level with the database: filled at start in batches, then brought up to date at
 * each use with what has changed since. So lists and figures find a disease that no column tells.
 */
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Log } from '../config/log.js';
import { LOG, STUDY } from '../config/tokens.js';
import { type CaseState } from '../core/case/case-state.js';
import { type Study } from '../core/study/study.js';
import { tellChange } from '../database/change-listener.js';
import { DataSource } from '../database/orm.js';
import { faultCode } from '../jobs/job-worker.js';
import { CaseTable } from './case-table.js';
import { Summaries, type SummaryRow } from './summaries.js';

const BATCH = 500;

interface LineRow extends SummaryRow {
  readonly number: number;
  readonly turn: string;
  readonly state: CaseState;
}
interface Changes {
  readonly mark: string;
  /** Number and turn. */
  readonly changed: readonly (readonly [number: number, turn: number])[];
}

@Injectable()
export class CaseIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly table: CaseTable;
  /** The oldest transaction that was still open at the newest look: all before it has been seen. Null: not filled yet. */
  private mark: string | null = null;
  private turn = 0;
  private filled: { done: number; of: number } = { done: 0, of: 0 };
  private running: Promise<void> = Promise.resolve();
  /** A look that has not begun: it will see all that was committed until now. */
  private next: Promise<void> | null = null;
  private isClosing = false;

  constructor(
    private readonly source: DataSource,
    private readonly summaries: Summaries,
    @Inject(STUDY) private readonly study: Study,
    @Inject(LOG) private readonly log: Log,
  ) {
    const diseases = study.fields.find(({ key }) => key === study.disease)?.choices ?? [];
    this.table = new CaseTable(
      study.fields.length,
      diseases.map(({ code }) => code),
    );
  }

  onApplicationBootstrap(): void {
    this.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await this.running.catch(() => undefined);
  }

  /** The table with all that was committed before the call; the first time that may take seconds. */
  async current(): Promise<CaseTable> {
    await this.refresh();
    return this.table;
  }

  /** The table as far as it is filled. `turn` grows with every change of any line: what was counted at one turn stands until the next. */
  async sofar(): Promise<{ table: CaseTable; turn: number; progress: { done: number; of: number } | null }> {
    if (this.mark !== null) await this.refresh();
    else this.begin();
    return { table: this.table, turn: this.turn, progress: this.mark === null ? this.filled : null };
  }

  /** Nobody waits for it; what failed is tried again at the next use. */
  private begin(): void {
    void this.refresh().catch((error: unknown) => {
      if (!this.isClosing) this.log.warn({ code: faultCode(error) }, 'the index could not be filled');
    });
  }

  private refresh(): Promise<void> {
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.mark === null ? this.fill() : this.update(this.mark);
      });
    this.running = this.next;
    return this.next;
  }

  private async fill(): Promise<void> {
    const [{ of, mark }] = await this.source.query<[{ of: number; mark: string }]>(
      `select (select count(*)::integer from case_lines where study = $1) as of,
         pg_snapshot_xmin(pg_current_snapshot())::text as mark`,
      [this.study.id],
    );
    this.filled = { done: 0, of };
    let last = 0;
    for (;;) {
      if (this.isClosing) throw new Error('the service is stopping');
      const rows = await this.source.query<LineRow[]>(
        `${LINES} where l.study = $1 and l.number > $2 order by l.number limit ${BATCH}`,
        [this.study.id, last],
      );
      await this.put(rows);
      last = rows.at(-1)?.number ?? last;
      await this.tell(this.filled.done + rows.length, of);
      if (rows.length < BATCH) {
        this.mark = mark;
        return;
      }
    }
  }

  /** Open pages show how far it is; twenty times are often enough. */
  private async tell(done: number, of: number): Promise<void> {
    const step = (count: number): number => Math.floor((count * 20) / Math.max(of, 1));
    const isTold = step(done) > step(this.filled.done);
    this.filled = { done, of: Math.max(of, done) };
    if (isTold)
      await tellChange(
        this.source,
        JSON.stringify({ type: 'progress', id: null, task: 'index', ...this.filled }),
      );
  }

  private async update(mark: string): Promise<void> {
    // A line that seems to come from the future came with a backup of another server: the fill has seen it.
    const [looked] = await this.source.query<[Changes]>(
      `select pg_snapshot_xmin(pg_current_snapshot())::text as mark, coalesce((
         select json_agg(json_build_array(number, turn)) from case_lines where study = $1
           and changed_in >= $2::xid8 and changed_in < pg_snapshot_xmax(pg_current_snapshot())
       ), '[]') as changed`,
      [this.study.id, mark],
    );
    const fresh = looked.changed.filter(([number, turn]) => this.table.turnOf(number) !== turn);
    for (let at = 0; at < fresh.length; at += BATCH) {
      const numbers = fresh.slice(at, at + BATCH).map(([number]) => number);
      await this.put(
        await this.source.query<LineRow[]>(`${LINES} where l.study = $1 and l.number = any($2)`, [
          this.study.id,
          numbers,
        ]),
      );
    }
    this.turn += fresh.length;
    this.mark = looked.mark;
  }

  private async put(rows: readonly LineRow[]): Promise<void> {
    const summaries = await this.summaries.open(rows);
    for (const [at, { number, turn, state }] of rows.entries()) {
      const summary = summaries[at];
      if (summary) this.table.put(number, Number(turn), state, summary);
    }
  }
}

const LINES = `select l.case_id as "caseId", l.number, l.turn, l.state, a.summary
  from case_lines l join case_answers a on a.case_id = l.case_id`;
