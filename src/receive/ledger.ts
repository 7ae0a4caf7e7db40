/**
 * Step 1, receive: what the watcher asks of the ledger. The ledger decides what is fetched; the mailbox's flags never do.
 */

/** One folder under one UIDVALIDITY: within it a UID means one message for ever (RFC 9051, 2.3.1.1). */
export interface Place {
  /** `user@host`, as nameMailbox gives it. */
  readonly mailbox: string;
  readonly folder: string;
  readonly uidValidity: bigint;
}

export interface ReceivedEntry extends Place {
  readonly uid: number;
  readonly raw: Buffer;
  /** When the mailbox received it (INTERNALDATE). */
  readonly receivedAt: Date;
  /** One of many that lay there before: what comes in meanwhile is read first. */
  readonly isBacklog: boolean;
}

export interface OversizeEntry extends Place {
  readonly uid: number;
  /** As the server announced it, in bytes. */
  readonly size: number;
  /** The raw header block: all that was loaded. */
  readonly headers: Buffer;
  readonly receivedAt: Date;
}

/** `stopped` is said once, by stop(); the others as they change, and `watching` again at each full reconcile. */
export type WatcherState = 'connecting' | 'watching' | 'refused' | 'unreachable' | 'stopped';

export interface WatcherHealth {
  readonly mailbox: string;
  readonly folder: string;
  readonly state: WatcherState;
  /** A code: `login`, `tls`, `folder`, `unreachable`, `closed`, `ledger` (nothing can be stored), `not_stored` (some messages), `full` (stored, but cannot be moved), or null. */
  readonly error: string | null;
  /** When the folder was last listed in full. */
  readonly reconciledAt: Date | null;
  /** Messages that are in the mailbox and could not be fetched or stored yet. */
  readonly waiting: number;
  /** While a backlog is being taken: how many of the folder's messages are in the ledger; null when it is through. */
  readonly progress: Progress | null;
  /** With the error `folder`: the folders that are there. */
  readonly folders: readonly string[] | null;
}

/** Counts of messages of one folder. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface Ledger {
  /**
   * Keeps the first answer for a folder for ever and returns it: at first sight that is `proposed` (null: take all). A
   * later change of MAILBOX_SINCE, or a restart, must not leave out what came in between.
   */
  cutoff(mailbox: string, folder: string, proposed: Date | null): Promise<Date | null>;
  /** UIDs that are stored, oversize ones and skipped ones included. */
  known(place: Place): Promise<ReadonlySet<number>>;
  /** UIDs that are stored but for which recordMarked was not called yet. */
  unmarked(place: Place): Promise<readonly number[]>;
  /** Raw message, job and ledger row in one transaction. `known`: the same bytes were here already, under another UID; the row is added all the same. */
  record(entry: ReceivedEntry): Promise<'new' | 'known'>;
  recordOversize(entry: OversizeEntry): Promise<void>;
  /** UIDs that were there before the cut-off: known from now on, never fetched, never marked. */
  recordSkipped(place: Place, uids: readonly number[]): Promise<void>;
  recordMarked(place: Place, uids: readonly number[]): Promise<void>;
  reportHealth(health: WatcherHealth): Promise<void>;
}
