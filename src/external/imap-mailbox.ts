/**
 * Step 1, receive: one folder of an IMAP mailbox over imapflow. It lists, fetches, marks and waits for news; what to do with
 * a message is the watcher's decision. BODY.PEEK alone is used, so reading never sets \Seen, and nothing is deleted but
 * by MOVE when that is configured.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type FetchMessageObject, type ImapFlow } from 'imapflow';
import { connectImap, type Refusals } from './imap-connection.js';
import {
  type Mailbox,
  type MailboxAction,
  MailboxFault,
  MailboxFull,
  type MailboxOptions,
  type MessageEntry,
  type News,
  type RawMessage,
  STORED_KEYWORD,
} from './mailbox.js';

const IDLE_TOO_SHORT_MS = 100;
const TWO_DAYS_MS = 2 * 24 * 60 * 60_000;

/** Connects, logs in and selects the folder. Throws a MailboxFault. */
export async function openMailbox(options: MailboxOptions): Promise<Mailbox> {
  const { client, refusals } = await connectImap(options);
  return new ImapMailbox(client, options.folder, refusals);
}

class ImapMailbox implements Mailbox {
  uidValidity: bigint;
  #announced = false;
  #idling = false;
  readonly #wakers = new Set<(news: News) => void>();

  constructor(
    private readonly client: ImapFlow,
    private readonly folder: string,
    private readonly refusals: Refusals,
  ) {
    this.uidValidity = this.#selected().uidValidity;
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.#wake('news');
    });
    client.on('close', () => this.#wake('closed'));
  }

  get isOpen(): boolean {
    return this.client.usable;
  }

  get hasNews(): boolean {
    return this.#announced;
  }

  async list(above = 0): Promise<number[]> {
    this.#announced = false;
    const opened = await this.client.mailboxOpen(this.folder);
    this.uidValidity = opened.uidValidity;
    if (opened.exists === 0) return [];
    const wanted = above === 0 ? { all: true } : { uid: `${above + 1}:*` };
    const found = await this.client.search(wanted, { uid: true });
    if (!Array.isArray(found))
      throw new MailboxFault('unreachable', 'the mail server did not list the folder');
    // `n:*` names the last message even where its UID is below n (RFC 9051, 9, seq-range).
    return found.filter((uid) => uid > above).sort((left, right) => left - right);
  }

  async listLongBefore(date: Date): Promise<number[]> {
    if (this.#selected().exists === 0) return [];
    // BEFORE goes by the day in the server's own zone (RFC 9051, 6.4.4): two days are on the safe side of any.
    const before = new Date(date.getTime() - TWO_DAYS_MS);
    const found = await this.client.search({ before }, { uid: true });
    if (!Array.isArray(found))
      throw new MailboxFault('unreachable', 'the mail server did not list the folder');
    return found.sort((left, right) => left - right);
  }

  async describe(uids: readonly number[]): Promise<MessageEntry[]> {
    if (uids.length === 0) return [];
    const found = await this.client.fetchAll(
      uidSet(uids),
      { uid: true, size: true, internalDate: true },
      { uid: true },
    );
    return found.map(entryOf);
  }

  async fetchRaw(uid: number): Promise<RawMessage | null> {
    for await (const message of this.fetchMany([uid])) return message;
    return null;
  }

  async *fetchMany(uids: readonly number[]): AsyncGenerator<RawMessage, void, undefined> {
    if (uids.length === 0) return;
    const query = { uid: true, size: true, internalDate: true, source: true };
    for await (const message of this.client.fetch(uidSet(uids), query, { uid: true })) {
      // A message may lose its body between the listing and here (expunged by someone): it is not there, no more.
      if (message.source !== undefined) yield { ...entryOf(message), raw: message.source };
    }
  }

  async fetchHeaders(uid: number): Promise<Buffer | null> {
    const message = await this.client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true });
    return message === false ? null : (message.headers ?? null);
  }

  async mark(uids: readonly number[], action: MailboxAction): Promise<boolean> {
    if (uids.length === 0 || action === 'none') return true;
    if (action !== 'keyword') return this.#move(uidSet(uids), action.move);
    const { permanentFlags } = this.#selected();
    if (permanentFlags && !permanentFlags.has('\\*') && !permanentFlags.has(STORED_KEYWORD)) return false;
    const done = await this.client.messageFlagsAdd(uidSet(uids), [STORED_KEYWORD], {
      uid: true,
      silent: true,
    });
    if (!done) throw new Error('the mail server did not store the keyword');
    return true;
  }

  async #move(range: string, target: string): Promise<true> {
    if (await this.#moveOnce(range, target)) return true;
    // Most likely the folder is not there yet; made by someone else meanwhile is as good.
    await this.client.mailboxCreate(target);
    if (await this.#moveOnce(range, target)) return true;
    throw new Error('the mail server did not move the message');
  }

  /**
   * MOVE, or COPY and \Deleted. EXPUNGE is sent only where it can be kept to these messages (UIDPLUS, RFC 4315): without, it would
   * take what others have marked, so the copied ones stay in the folder as \Deleted until someone tidies it.
   */
  async #moveOnce(range: string, target: string): Promise<boolean> {
    const { capabilities } = this.client;
    this.refusals.take();
    if (capabilities.has('MOVE') || capabilities.has('UIDPLUS'))
      return this.#unlessFull(await this.client.messageMove(range, target, { uid: true }));
    if (!this.#unlessFull(await this.client.messageCopy(range, target, { uid: true }))) return false;
    // Once copied it is done, flagged or not: another try would copy it again.
    await this.client.messageFlagsAdd(range, ['\\Deleted'], { uid: true, silent: true });
    return true;
  }

  #unlessFull(result: unknown): boolean {
    if (result !== false) return true;
    if (this.refusals.take() === 'OVERQUOTA') throw new MailboxFull('no room left in the mailbox');
    return false;
  }

  async waitForNews(signal: AbortSignal, maxMs: number): Promise<News> {
    if (signal.aborted) return 'stopped';
    if (!this.isOpen) return 'closed';
    if (this.#announced) return 'news';
    return new Promise<News>((resolve) => {
      const finish = (news: News): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.#wakers.delete(finish);
        resolve(news);
      };
      const stop = (): void => finish('stopped');
      const timer = setTimeout(() => finish('timeout'), maxMs);
      signal.addEventListener('abort', stop, { once: true });
      this.#wakers.add(finish);
      if (!this.#idling) void this.#idle();
    });
  }

  /** IDLE for as long as someone waits: a keep-alive NOOP of imapflow's own ends it, and so does a server at its limit. */
  async #idle(): Promise<void> {
    this.#idling = true;
    while (this.#wakers.size > 0 && this.isOpen) {
      const begun = Date.now();
      await this.client.idle().catch(() => false);
      // Refused, closing, or still on from before: never asked for in a tight loop. The timer and the close event stay.
      if (Date.now() - begun < IDLE_TOO_SHORT_MS) await delay(1000, undefined, { ref: false });
    }
    this.#idling = false;
  }

  onClose(listener: () => void): void {
    if (this.client.isClosed) listener();
    else this.client.once('close', listener);
  }

  async close(): Promise<void> {
    if (this.client.isClosed) return;
    const hard = setTimeout(() => this.client.close(), 1000);
    await this.client.logout().catch(() => this.client.close());
    clearTimeout(hard);
  }

  destroy(): void {
    this.client.close();
  }

  #wake(news: News): void {
    this.#announced = true;
    for (const waker of this.#wakers) waker(news);
  }

  #selected(): Exclude<ImapFlow['mailbox'], false> {
    const { mailbox } = this.client;
    if (mailbox === false) throw new MailboxFault('unreachable', 'no folder is open');
    return mailbox;
  }
}

function entryOf(message: FetchMessageObject): MessageEntry {
  const date = new Date(message.internalDate ?? NaN);
  // A server that gives no date must not make the message look older than any limit.
  const receivedAt = Number.isNaN(date.getTime()) ? new Date() : date;
  return { uid: message.uid, size: message.size ?? message.source?.length ?? 0, receivedAt };
}

/** `1:4,7` for the UIDs 1, 2, 3, 4 and 7: a command line stays short however many there are. */
export function uidSet(uids: readonly number[]): string {
  const parts: string[] = [];
  const sorted = [...new Set(uids)].sort((left, right) => left - right);
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    parts.push(start === end ? String(sorted[start]) : `${sorted[start]}:${sorted[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}
