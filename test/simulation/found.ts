/** What the service has made of the quarter, looked at from outside: its tables, its cases, and the letters as they arrived. */
import { VAULT } from '../../src/config/tokens.js';
import { type ListedCase } from '../../src/confirm/list-cases.js';
import { openEnvelope } from '../../src/external/sealed-envelope.js';
import { type Vault } from '../../src/external/vault.js';
import { type Service } from '../journey/service.js';

/** An outcome of a message. */
export interface FoundEnd {
  readonly messageId: string;
  readonly outcome: string;
  readonly is: 'answered' | 'silent';
  /** The letter's kind, or why there is none. */
  readonly by: string;
  readonly toSee: string | null;
  readonly reference: string | null;
}
export interface FoundReminder {
  readonly reference: string;
  readonly step: number;
  readonly state: string;
  readonly why: string | null;
  /** Of its letter. */
  readonly mailId: string | null;
}
export interface Found {
  readonly ends: readonly FoundEnd[];
  readonly cases: ReadonlyMap<string, ListedCase>;
  readonly reminders: readonly FoundReminder[];
  readonly messages: number;
  /** By Message-ID. */
  readonly letters: ReadonlyMap<string, { readonly kind: string; readonly state: string }>;
}

export async function look(service: Service): Promise<Found> {
  const vault = service.app().get<Vault>(VAULT);
  const rows = await service.query<Omit<FoundEnd, 'messageId'> & { id: string; sealed: Buffer }>(
    `select m.id, m.sealed_envelope as sealed, m.to_see as "toSee", o.kind as outcome, c.reference,
       case when o.state = 'lettered' then 'answered' else o.state end as "is", coalesce(l.kind, o.why) as "by"
     from messages m left join outcomes o on o.message_id = m.id left join letters l on l.outcome_id = o.id
       left join cases c on c.id = o.case_id`,
  );
  const reminders = await service.query<FoundReminder>(
    `select c.reference, r.step, r.state, r.stop_reason as why, l.mail_id as "mailId"
     from reminders r join cases c on c.id = r.case_id left join letters l on l.id = r.letter_id`,
  );
  const letters = await service.query<{ mailId: string; kind: string; state: string }>(
    `select mail_id as "mailId", kind, state from letters`,
  );
  const ids = await service.query('select id from messages');
  return {
    ends: rows.map(({ id, sealed, ...end }) => ({
      ...end,
      messageId: openEnvelope(vault, id, sealed).messageId ?? '',
    })),
    cases: new Map((await service.cases()).map((one) => [one.reference, one])),
    reminders,
    messages: ids.length,
    letters: new Map(letters.map(({ mailId, kind, state }) => [mailId, { kind, state }])),
  };
}
