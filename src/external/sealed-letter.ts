/** What is kept, sealed, of a letter beside its MIME: whom it goes to, and its words for the thread view. */
import { type AskedList, type AskedOfOne } from '../core/letter/asked-line.js';
import { type Language } from '../core/study/study.js';
import { type Vault } from './vault.js';

export interface SealedLetter {
  /** Envelope sender and recipient (RFC 5321). */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly text: string;
  /** What it asks, as printed; absent when it asks nothing. */
  readonly asked?: AskedList;
  /** The same of a letter on several cases: what it asks of each. */
  readonly several?: { readonly language: Language; readonly cases: readonly AskedOfOne[] };
}

export function sealLetter(vault: Vault, id: string, letter: SealedLetter): Buffer {
  return vault.sealJson(letter, `letters.sealed:${id}`);
}
export function openLetter(vault: Vault, id: string, sealed: Buffer): SealedLetter {
  return vault.openJson(sealed, `letters.sealed:${id}`) as SealedLetter;
}
