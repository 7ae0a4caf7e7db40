/** Step 1, receive: the watcher's ledger on PostgreSQL. Uniqueness belongs to the tables' constraints. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from '../database/orm.js';
import { CLOCK } from '../config/tokens.js';
import { MailboxFolder } from '../database/entities/index.js';
import {
  type Ledger,
  type OversizeEntry,
  type Place,
  type ReceivedEntry,
  type WatcherHealth,
} from './ledger.js';
import { StoreMessage } from './store-message.js';

@Injectable()
export class PostgresLedger implements Ledger {
  constructor(
    private readonly source: DataSource,
    private readonly storeMessage: StoreMessage,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async cutoff(mailbox: string, folder: string, proposed: Date | null): Promise<Date | null> {
    await this.source.query(
      `insert into mailbox_folders (mailbox, folder, since_decided, taken_since, state, updated_at)
       values ($1, $2, true, $3, 'connecting', $4)
       on conflict (mailbox, folder) do update set since_decided = true, taken_since = $3
       where not mailbox_folders.since_decided`,
      [mailbox, folder, proposed, this.now()],
    );
    return (await this.source.manager.findOneByOrFail(MailboxFolder, { mailbox, folder })).takenSince;
  }

  async known(place: Place): Promise<ReadonlySet<number>> {
    return new Set(await this.listUids(place, ''));
  }

  unmarked(place: Place): Promise<readonly number[]> {
    return this.listUids(place, 'and marked_at is null and message_id is not null order by uid');
  }

  private async listUids(place: Place, condition: string): Promise<number[]> {
    const rows = await this.source.query<{ uid: string }[]>(
      `select uid from mailbox_entries where mailbox = $1 and folder = $2 and uid_validity = $3 ${condition}`,
      [place.mailbox, place.folder, place.uidValidity],
    );
    return rows.map((row) => Number(row.uid));
  }

  async record(entry: ReceivedEntry): Promise<'new' | 'known'> {
    const { raw, receivedAt, isBacklog } = entry;
    const message = {
      origin: 'mail',
      raw,
      receivedAt,
      size: raw.length,
      oversize: false,
      place: entry,
      isBacklog,
    } as const;
    return (await this.storeMessage.store(message)).was;
  }

  async recordOversize(entry: OversizeEntry): Promise<void> {
    const { headers, receivedAt, size } = entry;
    await this.storeMessage.store({
      origin: 'mail',
      raw: headers,
      receivedAt,
      size,
      oversize: true,
      place: entry,
    });
  }

  async recordSkipped(place: Place, uids: readonly number[]): Promise<void> {
    await this.source.query(
      `insert into mailbox_entries (mailbox, folder, uid_validity, uid)
       select $1, $2, $3, unnest($4::bigint[]) on conflict do nothing`,
      [place.mailbox, place.folder, place.uidValidity, uids],
    );
  }

  async recordMarked(place: Place, uids: readonly number[]): Promise<void> {
    await this.source.query(
      `update mailbox_entries set marked_at = $5
       where mailbox = $1 and folder = $2 and uid_validity = $3 and uid = any($4::bigint[])`,
      [place.mailbox, place.folder, place.uidValidity, uids, this.now()],
    );
  }

  /** Folders that were watched and are no more: what was decided of them stays, their trouble is nobody's any more. */
  async leaveOthers(mailbox: string, folders: readonly string[]): Promise<void> {
    await this.source.query(
      `update mailbox_folders set state = 'left', error = null, waiting = 0, folders = null,
         backlog_done = null, backlog_of = null, updated_at = $3
       where state <> 'left' and not (mailbox = $1 and folder = any($2))`,
      [mailbox, folders, this.now()],
    );
    await this.source.query(
      `delete from alarms a using mailbox_folders f
       where f.state = 'left' and f.mailbox = a.mailbox and f.folder = a.folder`,
    );
  }

  async reportHealth(health: WatcherHealth): Promise<void> {
    await this.source.query(
      `insert into mailbox_folders (mailbox, folder, state, error, waiting, updated_at, reconciled_at,
         backlog_done, backlog_of, folders)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (mailbox, folder) do update set state = $3, error = $4, waiting = $5, updated_at = $6,
         reconciled_at = coalesce($7, mailbox_folders.reconciled_at), backlog_done = $8, backlog_of = $9, folders = $10`,
      [
        health.mailbox,
        health.folder,
        health.state,
        health.error,
        health.waiting,
        this.now(),
        health.reconciledAt,
        health.progress?.done ?? null,
        health.progress?.of ?? null,
        health.folders,
      ],
    );
  }
}
