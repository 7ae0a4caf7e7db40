/**
 * Step 1, receive: a file of mail → its messages, one after the other, within bounded memory: one message (.eml, RFC 5322) or an mbox
 * (RFC 4155; `>From ` as mboxrd has it). Told by bytes, never by name. Lines end by CRLF, as a mail server gives them, so that a
 * message is the same whichever way it comes.
 */
import { type MailLine, MailLines } from './mail-lines.js';

export type MailFileKind = 'eml' | 'mbox' | 'msg' | 'empty' | 'unknown';

export interface FileMessage {
  /** The whole message; of one that is too large its header only. */
  readonly raw: Buffer;
  /** Of the whole message, bytes. */
  readonly size: number;
  readonly oversize: boolean;
}

const LONGEST_HEADER = 1024 * 1024;
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const BYTE_ORDER_MARK = Buffer.from('efbbbf', 'hex');
const CRLF = Buffer.from('\r\n');
const FROM = Buffer.from('From ');
/** `From sender Tue Nov 24 08:00:00 2026`: a sentence that begins with “From” has neither time nor year. */
const SEPARATOR = /^From .*\b\d{1,2}:\d\d(:\d\d)?\b.*\b\d{4}\b/;
const QUOTED_FROM = /^>+From /;
const HEADER_NAME = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;
const MAIL_HEADER = /^(from|date|subject|message-id|received|return-path|to|mime-version|delivered-to)$/i;
/** What mail programs keep in an mbox for themselves: no part of the message as it was sent. */
const KEPT_BY_PROGRAMS =
  /^(status|x-status|x-uid|x-keywords|x-imap|x-imapbase|content-length|x-mozilla-(status2?|keys)|x-gmail-labels|x-gm-thrid)$/i;

/** @param head the file's first bytes, 64 kB or all there is */
export function tellMailFile(head: Buffer): MailFileKind {
  if (head.length === 0) return 'empty';
  if (head.subarray(0, 8).equals(COMPOUND_FILE)) return 'msg';
  const bytes = dropMark(head);
  if (bytes.subarray(0, FROM.length).equals(FROM)) return 'mbox';
  const lines = bytes.toString('latin1').split(/\r?\n/);
  const names = lines
    .slice(0, lines.includes('') ? lines.indexOf('') : lines.length)
    .map((line) => HEADER_NAME.exec(line)?.[1]);
  return names[0] !== undefined && names.some((name) => name && MAIL_HEADER.test(name)) ? 'eml' : 'unknown';
}

/** @param chunks the whole file, its first chunk included */
export async function* readMailFile(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  kind: 'eml' | 'mbox',
  maxBytes: number,
): AsyncGenerator<FileMessage> {
  const lines = new MailLines();
  const collector = new Collector(kind === 'mbox', maxBytes);
  let isFirst = true;
  for await (const chunk of chunks) {
    for (const line of lines.push(isFirst ? dropMark(chunk) : chunk)) {
      const message = collector.take(line);
      if (message) yield message;
    }
    isFirst = false;
  }
  for (const line of lines.end()) {
    const message = collector.take(line);
    if (message) yield message;
  }
  const last = collector.finish();
  if (last) yield last;
}

function dropMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

/** Puts one message together at a time; beyond `maxBytes` it only counts. */
class Collector {
  #pieces: Buffer[] = [];
  #size = 0;
  #oversize = false;
  #inHeader = true;
  #headerSize = 0;
  #skips = false;
  /** An empty line that may be the one an mbox puts between two messages. */
  #heldLine = false;
  #afterEmpty = true;
  #isFirst = true;

  constructor(
    private readonly isMbox: boolean,
    private readonly maxBytes: number,
  ) {}

  /** The message that `line` ends by being the first of the next. */
  take(line: MailLine): FileMessage | null {
    const isEmpty = line.starts && line.ends && line.bytes.length === 0;
    if (this.isMbox && line.starts && this.#afterEmpty && isSeparator(line.bytes, this.#isFirst)) {
      const message = this.finish();
      this.#isFirst = false;
      this.#afterEmpty = false;
      return message;
    }
    this.#isFirst = false;
    this.#afterEmpty = isEmpty;
    if (this.#heldLine) this.#add(CRLF);
    this.#heldLine = this.isMbox && isEmpty && !this.#inHeader;
    if (!this.#heldLine) this.#takeLine(line, isEmpty);
    return null;
  }

  /** The message so far, and begins anew; null when there is none. */
  finish(): FileMessage | null {
    const message =
      this.#size === 0
        ? null
        : { raw: Buffer.concat(this.#pieces), size: this.#size, oversize: this.#oversize };
    this.#pieces = [];
    this.#size = this.#headerSize = 0;
    this.#inHeader = true;
    this.#oversize = this.#skips = this.#heldLine = false;
    return message;
  }

  #takeLine({ bytes, starts, ends }: MailLine, isEmpty: boolean): void {
    if (this.isMbox && this.#inHeader && starts && !isEmpty) {
      const isFolded = bytes[0] === 0x20 || bytes[0] === 0x09;
      if (!isFolded)
        this.#skips = KEPT_BY_PROGRAMS.test(HEADER_NAME.exec(bytes.toString('latin1', 0, 200))?.[1] ?? '');
    }
    if (this.#skips && !isEmpty && this.#inHeader) return;
    const isQuoted = this.isMbox && starts && QUOTED_FROM.test(bytes.toString('latin1', 0, 1000));
    this.#add(isQuoted ? bytes.subarray(1) : bytes);
    if (ends) this.#add(CRLF);
    if (isEmpty) this.#inHeader = false;
  }

  #add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#inHeader) this.#headerSize = this.#size;
    if (!this.#oversize && this.#size > this.maxBytes) {
      const header = Math.min(this.#headerSize, LONGEST_HEADER);
      this.#pieces = [Buffer.from(Buffer.concat([...this.#pieces, bytes]).subarray(0, header))];
      this.#oversize = true;
    }
    // A copy: the line is a view into a chunk that is long gone when the message ends.
    else if (!this.#oversize) this.#pieces.push(Buffer.from(bytes));
  }
}

function isSeparator(bytes: Buffer, isFirst: boolean): boolean {
  if (!bytes.subarray(0, FROM.length).equals(FROM)) return false;
  return isFirst || SEPARATOR.test(bytes.toString('latin1', 0, 1000));
}
