/**
 * Step 1, receive: one folder of an IMAP mailbox over imapflow. It lists, fetches, marks and waits for news; what to do with
 * a message is the watcher's decision. BODY.PEEK alone is used, so reading never sets \Seen, and nothing is deleted but
 * by MOVE when that is configured.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type FetchMessageObject, ImapFlow, type ImapFlowOptions } from 'imapflow';
import {
  type Mailbox,
  type MailboxAction,
  MailboxFault,
  type MailboxOptions,
  type MailboxRefusal,
  type MessageEntry,
  type News,
  type RawMessage,
  STORED_KEYWORD,
} from './mailbox.js';
import { TokenFault } from './oauth-token.js';

const POLL_WITHOUT_IDLE_MS = 20_000;
const IDLE_TOO_SHORT_MS = 100;

/** imapflow's options for the URL: TLS is demanded unless `insecure`. */
export async function imapOptions(options: MailboxOptions): Promise<ImapFlowOptions> {
  const url = new URL(options.url);
  const secure = url.protocol === 'imaps:';
  if (!secure && url.protocol !== 'imap:')
    throw new TypeError('the mailbox URL starts with imap:// or imaps://');
  const user = decodeURIComponent(url.username);
  const token = await options.accessToken?.();
  const plain = !secure && options.insecure === true;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    // Plain connections are asked for in words; TLS is then taken when offered, without proof of who offers it.
    ...(secure || plain ? {} : { doSTARTTLS: true }),
    tls: {
      ...(options.tls?.ca === undefined ? {} : { ca: options.tls.ca }),
      ...(options.tls?.cert === undefined ? {} : { cert: options.tls.cert, key: options.tls.cert }),
      ...(plain ? { rejectUnauthorized: false } : {}),
    },
    auth:
      token === undefined ? { user, pass: decodeURIComponent(url.password) } : { user, accessToken: token },
    // imapflow's own log would hold subjects and addresses.
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: options.commandTimeoutMs ?? 60_000,
  };
}

/** Connects, logs in and selects the folder. Throws a MailboxFault. */
export async function openMailbox(options: MailboxOptions): Promise<Mailbox> {
  const client = new ImapFlow(await imapOptions(options).catch(refuseWithoutToken));
  // Without a listener an error event would end the process; the close that follows it says the same.
  client.on('error', (error: Error & { code?: string }) =>
    options.log?.debug({ code: error.code ?? error.name }, 'mailbox connection failed'),
  );
  try {
    await client.connect();
    await client.mailboxOpen(options.folder);
  } catch (error) {
    client.close();
    throw asMailboxFault(error);
  }
  client.maxIdleTime = client.capabilities.has('IDLE') ? 4 * 60_000 : POLL_WITHOUT_IDLE_MS;
  return new ImapMailbox(client, options.folder);
}

function refuseWithoutToken(error: unknown): never {
  if (!(error instanceof TokenFault)) throw error;
  throw error.reason === 'login'
    ? new MailboxFault('login', `the grant for the mailbox has ended or is refused (${error.code})`, {
        cause: error,
      })
    : new MailboxFault('unreachable', `the server for access tokens cannot be reached (${error.code})`, {
        cause: error,
      });
}

function asMailboxFault(error: unknown): MailboxFault {
  const known = error as {
    authenticationFailed?: boolean;
    tlsFailed?: boolean;
    mailboxMissing?: boolean;
    responseStatus?: string;
    code?: string;
    serverResponseCode?: string;
  };
  const fault = (reason: MailboxRefusal, message: string): MailboxFault =>
    new MailboxFault(reason, message, { cause: error });
  if (known.serverResponseCode === 'UNAVAILABLE')
    return fault('unreachable', 'the mailbox is unavailable for now');
  if (known.authenticationFailed === true) return fault('login', 'the mail server refused the login');
  if (known.tlsFailed === true || isCertificateCode(known.code))
    return fault('tls', 'no trusted TLS connection to the mail server');
  if (known.mailboxMissing === true) return fault('folder', 'the folder does not exist in the mailbox');
  if (known.responseStatus === 'NO') return fault('folder', 'the mail server does not open the folder');
  return fault('unreachable', `the mail server cannot be reached (${known.code ?? 'unknown'})`);
}

function isCertificateCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_VERIFY|STARTTLS_INJECTION|ClosedAfterConnectTLS/.test(
      code,
    )
  );
}

class ImapMailbox implements Mailbox {
  uidValidity: bigint;
  #announced = false;
  #idling = false;
  readonly #wakers = new Set<(news: News) => void>();

  constructor(
    private readonly client: ImapFlow,
    private readonly folder: string,
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

  /** MOVE, or COPY and \Deleted. EXPUNGE is sent only where it can be kept to these messages (UIDPLUS, RFC 4315). */
  async #moveOnce(range: string, target: string): Promise<boolean> {
    const { capabilities } = this.client;
    if (capabilities.has('MOVE') || capabilities.has('UIDPLUS'))
      return (await this.client.messageMove(range, target, { uid: true })) !== false;
    if ((await this.client.messageCopy(range, target, { uid: true })) === false) return false;
    return this.client.messageFlagsAdd(range, ['\\Deleted'], { uid: true, silent: true });
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
