/**
 * Opens ZIP archives (APPNOTE 6.3.9; also the shell of DOCX and ODT) for bytes that may be hostile: sizes
 * are counted while unpacking, never believed; names are only names, nothing is written anywhere.
 */
import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';

export interface ArchiveLimits {
  readonly entries: number;
  /** Unpacked, over all entries. */
  readonly bytes: number;
}
export interface ArchiveEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** Unpacks the entry. Throws ArchiveRefused. */
  read(): Uint8Array;
}
export type ArchiveRefusal = 'damaged' | 'too_large' | 'too_many' | 'encrypted' | 'method';
export class ArchiveRefused extends Error {
  constructor(readonly refusal: ArchiveRefusal) {
    super(`archive refused: ${refusal}`);
    this.name = 'ArchiveRefused';
  }
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Small, so that one chunk cannot unpack to much more than the limit (deflate gives at most 1032 to 1). */
const CHUNK = 8 * 1024;

/** Lists the archive's files (not its folders). Throws ArchiveRefused when it is no archive or has too many. */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return listEntries(bytes, view, limits);
  } catch (error) {
    if (error instanceof RangeError) throw new ArchiveRefused('damaged');
    throw error;
  }
}

/** Whether the archive's directory names this file. */
export function hasEntry(bytes: Uint8Array, name: string): boolean {
  try {
    return openArchive(bytes, { entries: 0xffff, bytes: 0 }).some((entry) => entry.name === name);
  } catch (error) {
    if (error instanceof ArchiveRefused) return false;
    throw error;
  }
}

function listEntries(bytes: Uint8Array, view: DataView, limits: ArchiveLimits): ArchiveEntry[] {
  const end = findEnd(view);
  if (end === null) throw new ArchiveRefused('damaged');
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) throw new ArchiveRefused('too_many');
  const budget = { left: limits.bytes };
  const entries: ArchiveEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== CENTRAL) throw new ArchiveRefused('damaged');
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const sum = view.getUint32(at + 16, true);
    const size = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = decodeName(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (name.endsWith('/')) continue;
    const encrypted = (flags & 1) !== 0;
    entries.push({
      name,
      encrypted,
      read: () => {
        if (encrypted) throw new ArchiveRefused('encrypted');
        return unpack(bytes, view, { local, size, method, sum }, budget);
      },
    });
  }
  return entries;
}

/** The last end-of-directory record; a comment of up to 64 kB may follow it. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(utf8 ? 'utf-8' : 'latin1').decode(bytes);
  }
}

interface Packed {
  readonly local: number;
  readonly size: number;
  readonly method: number;
  /** CRC-32 of what is unpacked. */
  readonly sum: number;
}

function unpack(bytes: Uint8Array, view: DataView, packed: Packed, budget: { left: number }): Uint8Array {
  if (packed.local + 30 > bytes.length || view.getUint32(packed.local, true) !== LOCAL)
    throw new ArchiveRefused('damaged');
  const start =
    packed.local + 30 + view.getUint16(packed.local + 26, true) + view.getUint16(packed.local + 28, true);
  if (start + packed.size > bytes.length) throw new ArchiveRefused('damaged');
  const data = bytes.subarray(start, start + packed.size);
  if (packed.method === 0) {
    spend(budget, data.length);
    return check(data.slice(), packed);
  }
  if (packed.method !== 8) throw new ArchiveRefused('method');
  const parts: Uint8Array[] = [];
  let total = 0;
  let finished = false;
  const inflate = new Inflate((part, final) => {
    spend(budget, part.length);
    total += part.length;
    parts.push(part);
    finished ||= final;
  });
  try {
    for (let at = 0; at < data.length && !finished; at += CHUNK) {
      inflate.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
    }
  } catch (error) {
    throw error instanceof ArchiveRefused ? error : new ArchiveRefused('damaged');
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return check(whole, packed);
}

/** One wrong bit may read as another answer. */
function check(bytes: Uint8Array, { sum }: Packed): Uint8Array {
  if (crc32(bytes) !== sum) throw new ArchiveRefused('damaged');
  return bytes;
}

function spend(budget: { left: number }, bytes: number): void {
  budget.left -= bytes;
  if (budget.left < 0) throw new ArchiveRefused('too_large');
}
