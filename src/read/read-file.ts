/**
 * Reads one file, whatever it is, into the sheets that it holds. Runs inside the reader process (see
 * reader-pool.ts): it may be slow, large or killed, but it touches nothing outside.
 */
import { type FileLook, NOTHING_TO_SEE } from '../core/sheet/file-look.js';
import { type FindingCode } from '../core/sheet/finding.js';
import { judgeSheet } from '../core/sheet/judge-sheet.js';
import { layOutSheet } from '../core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { type ExplainedPage } from '../external/explained-page.js';
import { hasEntry } from '../external/archive.js';
import { type Ocr } from '../external/ocr.js';
import { measureText } from '../external/sheet-fonts.js';
import { writeSheetDocx } from '../external/sheet-docx.js';
import { writeSheetPdf } from '../external/sheet-pdf.js';
import { drawBlanks } from './blank-image.js';
import { openBlanks } from './blank-word.js';
import { findWordFormat } from './open-word.js';
import { stoppedReading } from './file-reading.js';
import { knowSheets } from './known-sheets.js';
import { drawPage, lookAtPages, lookAtText, lookAtWord } from './look-at-file.js';
import {
  holdsFiles,
  unpackMessage,
  unpackPortfolio,
  unpackTnef,
  unpackZip,
  type Unpacked,
} from './read-archive.js';
import { isText, readText, settleWords } from './read-body.js';
import { readPdf } from './read-pdf.js';
import { readWord } from './read-word.js';
import { type ReadableFile } from './reader-messages.js';
import { type ReaderParts } from './reader-parts.js';
import { sniffType } from './sniff-type.js';

/** A sheet in a ZIP in a winmail.dat in a ZIP: no deeper. */
const MAX_DEPTH = 3;

const prepared = new WeakMap<readonly Study[], ReaderParts>();
function prepare(studies: readonly Study[]): ReaderParts {
  let parts = prepared.get(studies);
  if (!parts) {
    const known = knowSheets(studies, layOutSheet, measureText);
    const blankImage = drawBlanks(({ study, language }) => writeSheetPdf(study, language));
    const blankWord = openBlanks(({ study, language }) => writeSheetDocx(study, language));
    let ocr: Promise<Ocr> | null = null;
    const startOcr = (): Promise<Ocr> =>
      (ocr ??= import('../external/ocr.js').then(({ openOcr }) => openOcr()));
    parts = { known, judge: judgeSheet, blankImage, blankWord, openOcr: startOcr };
    prepared.set(studies, parts);
  }
  return parts;
}

/** Reads one blank, so that the first file waits neither for the layouts nor for the parsers. */
export async function warmReader(studies: readonly Study[]): Promise<void> {
  const parts = prepare(studies);
  const [sheet] = parts.known.all;
  if (!sheet) return;
  const bytes = await writeSheetPdf(sheet.study, sheet.language);
  await readPdf({ name: 'blank', bytes }, parts);
}

/**
 * One reading for each sheet, numbered from 1; a file without one gives one reading without study. `onScan` is called once when pages
 * turn out to be images, which take longer.
 */
export async function readFile(
  file: ReadableFile,
  studies: readonly Study[],
  onScan?: () => void,
): Promise<SheetReading[]> {
  const read = await readAny(file, { ...prepare(studies), ...(onScan && { onScan: once(onScan) }) }, 0);
  return read.map(({ reading }, index) => ({ ...reading, sheet: index + 1 }));
}

function once(tell: () => void): () => void {
  let told = false;
  return () => {
    if (!told) tell();
    told = true;
  };
}

/** What the review sees of a file: of one that holds others, of the one in which the sheet of this number was found. */
export async function lookAtFile(
  file: ReadableFile,
  sheet: number,
  studies: readonly Study[],
): Promise<FileLook> {
  const parts = prepare(studies);
  const leaf = await findLeaf(file, sheet, parts);
  if (!leaf) return NOTHING_TO_SEE;
  const type = sniffType(leaf.file.bytes);
  if (type === 'pdf' || type === 'image') return lookAtPages(leaf.file.bytes, leaf.sheet, parts);
  if (isText(leaf.file) && (type === 'unknown' || type === 'html')) return lookAtText(leaf.file.bytes);
  const format = findWordFormat(leaf.file.bytes);
  return format ? lookAtWord(leaf.file.bytes, format) : NOTHING_TO_SEE;
}

/** A page as PNG, at most so many bytes; null when there is none. */
export async function drawFilePage(
  { file, sheet, page, dpi, explained }: PageToDraw,
  studies: readonly Study[],
  maxBytes: number,
): Promise<Uint8Array | null> {
  const leaf = await findLeaf(file, sheet, prepare(studies));
  const type = leaf && sniffType(leaf.file.bytes);
  if (!leaf || (type !== 'pdf' && type !== 'image')) return null;
  return drawPage(leaf.file.bytes, { page, dpi, maxBytes, explained });
}

