/** What is kept, sealed, of a letter beside its MIME: whom it goes to, and its words for the thread view. */
import { type Vault } from './vault.js';

export interface SealedLetter {
  /** Envelope sender and recipient (RFC 5321). */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly text: string;
}

export function sealLetter(vault: Vault, id: string, letter: SealedLetter): Buffer {
  return vault.sealJson(letter, `letters.sealed:${id}`);
}
export function openLetter(vault: Vault, id: string, sealed: Buffer): SealedLetter {
  return vault.openJson(sealed, `letters.sealed:${id}`) as SealedLetter;
}
