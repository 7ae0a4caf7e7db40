/** What a file really is, told by its bytes: its name and its declared type are often wrong. */
import { isOutlookMessage } from '../external/msg-mail.js';
import { isTnef } from '../external/tnef.js';

export type FileType =
  'pdf' | 'zip' | 'ole' | 'rtf' | 'tnef' | 'eml' | 'image' | 'html' | 'packed' | 'empty' | 'unknown';

const IMAGES: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
];
/** 7z, gzip, rar. */
const PACKED: readonly (readonly number[])[] = [
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
  [0x52, 0x61, 0x72, 0x21],
];

export function sniffType(bytes: Uint8Array): FileType {
  if (bytes.length === 0) return 'empty';
  const starts = (signature: readonly number[]) => signature.every((byte, index) => bytes[index] === byte);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  if (starts([0x50, 0x4b, 0x03, 0x04]) || starts([0x50, 0x4b, 0x05, 0x06])) return 'zip';
  if (starts([0xd0, 0xcf, 0x11, 0xe0])) return isOutlookMessage(bytes) ? 'eml' : 'ole';
  if (/^\s*\{\\rtf/.test(head)) return 'rtf';
  if (isTnef(bytes)) return 'tnef';
  if (IMAGES.some(starts)) return 'image';
  if (head.slice(4, 8) === 'ftyp' && /^(heic|heix|mif1|msf1|avif)/.test(head.slice(8))) return 'image';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image';
  if (PACKED.some(starts)) return 'packed';
  if (/^\s*(<!doctype html|<html)/i.test(head)) return 'html';
  if (
    /^[\w-]+:[^\r\n]*\r?\n/.test(head) &&
    /^(from|received|mime-version|content-type|message-id):/im.test(head)
  )
    return 'eml';
  // Last: a container may hold a PDF among its first bytes.
  if (head.slice(0, 1029).includes('%PDF-')) return 'pdf';
  return 'unknown';
}
