/**
 * Reads one file, whatever it is, into the sheets that it holds. Runs inside the reader process (see
 * reader-pool.ts): it may be slow, large or killed, but it touches nothing outside.
 */
import { type FindingCode } from '../core/sheet/finding.js';
import { judgeSheet } from '../core/sheet/judge-sheet.js';
import { layOutSheet } from '../core/sheet/lay-out-sheet.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { hasEntry } from '../external/archive.js';
import { measureText } from '../external/sheet-fonts.js';
import { writeSheetDocx } from '../external/sheet-docx.js';
import { writeSheetPdf } from '../external/sheet-pdf.js';
import { drawBlanks } from './blank-image.js';
import { openBlanks } from './blank-word.js';
import { stoppedReading } from './file-reading.js';
import { knowSheets } from './known-sheets.js';
import { unpackMessage, unpackTnef, unpackZip, type Unpacked } from './read-archive.js';
import { readDocx } from './read-docx.js';
import { readPdf } from './read-pdf.js';
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
    parts = { known, judge: judgeSheet, blankImage, blankWord };
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

/** One reading for each sheet, numbered from 1; a file without one gives one reading without study. */
export async function readFile(file: ReadableFile, studies: readonly Study[]): Promise<SheetReading[]> {
  const readings = await readAny(file, prepare(studies), 0);
  return readings.map((reading, index) => ({ ...reading, sheet: index + 1 }));
}

async function readAny(file: ReadableFile, parts: ReaderParts, depth: number): Promise<SheetReading[]> {
  switch (sniffType(file.bytes)) {
    case 'pdf':
      return readPdf(file, parts);
    case 'zip':
      if (hasEntry(file.bytes, 'word/document.xml')) return readDocx(file, parts);
      if (hasEntry(file.bytes, '[Content_Types].xml') || hasEntry(file.bytes, 'META-INF/manifest.xml'))
        return [stoppedReading(file.name, 'unsupported_format')];
      return readMany(file, depth, unpackZip, parts);
    case 'tnef':
      return readMany(file, depth, unpackTnef, parts);
    case 'image':
      return [stoppedReading(file.name, 'image_only')];
    case 'eml':
      return readMany(file, depth, unpackMessage, parts);
    case 'ole':
    case 'rtf':
    case 'packed':
      return [stoppedReading(file.name, 'unsupported_format')];
    case 'empty':
      return [stoppedReading(file.name, 'unreadable_file')];
    case 'html':
    case 'unknown':
      return [
        stoppedReading(file.name, /\.(pdf|docx?)$/i.test(file.name) ? 'unreadable_file' : 'not_a_sheet'),
      ];
  }
}

async function readMany(
  file: ReadableFile,
  depth: number,
  unpack: (file: ReadableFile) => Unpacked | Promise<Unpacked>,
  parts: ReaderParts,
): Promise<SheetReading[]> {
  if (depth >= MAX_DEPTH) return [stoppedReading(file.name, 'too_nested')];
  const { files, refused } = await unpack(file);
  const readings = refused.map(({ name, code }) => stoppedReading(name, code));
  for (const inner of files) {
    const dated = file.receivedOn === undefined ? inner : { ...inner, receivedOn: file.receivedOn };
    readings.push(...(await readAny(dated, parts, depth + 1)));
  }
  if (readings.length === 0) return [stoppedReading(file.name, 'not_a_sheet')];
  // Beside a sheet, a letter or a logo is no news; a page that could not be read is.
  const found = readings.some((reading) => reading.study !== null);
  const idle: readonly FindingCode[] = found ? ['not_a_sheet', 'unsupported_format'] : ['not_a_sheet'];
  const telling = readings.filter(
    (reading) => reading.study !== null || !reading.findings.every(({ code }) => idle.includes(code)),
  );
  return telling.length > 0 ? telling : [stoppedReading(file.name, 'not_a_sheet')];
}
