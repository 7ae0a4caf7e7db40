/** The list of cases, filtered, sorted and paged by the database; what is sealed is found by the index, and opened for one page. */
import { Inject, Injectable } from '@nestjs/common';
import { makeInitials } from '../accounts/name-person.js';
import { type Config } from '../config/config.js';
import { CONFIG, STUDY } from '../config/tokens.js';
import { foldCentreName } from '../core/case/fold-centre-name.js';
import { parseReference } from '../core/case/case-reference.js';
import { Problem } from '../core/problem.js';
import { type Study } from '../core/study/study.js';
import { DataSource } from '../database/orm.js';
import { CaseIndex } from './case-index.js';
import {
  type CaseLine,
  type CaseList as CaseListView,
  type CentreView,
  type DiseaseView,
} from './case-list.views.js';
import { type TableFilter } from './case-table.js';
import { filterLines, type LineFilter } from './filter-lines.js';
import { type ListQuery } from './read-list-query.js';
import { Summaries, type SummaryRow } from './summaries.js';

/** References grow with their number; centres are sorted by their folded name, cases without one last (going up). */
const COLUMNS: Readonly<Record<ListQuery['sort'], string>> = {
  receivedAt: 'l.received_at',
  reference: 'l.number',
  centre: 'l.centre',
  state: 'l.state',
  answered: 'l.completeness',
  updatedAt: 'l.updated_at',
  unsure: 'l.unsure',
};

type PageRow = Omit<CaseLine, 'disease' | 'since' | 'receivedAt' | 'updatedAt'> &
  SummaryRow & {
    readonly signer: string | null;
    readonly since: Date;
    readonly receivedAt: Date;
    readonly updatedAt: Date;
  };

@Injectable()
export class CaseList {
  constructor(
    private readonly source: DataSource,
    private readonly index: CaseIndex,
    private readonly summaries: Summaries,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(query: ListQuery): Promise<CaseListView> {
    const [found, centreIds] = await Promise.all([this.findSealed(query), this.findCentres(query.q)]);
    const { id, prefix } = this.study;
    const filter = filterLines({ id, prefix, timeZone: this.config.timeZone }, query, { found, centreIds });
    const [total, rows] = await Promise.all([this.count(filter), this.page(filter, query)]);
    const summaries = await this.summaries.open(rows);
    return {
      total,
      rows: rows.map(({ caseId: _, summary: __, signer, ...row }, at) => ({
        ...row,
        confirmedBy: row.confirmedBy === null ? null : initialsOf(row.confirmedBy, signer),
        disease: this.wordDisease(summaries[at]?.disease ?? null),
        since: row.since.toISOString(),
        receivedAt: row.receivedAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
      })),
    };
  }

  /** The first draft after `after` that waits for an investigator, as the list shows them by default; round to the first of all. */
  async next(after: string | undefined): Promise<string | null> {
    const typed = after === undefined ? null : parseReference(after);
    const number = typed?.prefix === this.study.prefix ? typed.number : 0;
    const [here] = await this.source.query<{ at: string }[]>(
      `select received_at::text as at from case_lines where study = $1 and number = $2`,
      [this.study.id, number],
    );
    // Without a case to come after, all are after it.
    const values = [this.study.id, here?.at ?? 'infinity', number];
    const rows = await this.source.query<{ reference: string }[]>(
      `with review as not materialized (
         select case_id, received_at, number from case_lines where study = $1 and waits = 'review'
       )
       select c.reference from (
         (select case_id, 1 as turn from review where (received_at, number) < ($2::timestamptz, $3::integer)
          order by received_at desc, number desc limit 1)
         union all
         (select case_id, 2 from review where number <> $3 order by received_at desc, number desc limit 1)
       ) l join cases c on c.id = l.case_id order by l.turn limit 1`,
      values,
    );
    return rows[0]?.reference ?? null;
  }

  centres(): Promise<CentreView[]> {
    return this.source.query<CentreView[]>(
      `select e.id, e.name, coalesce(l.cases, 0)::integer as cases from centres e
         left join (select centre_id, count(*) as cases from case_lines where study = $1 group by centre_id) l
           on l.centre_id = e.id
       order by e.folded collate "C"`,
      [this.study.id],
    );
  }

  private async findCentres(q: string | undefined): Promise<string[]> {
    const folded = foldCentreName(q ?? '');
    if (folded === '') return [];
    const rows = await this.source.query<{ id: string }[]>(
      'select id from centres where strpos(folded, $1) > 0',
      [folded],
    );
    return rows.map(({ id }) => id);
  }

  private async findSealed({ disease, missing }: ListQuery): Promise<Buffer | null> {
    if (disease === undefined && missing === undefined) return null;
    const field = this.study.fields.findIndex(({ key }) => key === missing);
    if (missing !== undefined && field < 0)
      throw new Problem('list_query', 'invalid', 'The list cannot be asked so: missing.');
    const sealed: TableFilter = {
      ...(disease === undefined ? {} : { disease: disease === 'none' ? null : disease }),
      ...(missing === undefined ? {} : { missing: field }),
    };
    return (await this.index.current()).find(sealed);
  }

  private async count({ where, values }: LineFilter): Promise<number> {
    const [{ total }] = await this.source.query<[{ total: number }]>(
      `select count(*)::integer as total from case_lines l where ${where}`,
      [...values],
    );
    return total;
  }

  private page({ where, values }: LineFilter, { sort, order, limit, offset }: ListQuery): Promise<PageRow[]> {
    // The page's ids first, from the narrow rows; all the rest for these alone.
    return this.source.query<PageRow[]>(
      `with page as materialized (
         select l.case_id, row_number() over () as place from (
           select l.case_id from case_lines l where ${where}
           order by ${COLUMNS[sort]} ${order}, l.number ${order} limit ${limit} offset ${offset}
         ) l
       )
       select l.case_id as "caseId", c.reference, c.state, c.set_aside_reason as "setAsideReason",
         case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end as centre,
         c.asked, c.answered, c.missing, c.unsure,
         (select count(*)::integer from queries q where q.case_id = c.id and q.state <> 'closed') as "openQueries", l.waits, l.since,
         c.received_at as "receivedAt", c.updated_at as "updatedAt", c.version,
         c.confirmed_by as "confirmedBy", (select u.name from users u where u.id::text = c.confirmed_by) as signer, a.summary
       from page p join case_lines l on l.case_id = p.case_id join cases c on c.id = l.case_id
         left join centres e on e.id = l.centre_id
         left join case_answers a on a.case_id = l.case_id
       order by p.place`,
      [...values],
    );
  }

  private wordDisease(code: string | null): DiseaseView | null {
    const field = this.study.fields.find(({ key }) => key === this.study.disease);
    const choice = field?.choices.find((one) => one.code === code);
    return choice ? { code: choice.code, label: choice.label } : null;
  }
}

/** The machine's own token confirms too, for scripts. */
function initialsOf(actor: string, name: string | null): string {
  if (name !== null) return makeInitials(name);
  return actor === 'token' ? 'API' : '?';
}
