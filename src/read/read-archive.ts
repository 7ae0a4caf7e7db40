/** The files inside a file: ZIP, winmail.dat and saved messages, with limits on how many, how large and how deep. */
import { ArchiveRefused, openArchive } from '../external/archive.js';
import { openTnef } from '../external/tnef.js';
import { type FindingCode } from '../core/sheet/finding.js';
import { type ReadableFile } from './reader-messages.js';

const LIMITS = { entries: 200, bytes: 120 * 1024 * 1024 };

export interface Unpacked {
  readonly files: readonly ReadableFile[];
  /** Files inside that could not be taken out, and why. */
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
  const { attachments } = await parseMessage(Buffer.from(file.bytes));
  return {
    files: attachments.slice(0, LIMITS.entries).map(({ name, bytes }) => ({ name, bytes })),
    refused: [],
  };
}

function codeOf({ refusal }: ArchiveRefused): FindingCode {
  if (refusal === 'encrypted') return 'password_protected';
  if (refusal === 'too_large') return 'too_large';
  return refusal === 'too_many' ? 'too_nested' : 'unreadable_file';
}
