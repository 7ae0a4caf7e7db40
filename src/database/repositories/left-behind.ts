/** Rows of the walk that no job has moved for a while; the sweep (jobs/) wakes them again. */
import { type DataSource } from 'typeorm';

const SHARE = 150;

export interface LeftBehindRow {
  readonly step: 'read' | 'draft' | 'reply' | 'send' | 'remind' | 'dispatch' | 'call';
  readonly id: string;
}

/** Of each step at most a share of 1,000 rows, the oldest first; reminders and calls that are due are among them. Letters in `sending` are included: their sender may have died. */
export async function findLeftBehind(source: DataSource, before: Date, now: Date): Promise<LeftBehindRow[]> {
  return source.query<LeftBehindRow[]>(
    // A long queue of one step never hides another's rows: each has its own share.
    `select * from (
       (select 'read' as step, id, created_at from messages where state = 'received' and updated_at < $1
         order by created_at limit ${SHARE})
       union all
       (select 'draft', id, created_at from messages where state = 'read' and updated_at < $1
         order by created_at limit ${SHARE})
       union all
       (select 'reply', o.id, o.created_at from outcomes o where o.state = 'decided' and o.created_at < $1
         order by o.created_at limit ${SHARE})
       union all
       (select 'send', id, created_at from letters
         where state in ('waiting', 'sending') and case when state = 'waiting' and not_before is not null
           then not_before <= $2 else coalesce(started_at, created_at) < $1 end
         order by created_at limit ${SHARE})
       union all
       (select 'remind', id, due_at from reminders where state = 'planned' and due_at <= $2
         order by due_at limit ${SHARE})
       union all
       (select 'dispatch', id, created_at from dispatches where letter_id is null and created_at < $1
         order by created_at limit ${SHARE})
       union all
       (select 'call', id, due_at from calls where state = 'planned' and due_at <= $2
         order by due_at limit ${SHARE})
     ) rows order by created_at`,
    [before, now],
  );
}
