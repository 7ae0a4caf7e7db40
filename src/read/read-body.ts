/** Reads words without a form: the text of a message, kept as a file of it, or a text file that somebody attached. */
import { readReply, readSeveral } from '../core/reply/read-reply.js';
import { type AskedLine } from '../core/letter/asked-line.js';
import { findPlace } from '../core/sheet/find-place.js';
import { type Candidate, type SheetReading } from '../core/sheet/reading.js';
import { stoppedReading } from './file-reading.js';
import { concludeSheet, type ReaderParts } from './reader-parts.js';
import { type ReadableFile } from './reader-messages.js';
import { type BodyRead, namesStudy, readBody } from './strategies/body.js';

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

export function readText(file: ReadableFile, parts: ReaderParts): SheetReading[] {
  const studies = [...new Set(parts.known.all.map(({ study }) => study))];
  const text = decodeText(file.bytes);
  const read = readBody(text, studies);
  const reply = file.reply ? readAnswers(file, text, parts) : [];
  // Answers of several patients in one text are no sheet of one.
  if (file.reply?.several)
    return reply.length > 0 || !read ? orNone(reply, file) : [stoppedReading(file.name, 'answers_in_words')];
  // A whole sheet in the words of a mail may come in any thread: the next patient's too.
  const isSheet = read !== null && (namesPatient(read) || saysMore(read, reply));
  if (!isSheet && reply.length > 0) return reply;
  const sheet = read && parts.known.find(read.study.id, read.study.version, read.language);
  if (!sheet) return [stoppedReading(file.name, 'not_a_sheet')];
  const { candidates, language } = read;
  const seen = { sheet, version: sheet.study.version, language, candidates, findings: [] };
  return [concludeSheet(seen, file, parts)];
}

function orNone(readings: SheetReading[], { name }: ReadableFile): SheetReading[] {
  return readings.length > 0 ? readings : [stoppedReading(name, 'not_a_sheet')];
}

function namesPatient({ study, candidates }: BodyRead): boolean {
  return candidates.some(({ name }) => name === study.identity.patientCode);
}

/** It reads all that the answer to a letter was read to say, and other questions. */
function saysMore({ candidates }: BodyRead, [reply]: readonly SheetReading[]): boolean {
  const keys = Object.keys(reply?.answers ?? {});
  const said = keys.map((key) => candidates.some(({ name }) => name === key || name.startsWith(`${key}.`)));
  const names = new Set(candidates.map(({ name }) => name));
  return said.every(Boolean) && names.size > keys.length;
}

/** What answers one of our letters, and a second reading where words are left that a person has to read; none when nothing was read. */
function readAnswers(file: ReadableFile, text: string, parts: ReaderParts): SheetReading[] {
  const { reply } = file;
  if (!reply) return [];
  const { language, lines } = reply.asked;
  const sheet = parts.known.all.find(
    (known) =>
      known.language === language &&
      lines.every(({ names }) => names.every((name) => findPlace(known.study, name) !== null)),
  );
  if (!sheet) return [];
  const { study } = sheet;
  const today = file.receivedOn === undefined ? {} : { today: file.receivedOn };
  const isOurs = (head: string): boolean => namesStudy(head, study);
  const conclude = (candidates: readonly Candidate[], asked: readonly AskedLine[]): SheetReading => {
    const seen = { sheet, version: study.version, language, candidates, findings: [] };
    // Whoever answers that very letter has seen why it asks.
    const doubted = reply.isExact ? asked.filter(({ isDoubt }) => isDoubt).flatMap(({ names }) => names) : [];
    const confirms = doubted.filter((name) => candidates.some((one) => one.name === name));
    return {
      ...concludeSheet(seen, file, parts),
      isReply: true,
      ...(confirms.length > 0 && { confirms }),
    };
  };
  const left = (hasWordsLeft: boolean): SheetReading[] =>
    hasWordsLeft ? [stoppedReading(file.name, 'answers_in_words')] : [];
  const input = { ...reply, ...today, text };
  if (reply.several) {
    const { cases, hasWordsLeft } = readSeveral(study, input, reply.several, isOurs);
    if (cases.length === 0) return [];
    const readings = cases.map(({ caseId, candidates }) => ({
      ...conclude(candidates, reply.several?.find((one) => one.caseId === caseId)?.lines ?? []),
      answersCase: caseId,
    }));
    return [...readings, ...left(hasWordsLeft)];
  }
  const read = readReply(study, input, isOurs);
  return read.candidates.length === 0 ? [] : [conclude(read.candidates, lines), ...left(read.hasWordsLeft)];
}

/**
 * Beside a sheet that was filled, answers in words may correct it or be of another case: they wait for a person, who sees both.
 * Without one they are the sheet.
 */
export function settleWords(
  words: readonly SheetReading[],
  files: readonly SheetReading[],
): readonly SheetReading[] {
  if (words.every(({ study }) => study === null)) return [];
  const hasSheet = files.some(({ study, answers }) => study !== null && Object.keys(answers).length > 0);
  return hasSheet ? [stoppedReading(WORDS_FILE.name, 'answers_in_words')] : words;
}
