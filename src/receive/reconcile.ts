/**
 * Step 1, receive: one pass over a folder. Everything that is in it and not in the ledger is fetched and recorded; only then is
 * the mailbox touched. A message that cannot be fetched or recorded goes to the back and never stops the others.
 */
import {
  type Mailbox,
  type MailboxAction,
  MailboxFault,
  MailboxFull,
  type MailLog,
  type MessageEntry,
} from '../external/mailbox.js';
import { batches, slices } from './batches.js';
import { type Ledger, type Place, type Progress } from './ledger.js';
import { type TroubleList } from './trouble-list.js';

export interface ReconcileOptions {
  readonly ledger: Ledger;
  readonly log: MailLog;
  readonly after: MailboxAction;
  /** Larger messages are recorded by their headers alone, bytes. */
  readonly maxBytes: number;
  /** How many messages may be on their way into the ledger at a time. */
  readonly storing: number;
  readonly signal: AbortSignal;
  /** Messages older than this that are there at first sight are left alone; null takes all. */
  readonly cutoff: Date | null;
  /** Called as a backlog goes by, after each step of it. */
  readonly onProgress: () => Promise<void>;
}

/** What a watcher remembers from pass to pass. */
export interface FolderMemory {
  place: Place;
  /** UIDs that need no look any more. */
  readonly known: Set<number>;
  /** The highest UID listed so far. */
  highest: number;
  readonly trouble: TroubleList;
  /** While a backlog is being taken. */
  progress: Progress | null;
  /** The mailbox had no room when messages were to be moved last. */
  isFull: boolean;
}

/** The ledger does not answer: there is no use in fetching more for now. */
export class LedgerFault extends Error {}

const CHUNK = 200;
/** Servers that announce nothing while they are kept busy are asked after so many chunks. */
const LOOK_EVERY_CHUNKS = 10;
const NO_SUCH_UID = 0;
const FAILURES_IN_A_ROW = 5;

/** `full` asks the ledger again and lists everything; otherwise only what came after the highest UID known. */
export async function reconcile(
  mailbox: Mailbox,
  memory: FolderMemory,
  full: boolean,
  options: ReconcileOptions,
): Promise<void> {
  await new Pass(mailbox, memory, options).run(full);
}

