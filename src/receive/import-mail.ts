/**
 * Step 1, receive: the messages of a file, stored as those of the mailbox are (store-message.ts): each with its job in one
 * transaction, and once, so that an import that was cut short is simply run again.
 */
import { type Readable } from 'node:stream';
import { isOutlookMessage } from '../external/msg-mail.js';
import { type FileMessage, readMailFile, tellMailFile } from '../external/mail-file.js';
import { findReceivedAt } from '../external/received-at.js';
import { type StoreMessage } from './store-message.js';

export type ImportRefusal = 'empty' | 'too_large' | 'no_message';

export interface ImportedMessage {
  readonly id: string;
  readonly was: 'new' | 'known';
  /** Too large: its header was kept, and its sender is told. */
  readonly oversize: boolean;
}

/** What became of a file. */
export interface ImportedFile {
  readonly stored: number;
  readonly known: number;
  /** Of them. */
  readonly oversize: number;
  readonly refused: ImportRefusal | null;
}

export interface ImportOptions {
  readonly store: Pick<StoreMessage, 'store'>;
  readonly maxBytes: number;
  readonly now: () => Date;
  readonly onMessage: (message: ImportedMessage) => void;
}

/** As the database holds a size. */
const LARGEST_SIZE = 2 ** 31 - 1;

/** Why the file was refused, or null. What was stored before a fault stays. */
export async function importMail(file: Readable, options: ImportOptions): Promise<ImportRefusal | null> {
  const chunks = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  const kind = tellMailFile(head.subarray(0, 64 * 1024));
  const whole = prepend(head, chunks);
  if (kind === 'msg') return storeOutlook(whole, options);
  if (kind !== 'eml' && kind !== 'mbox') {
    file.destroy();
    return kind === 'empty' ? 'empty' : 'no_message';
  }
  for await (const message of readMailFile(whole, kind, options.maxBytes))
    // What comes by itself goes first: an archive may hold years.
    options.onMessage(await storeOne(message, kind === 'mbox', options));
  return null;
}

async function storeOne(
  { raw, size, oversize }: FileMessage,
  isBacklog: boolean,
  { store, now }: ImportOptions,
): Promise<ImportedMessage> {
  const stored = await store.store({
    origin: 'mail',
    ...{ raw, oversize, isBacklog, isImported: true },
    size: Math.min(size, LARGEST_SIZE),
    receivedAt: findReceivedAt(raw, now()),
  });
  return { ...stored, oversize };
}

/** Kept as it is; it becomes MIME when it is read (external/msg-mail.ts), and says then when it was received. */
async function storeOutlook(
  chunks: AsyncIterable<Buffer>,
  options: ImportOptions,
): Promise<ImportRefusal | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of chunks) {
    size += piece.length;
    if (size > options.maxBytes) return 'too_large';
    pieces.push(piece);
  }
  const raw = Buffer.concat(pieces);
  if (!isOutlookMessage(raw)) return 'no_message';
  const receivedAt = options.now();
  const message = {
    origin: 'mail',
    raw,
    size,
    oversize: false,
    isBacklog: false,
    isImported: true,
    receivedAt,
  } as const;
  options.onMessage({ ...(await options.store.store(message)), oversize: false });
  return null;
}

async function* prepend(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
