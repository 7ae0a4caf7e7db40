/** Reads words without a form: the text of a message, kept as a file of it, or a text file that somebody attached. */
import { type SheetReading } from '../core/sheet/reading.js';
import { stoppedReading } from './file-reading.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { readBody } from './strategies/body.js';

/** Longer texts are no letter. */
const MOST_BYTES = 500_000;

/** The words of a message, as a file beside its own; a name that no sender's file is told by. */
export const WORDS_FILE = { name: 'message.txt', type: 'text/plain' } as const;

export function isText({ name, type, bytes }: ReadableFile): boolean {
  return (type === 'text/plain' || /\.txt$/i.test(name)) && bytes.length <= MOST_BYTES && !bytes.includes(0);
}

/** As UTF-8, or in the code page of French Windows; lines as they are numbered in a source's path. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return new TextDecoder('windows-1252').decode(bytes).replace(/\r\n?/g, '\n');
  }
}

export function readText(file: ReadableFile, parts: ReaderParts): SheetReading {
  const studies = [...new Set(parts.known.all.map(({ study }) => study))];
  const read = readBody(decodeText(file.bytes), studies);
  const sheet = read && parts.known.find(read.study.id, read.study.version, read.language);
  if (!sheet) return stoppedReading(file.name, 'not_a_sheet');
  const { candidates, language } = read;
  return concludeSheet(
    { sheet, version: sheet.study.version, language, candidates, findings: [] },
    file,
    parts,
  );
}

/**
 * Beside a sheet that was filled, answers in words may correct it or be of another case: they wait for a person, who sees both.
 * Without one they are the sheet.
 */
export function settleWords(words: SheetReading, files: readonly SheetReading[]): SheetReading[] {
  if (words.study === null) return [];
  const hasSheet = files.some(({ study, answers }) => study !== null && Object.keys(answers).length > 0);
  return [hasSheet ? stoppedReading(WORDS_FILE.name, 'answers_in_words') : words];
}