class Pass {
  #failedInARow = 0;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly memory: FolderMemory,
    private readonly options: ReconcileOptions,
  ) {}

  async run(full: boolean): Promise<void> {
    const { memory, mailbox } = this;
    memory.progress = null;
    let present = await mailbox.list(full ? 0 : memory.highest);
    if (mailbox.uidValidity !== memory.place.uidValidity) {
      // Every UID known so far is void: all is listed again, and known bytes are recognised by the ledger.
      memory.place = { ...memory.place, uidValidity: mailbox.uidValidity };
      memory.trouble.clear();
      present = await mailbox.list();
      full = true;
    }
    memory.highest = Math.max(full ? 0 : memory.highest, present.at(-1) ?? 0);
    if (full) await this.#refresh(present);
    const fresh = present.filter((uid) => !memory.known.has(uid));
    memory.trouble.keepOnly(full ? fresh : undefined);
    const [inTrouble, clean] = memory.trouble.divide(fresh);
    if (clean.length <= CHUNK) await this.#take(clean, false);
    else await this.#takeBacklog(clean, present.length);
    // One by one and last: what has failed before may fail again, and some failures end the connection.
    for (const uid of inTrouble) await this.#take([uid], false);
  }

  /**
   * Many at once (a first start, or after a long absence): the oldest first, so that sheets come in the order in which they were sent, but
   * between two chunks whatever has come meanwhile is taken before the rest, and is read before it (StoreMessage).
   */
  async #takeBacklog(uids: readonly number[], present: number): Promise<void> {
    const { memory, mailbox, options } = this;
    let of = present;
    let done = present - uids.length;
    let chunks = 0;
    for (const chunk of slices(uids, CHUNK)) {
      if (options.signal.aborted) return;
      memory.progress = { done, of };
      await options.onProgress();
      await this.#take(chunk, true);
      done += chunk.length;
      chunks += 1;
      if (!mailbox.hasNews && chunks % LOOK_EVERY_CHUNKS !== 0) continue;
      const fresh = await this.#takeNews();
      of += fresh;
      done += fresh;
    }
    memory.progress = null;
  }

  /** What has come above the highest UID known, in the midst of a backlog; how many. */
  async #takeNews(): Promise<number> {
    const { memory, mailbox } = this;
    const fresh = (await mailbox.list(memory.highest)).filter((uid) => !memory.known.has(uid));
    if (mailbox.uidValidity !== memory.place.uidValidity)
      throw new MailboxFault('unreachable', 'the folder was numbered anew meanwhile');
    memory.highest = Math.max(memory.highest, fresh.at(-1) ?? 0);
    for (const some of slices(fresh, CHUNK)) await this.#take(some, false);
    return fresh.length;
  }

  async #refresh(present: readonly number[]): Promise<void> {
    const { memory, options } = this;
    const [known, unmarked] = await asking(
      Promise.all([options.ledger.known(memory.place), options.ledger.unmarked(memory.place)]),
    );
    const atFirstSight = known.size === 0;
    memory.known.clear();
    for (const uid of known) memory.known.add(uid);
    const here = new Set(present);
    const left = unmarked.filter((uid) => here.has(uid));
    for (const chunk of slices(left, CHUNK)) await this.#mark(chunk);
    // Moved before the ledger could be told, or taken away by someone: nothing is left to mark.
    const gone = unmarked.filter((uid) => !here.has(uid));
    if (gone.length > 0) await asking(options.ledger.recordMarked(memory.place, gone));
    if (atFirstSight && options.cutoff !== null) await this.#skipOlder(present, options.cutoff);
  }

  /**
   * Written down all at once: a start that is cut short while it looks begins anew, and never takes for new what it had not come to.
   * Only what came in the last days is asked for its date.
   */
  async #skipOlder(present: readonly number[], cutoff: Date): Promise<void> {
    const here = new Set(present);
    const older = (await this.mailbox.listLongBefore(cutoff)).filter((uid) => here.has(uid));
    const long = new Set(older);
    for (const chunk of slices(
      present.filter((uid) => !long.has(uid)),
      CHUNK,
    ))
      for (const entry of await this.mailbox.describe(chunk))
        if (entry.receivedAt < cutoff) older.push(entry.uid);
    // No message has the UID 0: it says that this folder has been looked through, where nothing in it was old.
    const uids = older.length > 0 ? older : [NO_SUCH_UID];
    await asking(this.options.ledger.recordSkipped(this.memory.place, uids));
    for (const uid of uids) this.memory.known.add(uid);
  }

  async #take(uids: readonly number[], isBacklog: boolean): Promise<void> {
    if (this.options.signal.aborted || uids.length === 0) return;
    const entries = await this.mailbox.describe(uids);
    for (const entry of entries.filter(({ size }) => size > this.options.maxBytes))
      await this.#takeHeaders(entry);
    const loadable = entries.filter(({ size }) => size <= this.options.maxBytes);
    for (const batch of batches(loadable)) {
      if (this.options.signal.aborted) return;
      await this.#takeBatch(batch, isBacklog);
    }
  }

  async #takeHeaders({ uid, size, receivedAt }: MessageEntry): Promise<void> {
    if (this.options.signal.aborted) return;
    const headers = await this.mailbox.fetchHeaders(uid);
    if (headers === null) return;
    const { ledger } = this.options;
    if (
      await this.#store(uid, () =>
        ledger.recordOversize({ ...this.memory.place, uid, size, headers, receivedAt }),
      )
    )
      await this.#mark([uid]);
  }

  async #takeBatch(batch: readonly MessageEntry[], isBacklog: boolean): Promise<void> {
    const { signal, storing, ledger } = this.options;
    const wanted = new Set(batch.map((entry) => entry.uid));
    const stored: number[] = [];
    const underWay = new Set<Promise<void>>();
    let fault: unknown;
    try {
      for await (const { uid, raw, receivedAt } of this.mailbox.fetchMany([...wanted])) {
        wanted.delete(uid);
        if (signal.aborted) break;
        const work = this.#store(uid, () =>
          ledger.record({ ...this.memory.place, uid, raw, receivedAt, isBacklog }),
        ).then((done) => void (done && stored.push(uid)));
        underWay.add(work);
        void work.finally(() => underWay.delete(work));
        if (underWay.size >= storing) await Promise.race(underWay);
        this.#assertLedger();
      }
    } catch (error) {
      fault = error;
    }
    await Promise.all(underWay);
    if (signal.aborted) return;
    if (fault !== undefined) this.#blame(fault, wanted);
    await this.#mark(stored);
    this.#assertLedger();
    // Those behind the one that broke the batch.
    const rest = fault === undefined ? [] : batch.filter(({ uid }) => wanted.has(uid));
    if (rest.length > 0) await this.#takeBatch(rest, isBacklog);
  }

  /** The servers answer in rising order: the first that did not come is the one that broke the batch. */
  #blame(fault: unknown, wanted: Set<number>): void {
    if (fault instanceof LedgerFault) throw fault;
    const culprit = Math.min(...wanted);
    if (wanted.size > 0) {
      wanted.delete(culprit);
      this.memory.trouble.addFetch(culprit);
    }
    if (!this.mailbox.isOpen) throw fault;
    this.options.log.warn({ uid: culprit }, 'a message could not be fetched');
  }

  /** True when the ledger has it. A refusal is remembered and logged, never thrown. */
  async #store(uid: number, write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
    } catch (error) {
      this.#failedInARow += 1;
      this.memory.trouble.addStore(uid);
      const name = error instanceof Error ? error.name : 'unknown';
      this.options.log.error({ uid, error: name }, 'a message could not be stored; it stays in the mailbox');
      return false;
    }
    this.#failedInARow = 0;
    this.memory.known.add(uid);
    this.memory.trouble.remove(uid);
    return true;
  }

  #assertLedger(): void {
    if (this.#failedInARow >= FAILURES_IN_A_ROW) throw new LedgerFault('nothing can be stored for now');
  }

  /** A mark that fails is applied at the next full pass; the message itself is safe. */
  async #mark(uids: readonly number[]): Promise<void> {
    const { ledger, after, log } = this.options;
    if (uids.length === 0) return;
    try {
      if (!(await this.mailbox.mark(uids, after)))
        log.debug({}, 'the mailbox takes no keyword; messages stay unmarked');
      this.memory.isFull = false;
    } catch (error) {
      if (!this.mailbox.isOpen) throw error;
      this.memory.isFull ||= error instanceof MailboxFull;
      log.warn({ count: uids.length }, 'messages were stored but could not be marked in the mailbox yet');
      return;
    }
    await asking(ledger.recordMarked(this.memory.place, uids));
  }
}

async function asking<Value>(answer: Promise<Value>): Promise<Value> {
  return answer.catch((error: unknown) => {
    throw new LedgerFault('the ledger does not answer', { cause: error });
  });
}
