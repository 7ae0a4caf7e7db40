/** What is kept of what opens a personal link's page: keyed digests, since six digits have no secret of their own. */
import { type Vault } from './vault.js';

export function digestLinkCode(vault: Vault, linkId: string, code: string): Buffer {
  return vault.digest(`${linkId}\n${code}`, 'link-code');
}

/** Of what the browser holds that gave the right code. */
export function digestLinkProof(vault: Vault, linkId: string, proof: string): Buffer {
  return vault.digest(`${linkId}\n${proof}`, 'link-proof');
}
