/** What needs a person now, in order of urgency: what stops everything first, then what is lost if nobody looks, then the drafts. */
import { Inject, Injectable } from '@nestjs/common';
import { STUDY, VAULT } from '../config/tokens.js';
import { type Localised, type Study } from '../core/study/study.js';
import { DataSource } from '../database/orm.js';
import { openReading } from '../external/sealed-reading.js';
import { type Vault } from '../external/vault.js';
import { TODO_KINDS, type TodoGroup, type TodoKind, type TodoRow } from './figures.views.js';
import { Health } from './health.js';
import * as words from './todo-words.js';

const SHOWN = 20;
/** Messages whose files are looked at for a password that is missing. */
const LOOKED_AT = 200;

interface Found {
  readonly id: string;
  readonly reference: string | null;
  readonly code: string;
  readonly since: Date;
  readonly total: number;
}
interface FoundCase extends Found {
  readonly unsure: number;
  readonly missing: number;
}
type Group = Pick<TodoGroup, 'count' | 'rows'>;

@Injectable()
export class Todo {
  constructor(
    private readonly source: DataSource,
    private readonly health: Health,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Kinds without anything are left out. */
  async list(): Promise<TodoGroup[]> {
    const locked = await this.findLocked();
    const groups: Record<TodoKind, Group> = Object.fromEntries(
      await Promise.all(TODO_KINDS.map(async (kind) => [kind, await this.gather(kind, locked)] as const)),
    ) as Record<TodoKind, Group>;
    return TODO_KINDS.map((kind) => ({ kind, ...groups[kind] })).filter(({ count }) => count > 0);
  }

  private gather(kind: TodoKind, locked: readonly string[]): Promise<Group> {
    switch (kind) {
      case 'mailbox':
        return this.findFolders();
      case 'failed':
        return this.find(`${MESSAGES} where m.state = 'failed'`, [], () => words.wordMessage('failed'));
      case 'letter':
        return this.find(LETTERS, [], ({ code }) => words.wordLetter(code));
      case 'password':
        return this.find(`${MESSAGES} where m.id = any($1)`, [locked], () => words.wordMessage('password'));
      case 'message':
        return this.find(
          `${MESSAGES} where m.to_see is not null and m.state <> 'failed' and not m.id = any($1)
             and m.to_see not in ('proposed', 'waiting')`,
          [locked],
          ({ code }) => words.wordMessage(code),
        );
      case 'query_answered':
        return this.find(QUERIES, [], () => words.ANSWERED_QUERY);
      case 'proposal':
        return this.find(
          `${READINGS} where r.state = 'proposed' and c.state = 'draft'`,
          [],
          () => words.PROPOSAL,
        );
      case 'waiting_sheet':
        return this.find(`${READINGS} where r.state = 'waiting'`, [], () => words.WAITING_SHEET);
      case 'case':
        return this.findCases();
    }
  }

  /** The oldest first. */
  private async find(
    sql: string,
    values: readonly unknown[],
    word: (found: Found) => Localised,
  ): Promise<Group> {
    const found = await this.source.query<Found[]>(`${sql} order by since, id limit ${SHOWN}`, [...values]);
    return { count: found[0]?.total ?? 0, rows: found.map((row) => showRow(row, word(row))) };
  }

  /** As the list shows them: after the first one comes the second. */
  private async findCases(): Promise<Group> {
    const [[{ total }], found] = await Promise.all([
      this.source.query<[{ total: number }]>(
        `select count(*)::integer as total from case_lines where study = $1 and waits = 'review'`,
        [this.study.id],
      ),
      this.source.query<FoundCase[]>(
        `select c.id, c.reference, '' as code, l.since, c.unsure, c.missing
         from (select case_id, since, received_at, number from case_lines where study = $1 and waits = 'review'
               order by received_at desc, number desc limit ${SHOWN}) l
           join cases c on c.id = l.case_id order by l.received_at desc, l.number desc`,
        [this.study.id],
      ),
    ]);
    return { count: total, rows: found.map((row) => showRow(row, words.wordCase(row))) };
  }

  private async findFolders(): Promise<Group> {
    const folders = (await this.health.folders()).filter(({ isWell }) => !isWell);
    return {
      count: folders.length,
      rows: folders.slice(0, SHOWN).map(({ folder, what, reconciledAt }) => ({
        ...{ id: folder, reference: null, what, since: reconciledAt },
      })),
    };
  }

  /** Messages with a file that only its password opens; which file is why a message is to be seen is sealed. */
  private async findLocked(): Promise<string[]> {
    const rows = await this.source.query<{ id: string; messageId: string; sealed: Buffer }[]>(
      `select r.id, r.message_id as "messageId", r.sealed_result as sealed from readings r
       where r.state = 'none' and r.message_id in (
         select id from messages where to_see in ('unreadable', 'file_beside_sheet')
         order by received_at desc limit ${LOOKED_AT})`,
    );
    const locked = rows.filter(({ id, sealed }) =>
      openReading(this.vault, id, sealed).findings.some(({ code }) => code === 'password_protected'),
    );
    return [...new Set(locked.map(({ messageId }) => messageId))];
  }
}

const TOTAL = 'count(*) over ()::integer as total';
const MESSAGES = `select m.id, (select min(c.reference) from outcomes o join cases c on c.id = o.case_id
    where o.message_id = m.id) as reference, coalesce(m.to_see, '') as code, m.received_at as since, ${TOTAL} from messages m`;
/** One that another was sent in place of is settled. */
const LETTERS = `select l.id, c.reference, l.state as code, coalesce(l.started_at, l.created_at) as since, ${TOTAL}
  from letters l left join cases c on c.id = l.case_id where l.state in (${words.LETTER_STATES.map((state) => `'${state}'`).join(', ')})
    and not exists (select 1 from letters again where again.instead_of = l.id)`;
const QUERIES = `select q.id, c.reference, q.state as code, coalesce(q.answered_at, q.created_at) as since, ${TOTAL}
  from queries q join cases c on c.id = q.case_id where q.state = 'answered'`;
const READINGS = `select r.id, c.reference, r.state as code, r.created_at as since, ${TOTAL}
  from readings r join cases c on c.id = r.case_id`;

function showRow({ id, reference, since }: Found, what: Localised): TodoRow {
  return { id, reference, what, since: since.toISOString() };
}
