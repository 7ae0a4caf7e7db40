/**
 * Step 1, receive: what a mailbox can do for the watcher, whatever protocol is behind it, and how it refuses.
 */
/** What a log must offer; pino does. */
export interface MailLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What is done to a message in the mailbox once it is stored. */
export type MailboxAction = 'keyword' | 'none' | { readonly move: string };

export interface MailboxOptions {
  /** `imaps://user:password@host:port`, or `imap://` where STARTTLS is then demanded. User and password percent-encoded. */
  readonly url: string;
  readonly folder: string;
  /** PEM texts: `ca` besides the system's authorities are replaced by it, `cert` with certificate and key in one. */
  readonly tls?: { readonly ca?: string | Buffer; readonly cert?: string | Buffer };
  /** Allows `imap://` without TLS (MAIL_INSECURE=yes). */
  readonly insecure?: boolean;
  /** For XOAUTH2 or OAUTHBEARER, asked for at each connection in the place of the password. */
  readonly accessToken?: TokenSource | undefined;
  readonly log?: MailLog;
  /** How often a server without IDLE is asked for news, ms. */
  readonly pollEveryMs?: number;
  /** How long a command may stay without any word from the server, ms. */
  readonly commandTimeoutMs?: number;
}

/** A message's place and weight, without its body. */
export interface MessageEntry {
  readonly uid: number;
  /** RFC822.SIZE, in bytes. */
  readonly size: number;
  /** INTERNALDATE: when the mailbox received it. */
  readonly receivedAt: Date;
}

export interface RawMessage extends MessageEntry {
  readonly raw: Buffer;
}

export type News = 'news' | 'timeout' | 'stopped' | 'closed';

export interface Mailbox {
  /** UIDVALIDITY as of the last `list()`: a change makes every UID known so far void (RFC 9051, 2.3.1.1). */
  readonly uidValidity: bigint;
  readonly isOpen: boolean;
  /** The UIDs present (those above `above`), rising. Selects the folder anew: what it says is the server's present word, or it throws. */
  list(above?: number): Promise<number[]>;
  /** Whether the server announced a message since the last `list()`. */
  readonly hasNews: boolean;
  /** Of the messages present, UIDs received on a day before the date's by at least two days (whatever the time zone); rising. Nothing of them is fetched. */
  listLongBefore(date: Date): Promise<number[]>;
  /** Sizes and dates; UIDs that are gone are left out. */
  describe(uids: readonly number[]): Promise<MessageEntry[]>;
  fetchRaw(uid: number): Promise<RawMessage | null>;
  /** One pipelined FETCH, a message at a time: the next is read from the socket when this one has been taken. No other command inside the loop. */
  fetchMany(uids: readonly number[]): AsyncGenerator<RawMessage, void, undefined>;
  /** The header block alone, for messages too large to load. */
  fetchHeaders(uid: number): Promise<Buffer | null>;
  /** Applies the action to all of them; false when the server cannot do it (no keywords allowed here). Throws on failure: a MailboxFull where there is no room. */
  mark(uids: readonly number[], action: MailboxAction): Promise<boolean>;
  /** Returns when the server announced a message since the last `list()` (IDLE, or a poll where there is none), or `maxMs` passed. */
  waitForNews(signal: AbortSignal, maxMs: number): Promise<News>;
  onClose(listener: () => void): void;
  /** Logs out, within a second or so. Never throws. */
  close(): Promise<void>;
  /** Drops the connection at once: what is in flight rejects. */
  destroy(): void;
}

export type MailboxRefusal = 'login' | 'tls' | 'folder' | 'unreachable';

/** The mailbox could not be opened. The message is safe to show: it holds no password and no address of a person. */
export class MailboxFault extends Error {
  constructor(
    readonly reason: MailboxRefusal,
    message: string,
    options?: { cause: unknown; folders?: readonly string[] },
  ) {
    super(message, options);
    this.name = 'MailboxFault';
    this.folders = options?.folders ?? null;
  }

  /** With `folder`: those that are there, as the server listed them. */
  readonly folders: readonly string[] | null;
}

/** The account has no room left (RFC 5530, OVERQUOTA; RFC 9208): nothing can be copied or moved within it. */
export class MailboxFull extends Error {}

/** The keyword that says "Recueil has stored this message" to whoever opens the mailbox. */
export const STORED_KEYWORD = '$RecueilStored';
/** `user@host` of an IMAP URL: how the ledger names a mailbox. No password, no port. */
export function nameMailbox(url: string): string {
  const { username, hostname } = new URL(url);
  return `${decodeURIComponent(username)}@${hostname}`;
}
import { type TokenSource } from './oauth-token.js';
