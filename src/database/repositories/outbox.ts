/** What is going to leave, over four tables: first what waits for somebody's decision, then by its time. */
import { type EntityManager } from 'typeorm';

export interface OutboxEntry {
  readonly kind: 'letter' | 'reminder' | 'call' | 'answer';
  readonly id: string;
}

/** $1: reasons for which an answer was held back that somebody may let go. */
const ENTRIES = `
  select 'letter' as kind, l.id, coalesce(l.not_before, l.created_at) as at, case l.state when 'waiting' then 1 else 0 end as rank
    from letters l where l.state in ('waiting', 'held', 'uncertain', 'failed', 'refused')
    and not exists (select 1 from letters again where again.instead_of = l.id)
  union all
  select 'answer', m.id, m.received_at, 0 from messages m where m.to_see is not null
    and exists (select 1 from outcomes o where o.message_id = m.id and o.state = 'silent' and o.why = any($1))
  union all
  select 'reminder', r.id, r.due_at, case r.state when 'held' then 0 else 1 end
    from reminders r where r.state in ('planned', 'held')
  union all
  select 'call', c.id, c.due_at, 1 from calls c where c.state = 'planned'`;

export async function listOutbox(
  manager: EntityManager,
  heldBack: readonly string[],
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly entries: readonly OutboxEntry[] }> {
  const entries = await manager.query<OutboxEntry[]>(
    `select kind, id from (${ENTRIES}) entries order by rank, at, id limit $2 offset $3`,
    [heldBack, page.limit, page.offset],
  );
  const [{ total }] = await manager.query<[{ total: number }]>(
    `select count(*)::int as total from (${ENTRIES}) entries`,
    [heldBack],
  );
  return { total, entries };
}

/** Of reminders: the references of the clinician's other cases that are due the same day, by the reminder's id. */
export async function findTogether(
  manager: EntityManager,
  ids: readonly string[],
  timeZone: string,
): Promise<Map<string, string[]>> {
  const rows = await manager.query<{ id: string; references: string[] }[]>(
    `select r.id, array_agg(distinct other.reference order by other.reference) as "references"
     from reminders r join cases c on c.id = r.case_id
       cross join lateral (
         select l.recipient_digest as recipient from letters l where l.case_id = c.id order by l.created_at desc limit 1
       ) own
       join reminders o on o.state = 'planned' and o.step > 0 and not o.urgent and o.case_id <> r.case_id
         and (o.due_at at time zone $2)::date = (r.due_at at time zone $2)::date
       join cases other on other.id = o.case_id and other.language = c.language and other.state = 'draft'
       cross join lateral (
         select l.recipient_digest as recipient from letters l where l.case_id = other.id order by l.created_at desc limit 1
       ) theirs
     where r.id = any($1) and r.state = 'planned' and r.step > 0 and not r.urgent and theirs.recipient = own.recipient
     group by r.id`,
    [ids, timeZone],
  );
  return new Map(rows.map(({ id, references }) => [id, references]));
}
