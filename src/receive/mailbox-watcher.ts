/**
 * Step 1, receive: watches one folder for as long as it runs. Connect, reconcile in full, wait by IDLE, reconcile; in full again
 * on a timer, since IDLE can die silently; connect anew with growing pauses when anything breaks.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Mailbox, type MailboxAction, MailboxFault, type MailLog } from '../external/mailbox.js';
import { type Ledger, type WatcherHealth, type WatcherState } from './ledger.js';
import { type FolderMemory, LedgerFault, reconcile } from './reconcile.js';
import { TroubleList } from './trouble-list.js';

/** What is taken of the mail that is already there when a folder is watched for the first time. */
export type MailboxSince = 'all' | 'now' | Date;

export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
  /** After a refused login: mail servers lock accounts that insist. */
  readonly loginFirstMs: number;
  readonly loginLongestMs: number;
}

export interface WatcherOptions {
  readonly open: () => Promise<Mailbox>;
  readonly ledger: Ledger;
  /** `user@host`, as nameMailbox gives it. */
  readonly mailbox: string;
  readonly folder: string;
  readonly log: MailLog;
  readonly after?: MailboxAction;
  readonly since?: MailboxSince;
  readonly maxBytes?: number;
  /** Longest time between two full reconciles, ms. */
  readonly reconcileEveryMs?: number;
  readonly backoff?: Partial<Backoff>;
  /** How many messages may be on their way into the ledger at a time. */
  readonly storing?: number;
  readonly now?: () => number;
  /** 0 to 1, for the jitter of the pauses. */
  readonly random?: () => number;
}

const BACKOFF: Backoff = {
  firstMs: 1000,
  longestMs: 60_000,
  loginFirstMs: 60_000,
  loginLongestMs: 15 * 60_000,
};
const STOP_WITHIN_MS = 4000;
const PROGRESS_EVERY_MS = 2000;
const LOG_EVERY = 1000;

export class MailboxWatcher {
  readonly #stopping = new AbortController();
  readonly #stopped = new Promise<undefined>((resolve) =>
    this.#stopping.signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  readonly #backoff: Backoff;
  readonly #now: () => number;
  readonly #memory: FolderMemory;
  #running: Promise<void> | undefined;
  #mailbox: Mailbox | undefined;
  #reconciledAt: Date | null = null;
  #said = '';
  #saidProgressAt = -Infinity;
  #loggedProgress = 0;

  constructor(private readonly options: WatcherOptions) {
    this.#backoff = { ...BACKOFF, ...options.backoff };
    this.#now = options.now ?? Date.now;
    this.#memory = {
      place: { mailbox: options.mailbox, folder: options.folder, uidValidity: 0n },
      known: new Set(),
      highest: 0,
      progress: null,
      isFull: false,
      trouble: new TroubleList(this.#now, this.#backoff.firstMs, 60 * 60_000),
    };
  }

  /** Starts watching; what fails is reported and tried again, never thrown. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends within a few seconds: what is on its way into the ledger is finished, the rest waits in the mailbox. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const deadline = delay(STOP_WITHIN_MS, undefined, { ref: false });
    await Promise.race([this.#running, deadline]);
    this.#mailbox?.destroy();
    await this.#report('stopped', null);
  }

  get #signal(): AbortSignal {
    return this.#stopping.signal;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#signal.aborted;) {
      try {
        // After a failure its reason stands until it is known to be over.
        if (failures === 0) await this.#report('connecting', null);
        await this.#watch(() => (failures = 0));
      } catch (error) {
        if (this.#signal.aborted) break;
        failures += 1;
        await this.#fail(error);
        await this.#pause(this.#pauseAfter(error, failures));
      }
    }
  }

  /** One connection, from login to its end. Ends by throwing, or by a return when stopped. */
  async #watch(succeeded: () => void): Promise<void> {
    const { ledger, folder, since = 'all' } = this.options;
    const mailbox = await this.#open();
    if (mailbox === undefined) return;
    try {
      const cutoff = await ledger
        .cutoff(this.options.mailbox, folder, this.#proposedCutoff(since))
        .catch((error: unknown) => {
          throw new LedgerFault('the ledger does not answer', { cause: error });
        });
      // The mailbox was opened under some UIDVALIDITY, perhaps another than at the last connection.
      this.#memory.place = { ...this.#memory.place, uidValidity: mailbox.uidValidity };
      await this.#follow(mailbox, cutoff, succeeded);
    } finally {
      this.#mailbox = undefined;
      await mailbox.close();
    }
  }

  /** Passes over the folder, for as long as the connection lasts. */
  async #follow(mailbox: Mailbox, cutoff: Date | null, succeeded: () => void): Promise<void> {
    for (let nextFull = -Infinity, ledgerFailures = 0; !this.#signal.aborted;) {
      // News comes and goes; the time of the next full look stays, or a busy mailbox would never get one.
      const full = this.#now() >= nextFull;
      try {
        await this.#reconcile(mailbox, full, cutoff);
        succeeded();
        ledgerFailures = 0;
      } catch (error) {
        // The mailbox is well: the connection stays, and the messages wait where they are.
        if (!(error instanceof LedgerFault)) throw error;
        ledgerFailures += 1;
        await this.#fail(error);
      }
      const stored = ledgerFailures === 0 && this.#memory.trouble.size === 0;
      const next = this.#now() + this.#waitAfter(stored, ledgerFailures);
      if (full || !stored) nextFull = full ? next : Math.min(nextFull, next);
      const news = await mailbox.waitForNews(this.#signal, Math.max(0, nextFull - this.#now()));
      if (news === 'closed') throw new MailboxFault('unreachable', 'the mail server closed the connection');
    }
  }

