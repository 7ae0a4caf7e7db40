/** The rows of `contents`: bytes sealed under their own id, and opened again. */
import { randomUUID } from 'node:crypto';
import { type Vault } from './vault.js';

export interface SealedContent {
  readonly id: string;
  readonly sealed: Buffer;
  /** Bytes before sealing. */
  readonly size: number;
}

export function sealContent(vault: Vault, bytes: Uint8Array): SealedContent {
  const id = randomUUID();
  return { id, sealed: vault.seal(bytes, `contents:${id}`), size: bytes.length };
}

export function openContent(vault: Vault, row: Pick<SealedContent, 'id' | 'sealed'>): Buffer {
  return vault.open(row.sealed, `contents:${row.id}`);
}
