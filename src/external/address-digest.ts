/** Finds an address without storing it readably: a keyed digest of its small letters. */
import { type Vault } from './vault.js';

export function digestAddress(vault: Vault, address: string): Buffer {
  return vault.digest(address.trim().toLowerCase(), 'address');
}
