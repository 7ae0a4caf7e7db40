/**
 * Step 1, receive: the messages of a file, stored as those of the mailbox are (store-message.ts): each with its job in one
 * transaction, and once, so that an import that was cut short is simply run again.
 */
import { type Readable } from 'node:stream';
import { type FileMessage, readMailFile, tellMailFile } from '../external/mail-file.js';
import { type StoreMessage } from './store-message.js';

export type ImportRefusal = 'empty' | 'outlook' | 'no_message';

export interface ImportedMessage {
  readonly id: string;
  readonly was: 'new' | 'known';
  /** Too large: its header was kept, and its sender is told. */
  readonly oversize: boolean;
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
  if (kind !== 'eml' && kind !== 'mbox') {
    file.destroy();
    return kind === 'empty' ? 'empty' : kind === 'msg' ? 'outlook' : 'no_message';
  }
  const whole = prepend(head, chunks);
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

async function* prepend(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** When it reached its mailbox (the topmost Received, RFC 5321, 4.4), else when it was written; `now` where neither can be so. */
export function findReceivedAt(raw: Buffer, now: Date): Date {
  const head = raw.toString('latin1', 0, 100_000).split('\r\n\r\n', 1)[0] ?? '';
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const find = (name: string): string | undefined =>
    lines.find((line) => line.slice(0, name.length).toLowerCase() === name);
  const received = find('received:');
  const texts = [received?.slice(received.lastIndexOf(';') + 1), find('date:')?.slice('date:'.length)];
  for (const text of texts) {
    const time = text === undefined ? NaN : Date.parse(text.trim());
    if (time > Date.UTC(1990, 0) && time <= now.getTime()) return new Date(time);
  }
  return now;
}
