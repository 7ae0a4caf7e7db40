/** Messages as a list: what came in and what became of each. */
import { type DataSource } from 'typeorm';

export interface ListedMessage {
  readonly id: string;
  readonly state: string;
  readonly receivedAt: Date;
  readonly lastError: string | null;
  readonly toSee: string | null;
  readonly outcomes: string[];
  readonly references: string[];
  readonly letters: string[];
}

/** The newest 200 first. Holds no word of a message. */
export async function listMessages(source: DataSource): Promise<ListedMessage[]> {
  return source.query<ListedMessage[]>(
    `select m.id, m.state, m.received_at as "receivedAt", m.last_error as "lastError", m.to_see as "toSee",
       coalesce(array_agg(o.kind order by o.created_at) filter (where o.id is not null), '{}') as outcomes,
       coalesce(array_agg(c.reference order by o.created_at) filter (where c.id is not null), '{}') as "references",
       coalesce(array_agg(l.kind || ':' || l.state order by o.created_at) filter (where l.id is not null), '{}') as letters
     from messages m
       left join outcomes o on o.message_id = m.id
       left join cases c on c.id = o.case_id
       left join letters l on l.outcome_id = o.id
     group by m.id order by m.received_at desc, m.id limit 200`,
  );
}
