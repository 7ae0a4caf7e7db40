/** What is put in on the page, item by item, until it is saved or sent. */
import { type Schemas } from '../api/client.js';

export type Item = Schemas['AnswerItem'];
export type Entry = Schemas['AnswerEntry'];
export type Doubt = Schemas['AnswerDoubt'];
/** By item; an item that nobody has touched has none. */
export type Entries = Readonly<Record<string, Entry>>;

export const BLANK: Omit<Entry, 'id'> = { text: '', codes: [] };

export function isBlank({ text, codes }: Omit<Entry, 'id'>): boolean {
  return text.trim() === '' && codes.length === 0;
}

/** A box ticked or not. A code for what is missing stands alone; of a question with one answer the others go. */
export function tick(item: Item, entry: Entry, code: string, isTicked: boolean): Entry {
  const codes: readonly string[] = item.missingCodes;
  const isMissing = codes.includes(code);
  const others = entry.codes.filter((one) => one !== code && !codes.includes(one));
  if (!isTicked) return { ...entry, codes: entry.codes.filter((one) => one !== code) };
  if (isMissing) return { id: item.id, text: '', codes: [code] };
  return { id: item.id, text: '', codes: item.control === 'many' ? [...others, code] : [code] };
}

export function write(item: Item, text: string): Entry {
  return { id: item.id, text, codes: [] };
}

/** A UUID by lot (RFC 9562, 5.4); `crypto.randomUUID` is not there over plain http. */
export function drawId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ['8', '9', 'a', 'b'][(bytes[8] ?? 0) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** What the service showed as saved, to be seen and changed; nothing without the code. */
export function takeSaved(items: readonly Item[], own: Entries): Entries {
  const saved = items.flatMap(({ id, saved: entry }) => (entry ? [[id, entry] as const] : []));
  return { ...Object.fromEntries(saved), ...own };
}