  async #reconcile(mailbox: Mailbox, full: boolean, cutoff: Date | null): Promise<void> {
    const { ledger, log, after = 'keyword', maxBytes = 25 * 1024 * 1024, storing = 4 } = this.options;
    await reconcile(mailbox, this.#memory, full, {
      ...{ ledger, log, after, maxBytes, storing, cutoff },
      signal: this.#signal,
      onProgress: () => this.#tellProgress(),
    });
    if (this.#signal.aborted) return;
    if (full) this.#reconciledAt = new Date(this.#now());
    await this.#report('watching', this.#trouble(), full);
  }

  #trouble(): string | null {
    if (this.#memory.trouble.size > 0) return 'not_stored';
    return this.#memory.isFull ? 'full' : null;
  }

  /** A backlog takes its time: the console is told every other second, the log every thousand messages. */
  async #tellProgress(): Promise<void> {
    const { progress } = this.#memory;
    if (progress === null || this.#signal.aborted) return;
    if (Math.abs(progress.done - this.#loggedProgress) >= LOG_EVERY) {
      this.#loggedProgress = progress.done;
      this.options.log.info({ count: progress.done, total: progress.of }, 'taking a backlog of messages');
    }
    if (this.#now() - this.#saidProgressAt < PROGRESS_EVERY_MS) return;
    this.#saidProgressAt = this.#now();
    // The folder has been listed, though it is not through: it has not gone quiet.
    this.#reconciledAt = new Date(this.#now());
    await this.#report('watching', this.#trouble(), true);
  }

  /** Undefined when stopped meanwhile: a connection that comes too late is dropped. */
  async #open(): Promise<Mailbox | undefined> {
    const opening = this.options.open();
    const mailbox = await Promise.race([opening, this.#stopped]);
    if (mailbox === undefined || this.#signal.aborted) {
      opening.then((late) => late.destroy()).catch(() => undefined);
      return undefined;
    }
    this.#mailbox = mailbox;
    return mailbox;
  }

  #proposedCutoff(since: MailboxSince): Date | null {
    if (since === 'all') return null;
    // INTERNALDATE has no fractions of a second.
    return since === 'now' ? new Date(Math.floor(this.#now() / 1000) * 1000) : since;
  }

  #waitAfter(stored: boolean, ledgerFailures: number): number {
    const usual = this.options.reconcileEveryMs ?? 5 * 60_000;
    if (stored) return usual;
    return Math.min(usual, this.#jittered(this.#backoff.firstMs, usual, Math.max(1, ledgerFailures)));
  }

  #pauseAfter(error: unknown, failures: number): number {
    const { firstMs, longestMs, loginFirstMs, loginLongestMs } = this.#backoff;
    if (error instanceof MailboxFault && error.reason === 'login')
      return this.#jittered(loginFirstMs, loginLongestMs, failures);
    return this.#jittered(firstMs, longestMs, failures);
  }

  /** Doubles with each failure up to the longest, half of it by chance, so that many clients do not come back at once. */
  #jittered(firstMs: number, longestMs: number, failures: number): number {
    const pause = Math.min(firstMs * 2 ** Math.min(failures - 1, 20), longestMs);
    return pause * (0.5 + 0.5 * (this.options.random ?? Math.random)());
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#signal }).catch(() => undefined);
  }

  async #fail(error: unknown): Promise<void> {
    const { log, folder } = this.options;
    const name = error instanceof Error ? error.name : 'unknown';
    if (error instanceof LedgerFault) {
      log.error({ folder }, 'messages cannot be stored for now; they stay in the mailbox');
      return this.#report('watching', 'ledger');
    }
    const reason = error instanceof MailboxFault ? error.reason : 'unreachable';
    log.warn({ folder, reason, error: name }, 'the mailbox is not being watched for now');
    const folders = error instanceof MailboxFault ? error.folders : null;
    return this.#report(reason === 'login' ? 'refused' : 'unreachable', reason, false, folders);
  }

  /** Said when it changes, and at each full reconcile. A report that fails is no reason to stop receiving. */
  async #report(
    state: WatcherState,
    error: string | null,
    always = false,
    folders: readonly string[] | null = null,
  ): Promise<void> {
    const { mailbox, folder, ledger, log } = this.options;
    const waiting = this.#memory.trouble.size;
    const saying = `${state} ${error} ${waiting}`;
    if (!always && saying === this.#said) return;
    this.#said = saying;
    const health: WatcherHealth = {
      ...{ mailbox, folder, state, error, waiting, folders },
      progress: state === 'watching' ? this.#memory.progress : null,
      reconciledAt: this.#reconciledAt,
    };
    try {
      await ledger.reportHealth(health);
    } catch {
      this.#said = '';
      log.warn({ folder, state }, 'the state of the mailbox could not be noted');
    }
  }
}
