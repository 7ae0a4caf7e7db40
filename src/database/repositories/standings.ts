/** What is known of the colleagues on the list of contacts: called, answered, returned a case, declined, bounced, stopped. */
import { type EntityManager } from 'typeorm';
import { type ContactStanding } from '../../core/call/plan-calls.js';

export interface ListedStanding extends ContactStanding {
  readonly centre: string | null;
  readonly language: 'fr' | 'en';
  readonly sealedAddress: Buffer;
  readonly lastCallAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly centre: string | null;
  readonly language: 'fr' | 'en';
  readonly sealed_address: Buffer;
  readonly calls: readonly { readonly at: string; readonly sent: boolean }[];
  readonly replied: boolean;
  readonly cases: number;
  readonly declined: boolean;
  readonly bounced: boolean;
  readonly stopped: boolean;
}

/** All of them, by centre, or the one of that id. A call that was dropped is none. */
export async function listStandings(manager: EntityManager, contactId?: string): Promise<ListedStanding[]> {
  const rows = await manager.query<Row[]>(
    `select c.id, e.name as centre, c.language, c.sealed_address,
       coalesce(k.calls, '[]') as calls,
       coalesce(k.bounced, false) as bounced,
       coalesce(k.replied, false) as replied,
       (select count(*)::int from cases f where f.contact_id = c.id and f.joined_into is null) as cases,
       c.declined_at is not null as declined,
       c.reminders_stopped_at is not null as stopped
     from contacts c
     left join centres e on e.id = c.centre_id
     left join lateral (
       select jsonb_agg(jsonb_build_object('at', coalesce(l.created_at, a.due_at), 'sent', a.state = 'sent')
                order by a.round) as calls,
         bool_or(l.state = 'bounced' and l.bounce is distinct from 'retried') as bounced,
         bool_or(a.answered_at is not null) as replied
       from calls a left join letters l on l.id = a.letter_id
       where a.contact_id = c.id and a.state <> 'dropped') k on true
     where $1::uuid is null or c.id = $1
     order by e.folded nulls last, c.created_at, c.id`,
    [contactId ?? null],
  );
  return rows.map((row) => {
    const calls = row.calls.map(({ at, sent }) => ({ at: new Date(at), isSent: sent }));
    const last = calls.filter(({ isSent }) => isSent).at(-1);
    return {
      contactId: row.id,
      centre: row.centre,
      language: row.language,
      sealedAddress: row.sealed_address,
      lastCallAt: last?.at ?? null,
      calls,
      hasReplied: row.replied,
      cases: row.cases,
      hasDeclined: row.declined,
      hasBounced: row.bounced,
      hasStopped: row.stopped,
    };
  });
}
