/** Step 1, receive: long lists in pieces, by number or by weight. */
import { type MessageEntry } from '../external/mailbox.js';

const BATCH_MESSAGES = 50;
const BATCH_BYTES = 8 * 1024 * 1024;

export function* slices<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** At most so many messages and so many bytes each, so that no batch fills the memory; one that is larger stands alone. */
export function* batches(entries: readonly MessageEntry[]): Generator<MessageEntry[]> {
  let batch: MessageEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (batch.length > 0 && (batch.length >= BATCH_MESSAGES || bytes + entry.size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += entry.size;
  }
  if (batch.length > 0) yield batch;
}
