/** What was put in on the page of a personal link and not sent yet. */
import { type FormEntry } from '../core/form/form-entry.js';
import { type Vault } from './vault.js';

/** By the ids of the page's items. */
export function sealSaved(vault: Vault, linkId: string, entries: readonly FormEntry[]): Buffer {
  return vault.sealJson(entries, `answer_links.saved:${linkId}`);
}
export function openSaved(vault: Vault, linkId: string, sealed: Buffer | null): readonly FormEntry[] {
  return sealed === null ? [] : (vault.openJson(sealed, `answer_links.saved:${linkId}`) as FormEntry[]);
}
