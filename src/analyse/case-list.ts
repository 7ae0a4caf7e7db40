/** The list of cases, filtered, sorted and paged by the database. */
import { Inject, Injectable } from '@nestjs/common';
import { STUDY } from '../config/tokens.js';
import { type Study } from '../core/study/study.js';
import { DataSource } from '../database/orm.js';
import { type CaseLine, type CaseList as CaseListView, type CentreView } from './case-list.views.js';
import { type ListQuery } from './read-list-query.js';

const COLUMNS: Readonly<Record<ListQuery['sort'], string>> = {
  receivedAt: 'c.received_at',
  reference: 'c.number',
  centre: 'e.folded',
  state: 'c.state',
  answered: 'c.answered',
  updatedAt: 'c.updated_at',
  unsure: 'c.unsure',
};

@Injectable()
export class CaseList {
  constructor(
    private readonly source: DataSource,
    @Inject(STUDY) private readonly study: Study,
  ) {}

  async list(query: ListQuery): Promise<CaseListView> {
    const values: unknown[] = [this.study.id];
    const where = ['c.study = $1'];
    const add = (column: string, value: unknown): void => {
      if (value !== undefined) where.push(`${column} = $${values.push(value)}`);
    };
    add('c.state', query.state);
    add('c.centre_id', query.centre);
    const from = `from cases c left join centres e on e.id = c.centre_id where ${where.join(' and ')}`;
    const [counted] = await this.source.query<[{ total: number }]>(
      `select count(*)::integer as total ${from}`,
      values,
    );
    const rows = await this.source.query<CaseLine[]>(
      `select c.reference, c.state, c.set_aside_reason as "setAsideReason",
         case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end as centre,
         null as disease, c.asked, c.answered, c.missing, c.unsure, 0 as "openQueries",
         case when c.state = 'draft' then 'review' else 'nobody' end as waits, c.received_at as since,
         c.received_at as "receivedAt", c.updated_at as "updatedAt", c.version, null as "confirmedBy"
       ${from} order by ${COLUMNS[query.sort]} ${query.order}, c.number ${query.order}
       limit ${query.limit} offset ${query.offset}`,
      values,
    );
    return { total: counted.total, rows };
  }

  centres(): Promise<CentreView[]> {
    return this.source.query<CentreView[]>(
      `select e.id, e.name, count(c.id)::integer as cases
       from centres e left join cases c on c.centre_id = e.id and c.study = $1 group by e.id order by e.folded`,
      [this.study.id],
    );
  }
}
