/** The files inside a file: ZIP, winmail.dat, PDF portfolios and saved messages, with limits on how many, how large and how deep. */
import { ArchiveRefused, openArchive } from '../external/archive.js';
import { openPdf, PdfUnreadable, type PdfFile } from '../external/pdf-document.js';
import { convertOutlookMessage, isOutlookMessage } from '../external/msg-mail.js';
import { openTnef } from '../external/tnef.js';
import { type FindingCode } from '../core/sheet/finding.js';
import { WORDS_FILE } from './read-body.js';
import { type ReadableFile } from './reader-messages.js';

const LIMITS = { entries: 200, bytes: 120 * 1024 * 1024 };

export interface Unpacked {
  readonly files: readonly ReadableFile[];
  /** Files inside that could not be taken out, and why. */
  /** What a message says itself. */
  readonly words?: ReadableFile;
  readonly refused: readonly { readonly name: string; readonly code: FindingCode }[];
}

/** Names are names only, cut of their folders. What macOS adds to archives is left out. */
export function unpackZip(file: ReadableFile): Unpacked {
  const files: ReadableFile[] = [];
  const refused: { name: string; code: FindingCode }[] = [];
  try {
    for (const entry of openArchive(file.bytes, LIMITS)) {
      const name = entry.name.split(/[\\/]/).at(-1) ?? '';
      if (/(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/i.test(entry.name) || name === '') continue;
      try {
        files.push({ name, bytes: entry.read() });
      } catch (error) {
        if (!(error instanceof ArchiveRefused)) throw error;
        refused.push({ name, code: codeOf(error) });
        if (error.refusal === 'too_large') break;
      }
    }
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    refused.push({ name: file.name, code: codeOf(error) });
  }
  return { files, refused };
}

export function unpackTnef(file: ReadableFile): Unpacked {
  return { files: openTnef(file.bytes) ?? [], refused: [] };
}

/** A message saved as a file: its attachments, those of messages forwarded in it too. */
export async function unpackMessage(file: ReadableFile): Promise<Unpacked> {
  // Loaded when needed: few files are messages, and the parser is large.
  const { parseMessage } = await import('../external/mime.js');
  const raw = isOutlookMessage(file.bytes)
    ? await convertOutlookMessage(file.bytes)
    : Buffer.from(file.bytes);
  const { attachments, body, sentByMachine } = await parseMessage(raw);
  return {
    files: attachments.slice(0, LIMITS.entries).map(({ name, bytes }) => ({ name, bytes })),
    refused: [],
    // A machine has no answers of its own.
    ...(body !== '' && !sentByMachine && { words: { ...WORDS_FILE, bytes: Buffer.from(body) } }),
  };
}

/** A PDF says so in plain bytes, packed and encrypted ones too. */
export function holdsFiles({ bytes }: ReadableFile): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/EmbeddedFile');
}

/** A PDF portfolio, or what was attached to a PDF. */
export async function unpackPortfolio(file: ReadableFile): Promise<Unpacked> {
  let pdf: PdfFile;
  try {
    pdf = await openPdf(file.bytes);
  } catch (error) {
    if (error instanceof PdfUnreadable) return { files: [], refused: [] };
    throw error;
  }
  const found = await pdf.embedded(LIMITS.entries);
  await pdf.close();
  const files: ReadableFile[] = [];
  let left = LIMITS.bytes;
  for (const { name, bytes } of found) {
    left -= bytes.length;
    if (left < 0) return { files, refused: [{ name, code: 'too_large' }] };
    files.push({ name: name.split(/[\\/]/).at(-1) ?? '', bytes });
  }
  return { files, refused: [] };
}

function codeOf({ refusal }: ArchiveRefused): FindingCode {
  if (refusal === 'encrypted') return 'password_protected';
  if (refusal === 'too_large') return 'too_large';
  return refusal === 'too_many' ? 'too_nested' : 'unreadable_file';
}
