/** The dashboard's figures: counts of case_lines by the database, and of the sealed part by the index. */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CONFIG, STUDY } from '../config/tokens.js';
import { CASE_STATES, type CaseState } from '../core/case/case-state.js';
import { type Study } from '../core/study/study.js';
import { DataSource } from '../database/orm.js';
import { CaseIndex } from './case-index.js';
import { WAITS, type Waits } from './case-list.views.js';
import {
  type CentreFigures,
  type Figures as FiguresView,
  type StateCounts,
  type WeekFigures,
} from './figures.views.js';

interface Counted {
  readonly state: CaseState;
  readonly count: number;
}
interface WaitsRow {
  readonly what: Waits;
  readonly count: number;
  readonly oldest: Date;
}

type Counts = Pick<FiguresView, 'centres' | 'weeks' | 'waits'>;

@Injectable()
export class Figures {
  /** Counting 100,000 lines takes longer than all the rest: it is done once for each state of the lines. */
  private counted: { readonly turn: number; readonly counts: Promise<Counts> } | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly index: CaseIndex,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get(): Promise<FiguresView> {
    const { table, turn, progress } = await this.index.sofar();
    // Until the index is whole, it does not see what changes.
    if (progress || this.counted?.turn !== turn) this.counted = { turn, counts: this.count() };
    const { centres, weeks, waits } = await this.counted.counts.catch((error: unknown) => {
      this.counted = null;
      throw error;
    });
    const tally = table.tally();
    return {
      states: addUp(centres),
      centres,
      weeks,
      fields: this.study.fields.map(({ key }, at) => ({
        key,
        ...(tally[at] ?? { asked: 0, answered: 0, missing: 0, unsure: 0 }),
      })),
      waits,
      progress,
    };
  }

  private async count(): Promise<Counts> {
    const [centres, weeks, waits] = await Promise.all([
      this.countCentres(),
      this.countWeeks(),
      this.countWaits(),
    ]);
    return { centres, weeks, waits };
  }

  /** By name; cases without a centre last. */
  private async countCentres(): Promise<CentreFigures[]> {
    const rows = await this.source.query<(Counted & Pick<CentreFigures, 'id' | 'name'>)[]>(
      `select e.id, e.name, l.state, l.count from (
         select centre_id, state, count(*)::integer as count from case_lines where study = $1 group by centre_id, state
       ) l left join centres e on e.id = l.centre_id order by e.folded collate "C" nulls last`,
      [this.study.id],
    );
    return gather(rows, ({ id }) => id ?? '').map(([{ id, name }, states]) => ({ id, name, ...states }));
  }

  /** Every week from the first case's to the last one's, those without a case too. */
  private async countWeeks(): Promise<WeekFigures[]> {
    const rows = await this.source.query<(Partial<Counted> & Pick<WeekFigures, 'week' | 'from'>)[]>(
      // The Mondays first, as moments: to find each case's among them is far quicker than to reckon its week in a time zone.
      `with edges as (
         select array_agg(monday order by monday) as mondays from (
           select generate_series(date_trunc('week', min(received_at) at time zone $2),
             date_trunc('week', max(received_at) at time zone $2), interval '7 days') at time zone $2 as monday
           from case_lines where study = $1
         ) m
       ), counted as (
         select width_bucket(received_at, (select mondays from edges)) as place, state, count(*)::integer as count
         from case_lines where study = $1 group by 1, 2
       )
       select to_char(w.monday at time zone $2, 'IYYY-"W"IW') as week,
         to_char(w.monday at time zone $2, 'YYYY-MM-DD') as "from", c.state, c.count
       from edges, unnest(edges.mondays) with ordinality w (monday, place) left join counted c on c.place = w.place
       order by w.place`,
      [this.study.id, this.config.timeZone],
    );
    const counted = rows.map(({ week, from, state, count }) => ({
      ...{ week, from, state: state ?? ('draft' as const), count: count ?? 0 },
    }));
    return gather(counted, ({ week }) => week).map(([{ week, from }, { draft, confirmed, set_aside }]) => ({
      ...{ week, from, received: draft + confirmed + set_aside, confirmed, set_aside },
    }));
  }

  private async countWaits(): Promise<FiguresView['waits']> {
    const rows = await this.source.query<WaitsRow[]>(
      `select waits as what, count(*)::integer as count, min(since) as oldest from case_lines
       where study = $1 and waits <> 'nobody' group by waits`,
      [this.study.id],
    );
    return WAITS.filter((what) => what !== 'nobody').map((what) => {
      const row = rows.find((one) => one.what === what);
      return { what, count: row?.count ?? 0, oldest: row?.oldest.toISOString() ?? null };
    });
  }
}

/** One entry a key, in the order of the rows: its first row, and its counts by state. */
function gather<Row extends Counted>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): [Row, StateCounts][] {
  const entries = new Map<string, [Row, StateCounts]>();
  for (const row of rows) {
    const key = keyOf(row);
    const entry = entries.get(key) ?? [row, { draft: 0, confirmed: 0, set_aside: 0 }];
    entry[1][row.state] += row.count;
    entries.set(key, entry);
  }
  return [...entries.values()];
}

function addUp(all: readonly StateCounts[]): StateCounts {
  const total: StateCounts = { draft: 0, confirmed: 0, set_aside: 0 };
  for (const counts of all) for (const state of CASE_STATES) total[state] += counts[state];
  return total;
}