interface PageToDraw {
  readonly file: ReadableFile;
  readonly sheet: number;
  readonly page: number;
  readonly dpi: number;
  /** What was read on the page, to be drawn on it. */
  readonly explained?: ExplainedPage | undefined;
}

/** The file itself, or the one within it that gave the sheet; and which sheet of that file it is. */
async function findLeaf(
  file: ReadableFile,
  sheet: number,
  parts: ReaderParts,
): Promise<{ readonly file: ReadableFile; readonly sheet: number } | null> {
  const type = sniffType(file.bytes);
  const hasPages = (type === 'pdf' && !holdsFiles(file)) || type === 'image';
  if (hasPages || findWordFormat(file.bytes) || isText(file)) return { file, sheet };
  if (type !== 'pdf' && type !== 'zip' && type !== 'tnef' && type !== 'eml') return null;
  const read = await readAny(file, parts, 0);
  const found = read[sheet - 1];
  if (!found) return null;
  const before = read.slice(0, sheet - 1).filter((one) => one.file === found.file);
  return { file: found.file, sheet: before.length + 1 };
}

/** A reading, and the file that it was read in. */
interface Read {
  readonly reading: SheetReading;
  readonly file: ReadableFile;
}

async function readAny(file: ReadableFile, parts: ReaderParts, depth: number): Promise<Read[]> {
  const within = (readings: readonly SheetReading[]): Read[] =>
    readings.map((reading) => ({ reading, file }));
  const stopped = (code: FindingCode): Read[] => within([stoppedReading(file.name, code)]);
  const format = findWordFormat(file.bytes);
  if (format) return within(await readWord(file, format, parts));
  switch (sniffType(file.bytes)) {
    case 'pdf': {
      const own = within(await readPdf(file, parts));
      return holdsFiles(file) ? joinCarried(own, await readMany(file, depth, unpackPortfolio, parts)) : own;
    }
    case 'image':
      return within(await readPdf(file, parts));
    case 'zip':
      if (hasEntry(file.bytes, '[Content_Types].xml') || hasEntry(file.bytes, 'META-INF/manifest.xml'))
        return stopped('unsupported_format');
      return readMany(file, depth, unpackZip, parts);
    case 'tnef':
      return readMany(file, depth, unpackTnef, parts);
    case 'eml':
      return readMany(file, depth, unpackMessage, parts);
    case 'ole':
    case 'rtf':
    case 'packed':
      return stopped('unsupported_format');
    case 'empty':
      return stopped('unreadable_file');
    case 'html':
    case 'unknown':
      if (isText(file)) return within(readText(file, parts));
      return stopped(/\.(pdf|docx?)$/i.test(file.name) ? 'unreadable_file' : 'not_a_sheet');
  }
}

/** Of a PDF that carries others: its own sheet and theirs; where there is none, what the PDF itself is. */
function joinCarried(own: readonly Read[], carried: readonly Read[]): Read[] {
  const isNews = ({ reading }: Read) =>
    reading.study !== null || reading.findings.some(({ code }) => code !== 'not_a_sheet');
  const found = [...own.filter(({ reading }) => reading.study !== null), ...carried.filter(isNews)];
  return found.length > 0 ? found : [...own];
}

async function readMany(
  file: ReadableFile,
  depth: number,
  unpack: (file: ReadableFile) => Unpacked | Promise<Unpacked>,
  parts: ReaderParts,
): Promise<Read[]> {
  const stopped = (code: FindingCode): Read => ({ reading: stoppedReading(file.name, code), file });
  if (depth >= MAX_DEPTH) return [stopped('too_nested')];
  const { files, refused, words } = await unpack(file);
  const read = refused.map(({ name, code }): Read => ({ reading: stoppedReading(name, code), file }));
  for (const inner of files) {
    const dated = file.receivedOn === undefined ? inner : { ...inner, receivedOn: file.receivedOn };
    read.push(...(await readAny(dated, parts, depth + 1)));
  }
  if (words) {
    const dated = file.receivedOn === undefined ? words : { ...words, receivedOn: file.receivedOn };
    const files = read.map(({ reading }) => reading);
    read.push(...settleWords(readText(dated, parts), files).map((reading) => ({ reading, file: dated })));
  }
  if (read.length === 0) return [stopped('not_a_sheet')];
  // Beside a sheet, a letter or a logo is no news; a page that could not be read is.
  const found = read.some(({ reading }) => reading.study !== null);
  const idle: readonly FindingCode[] = found ? ['not_a_sheet', 'unsupported_format'] : ['not_a_sheet'];
  const telling = read.filter(
    ({ reading }) => reading.study !== null || !reading.findings.every(({ code }) => idle.includes(code)),
  );
  return telling.length > 0 ? telling : [stopped('not_a_sheet')];
}
