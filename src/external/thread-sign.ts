/** The signature of thread tokens (core/letter/thread-token.ts), under a key of its own. */
import { type Sign } from '../core/letter/thread-token.js';
import { type Vault } from './vault.js';

export function threadSign(vault: Vault): Sign {
  return (text) => vault.digest(text, 'thread').toString('hex');
}
