/**
 * What a service holds when all is done, in a form that does not depend on the order in which it came: no numbers of cases, no times, no keys of
 * this installation. Letters of unknown fate are counted as made, and apart: being killed while sending may leave one each time.
 */
import { openEnvelope } from '../../src/external/sealed-envelope.js';
import { openLetter } from '../../src/external/sealed-letter.js';
import { openServiceVault } from '../journey/exchange.js';
import { type Service } from '../journey/service.js';
import { type Soak } from './soak-mails.js';

export interface EndState {
  /** A line each, sorted: the message, its end, and the letter that answered it. */
  readonly messages: readonly string[];
  /** A line each, sorted by patient code: answers, what is missing or unsure, findings, reminders. */
  readonly cases: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** Message-IDs of the letters, by state. */
  readonly letters: Readonly<Record<string, readonly string[]>>;
}

/** The service runs no more. */
export async function readEndState(service: Service, soak: Soak): Promise<EndState> {
  await service.start();
  try {
    const rows = await service.query<{ mail_id: string; state: string }>(
      'select mail_id, state from letters',
    );
    const letters: Record<string, string[]> = {};
    for (const { mail_id: id, state } of rows) (letters[state] ??= []).push(id);
    return {
      messages: await listMessages(service, soak),
      cases: await listCases(service, soak),
      counts: await count(service),
      letters,
    };
  } finally {
    await service.halt();
  }
}

async function listMessages(service: Service, { loose, mails }: Soak): Promise<string[]> {
  const vault = await openServiceVault(service);
  const rows = await service.query<{
    id: string;
    state: string;
    seen: string | null;
    error: string | null;
    envelope: Buffer | null;
    outcomes: { kind: string; state: string; why: string | null; letter: string | null }[];
  }>(
    `select m.id, m.state, m.to_see as seen, m.last_error as error, m.sealed_envelope as envelope,
       coalesce((select json_agg(json_build_object('kind', o.kind, 'state', o.state, 'why', o.why, 'letter', l.kind) order by o.kind)
         from outcomes o left join letters l on l.outcome_id = o.id where o.message_id = m.id), '[]') as outcomes
     from messages m`,
  );
  const sent = await service.query<{ id: string; message: string; sealed: Buffer }>(
    'select id, message_id as message, sealed from letters',
  );
  const twins = new Map(mails.map(({ messageId, twin }) => [messageId, twin ?? messageId]));
  const recipients = new Map(
    sent.map(({ id, message, sealed }) => [message, openLetter(vault, id, sealed).envelope.to.join()]),
  );
  return rows
    .map(({ id, state, seen, error, envelope, outcomes }) => {
      const opened = envelope && openEnvelope(vault, id, envelope);
      const isLoose = loose.has(opened?.from ?? '');
      const end = isLoose ? outcomes.length : { seen, outcomes };
      return JSON.stringify([twins.get(opened?.messageId ?? ''), state, error, recipients.get(id), end]);
    })
    .sort()
    .map((line, at, lines) => `${line} #${at - lines.indexOf(line) + 1}`);
}

async function listCases(service: Service, { loose }: Soak): Promise<string[]> {
  const looseCodes = [...loose]
    .map((from) => /-(\d+)@/.exec(from)?.[1])
    .map((number) => `SOAK-${number ?? ''}`);
  const rows = await service.query<{
    reference: string;
    version: number;
    contact: boolean;
    reminders: string;
  }>(
    `select reference, version, contact_id is not null as contact,
       (select string_agg(distinct r.state || ':' || coalesce(r.stop_reason, r.step::text), ' ' order by r.state || ':' || coalesce(r.stop_reason, r.step::text))
        from reminders r where r.case_id = c.id and coalesce(r.stop_reason, '') <> 'superseded') as reminders
     from cases c`,
  );
  const rest = new Map(rows.map((row) => [row.reference, row]));
  return (await service.cases())
    .map(({ reference, state, centre, answers, missing, unsure, findings }) => {
      const code = answers['patient.code'];
      const row = rest.get(reference);
      const more = looseCodes.some((one) => one === code) ? null : [row?.version, row?.reminders];
      return JSON.stringify([
        code,
        state,
        centre,
        row?.contact,
        more,
        missing,
        unsure,
        answers,
        findings.map((one) => JSON.stringify(one)).sort(),
      ]);
    })
    .sort();
}

async function count(service: Service): Promise<Record<string, number>> {
  const [row] = await service.query<Record<string, number>>(
    `select (select count(*)::int from messages) as messages,
       (select count(*)::int from messages where state = 'failed') as failed,
       (select count(*)::int from mailbox_entries) as entries,
       (select count(distinct message_id)::int from mailbox_entries) as entered,
       (select count(*)::int from contents) as contents,
       (select count(*)::int from attachments) as attachments,
       (select count(*)::int from readings) as readings,
       (select count(*)::int from outcomes) as outcomes,
       (select count(*)::int from letters) as letters,
       (select count(*)::int from cases) as cases,
       (select count(*)::int from contacts) as contacts,
       (select count(*)::int from centres) as centres,
       (select count(*)::int from reminders where state = 'planned') as "plannedReminders",
       (select count(*)::int from bullmq.job) as jobs`,
  );
  return row ?? {};
}
