/**
 * Whether a PDF is whole, by what it says of itself: objects well formed, the table of their places right (ISO 32000-2, 7.5), the
 * checksums of its streams right (RFC 1950). Viewers, and our parsers, mend what is not and go on: in a flattened sheet one wrong
 * bit can then be another digit that looks as good as the first. Runs in the reader process.
 */
import { inflateRawSync, inflateSync } from 'node:zlib';
import { unlockPdf } from './pdf-unlock.js';
import { PdfScanner, PdfSyntaxError, type PdfValue } from './pdf-syntax.js';

type Dictionary = ReadonlyMap<string, PdfValue>;
interface Stream {
  readonly dictionary: Dictionary;
  readonly bytes: Uint8Array;
}
interface Body {
  /** Object number by the place where it begins. */
  readonly objects: Map<number, number>;
  /** Objects that are a whole number, as the lengths of streams may be. */
  readonly integers: Map<number, number>;
  readonly streams: Stream[];
  /** By the place where it begins. */
  readonly tables: Map<number, Table>;
  /** Where the file says that tables begin. */
  readonly starts: number[];
  isEncrypted: boolean;
}
interface Table {
  readonly entries: readonly Entry[];
  readonly trailer: Dictionary;
}
/** An object and its place. */
interface Entry {
  readonly object: number;
  readonly at: number;
}

/** Larger streams, and what comes after so many bytes, stay unchecked: they are no text of a sheet. */
const LIMITS = { stream: 32 * 1024 * 1024, all: 128 * 1024 * 1024 };
const HEADER = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj/y;
const STREAM = /stream(?:\r\n|\n|\r)/y;
const SECTION = /[\t\n\r ]*(\d+) +(\d+)[\t ]*(?:\r\n|\n|\r)/y;
const ENTRY = /(\d{10}) \d{5} ([fn])[\r\n ]{1,2}/y;
const START = /startxref[\t\n\r ]+(\d+)[\t\n\r ]+%%EOF/y;

/**
 * The checksums of a file that is encrypted (with the empty user password) are seen once it is opened, which takes longer than all
 * the rest: not for a form, whose values stand there twice and are compared anyway.
 */
export async function isDamagedPdf(bytes: Uint8Array, hasForm: boolean): Promise<boolean> {
  const integrity = checkIntegrity(bytes);
  if (integrity !== 'sealed' || hasForm) return integrity === 'damaged';
  const opened = await unlockPdf(bytes, '');
  return opened !== null && checkIntegrity(opened) === 'damaged';
}

/** `sealed`: whole as far as can be told of a file whose streams are encrypted. */
type Integrity = 'whole' | 'damaged' | 'sealed';

function checkIntegrity(bytes: Uint8Array): Integrity {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const first = Math.max(0, file.indexOf('%PDF-'));
    const body = readBody(file, first);
    if (!hasRightTables(body, first) || !hasRightSums(body)) return 'damaged';
    return body.isEncrypted ? 'sealed' : 'whole';
  } catch (error) {
    // A RangeError: a hostile file exhausted the stack of the patterns' engine.
    if (error instanceof PdfSyntaxError || error instanceof RangeError) return 'damaged';
    throw error;
  }
}

/** From the first object to the last end mark, nothing left over. Throws PdfSyntaxError. */
function readBody(file: Buffer, first: number): Body {
  const body: Body = {
    ...{ objects: new Map(), integers: new Map(), streams: [] },
    ...{ tables: new Map(), starts: [], isEncrypted: false },
  };
  const scanner = new PdfScanner(file.toString('latin1'), first);
  let hasEnd = false;
  for (;;) {
    scanner.skipSpace();
    const { at } = scanner;
    const header = scanner.find(HEADER);
    if (header) readObject(scanner, file, { object: Number(header[1]), at }, body);
    else if (scanner.find(/xref/y)) readTable(scanner, at, body);
    else {
      const start = scanner.find(START);
      if (!start) break;
      body.starts.push(Number(start[1]));
      hasEnd = true;
      continue;
    }
    hasEnd = false;
  }
  // Behind the end a gateway or a disk may leave what it likes, but no part of the file.
  if (!hasEnd || file.includes(' obj', scanner.at)) throw new PdfSyntaxError('no end');
  return body;
}

function readObject(scanner: PdfScanner, file: Buffer, { object, at }: Entry, body: Body): void {
  const value = scanner.readValue();
  scanner.skipSpace();
  const isStream = scanner.find(STREAM) !== null;
  body.objects.set(at, object);
  if (typeof value === 'string' && /^\d+$/.test(value)) body.integers.set(object, Number(value));
  if (isStream) {
    if (!(value instanceof Map)) throw new PdfSyntaxError('a stream without a dictionary');
    const bytes = readStream(scanner, file, value);
    const stream = { dictionary: value as Dictionary, bytes };
    body.streams.push(stream);
    if (value.get('/Type') === '/XRef') {
      body.isEncrypted ||= value.has('/Encrypt');
      body.tables.set(at, { entries: readPackedTable(stream), trailer: stream.dictionary });
    }
  }
  scanner.skipSpace();
  scanner.get(/endobj/y);
}

/** Of a length that stands in another object, often a later one, all that can be said here is where the stream ends. */
function readStream(scanner: PdfScanner, file: Buffer, dictionary: Dictionary): Uint8Array {
  const length = dictionary.get('/Length');
  const from = scanner.at;
  const isDirect = typeof length === 'string' && /^\d+$/.test(length);
  const end = isDirect ? from + Number(length) : file.indexOf('endstream', from);
  if (end < from) throw new PdfSyntaxError('a stream without an end');
  scanner.at = end;
  scanner.get(/[\t\n\r ]{0,3}endstream/y);
  return file.subarray(from, end);
}

function readTable(scanner: PdfScanner, at: number, body: Body): void {
  const entries: Entry[] = [];
  for (let section = scanner.find(SECTION); section; section = scanner.find(SECTION)) {
    const [, first, count] = section.map(Number);
    for (let index = 0; index < (count ?? 0); index += 1) {
      const [, place, kind] = scanner.get(ENTRY);
      if (kind === 'n') entries.push({ object: (first ?? 0) + index, at: Number(place) });
    }
  }
  scanner.skipSpace();
  scanner.get(/trailer/y);
  const trailer = scanner.readValue();
  if (!(trailer instanceof Map)) throw new PdfSyntaxError('no trailer');
  body.isEncrypted ||= trailer.has('/Encrypt');
  body.tables.set(at, { entries, trailer });
}

/** A table in a stream (7.5.8), as everyone writes them: rows as they are, or each as its difference from the one above. */
function readPackedTable({ dictionary, bytes }: Stream): Entry[] {
  const widths = numbers(dictionary.get('/W'));
  const columns = widths.reduce((sum, width) => sum + width, 0);
  const parms = dictionary.get('/DecodeParms');
  const isPredicted = parms instanceof Map && Number(parms.get('/Predictor') ?? 1) >= 10;
  const data = dictionary.get('/Filter') === '/FlateDecode' ? inflate(bytes) : bytes;
  if (data === 'unchecked' || columns === 0) return [];
  if (data === 'damaged') throw new PdfSyntaxError('a damaged table');
  const index = numbers(dictionary.get('/Index'));
  const ranges = index.length > 0 ? index : [0, data.length];
  const entries: Entry[] = [];
  const above = new Uint8Array(columns);
  let from = 0;
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const [first = 0, count = 0] = ranges.slice(range, range + 2);
    for (let row = 0; row < count && from + columns <= data.length; row += 1) {
      const filter = isPredicted ? (data[from++] ?? 0) : 0;
      if (filter !== 0 && filter !== 2) return [];
      for (let column = 0; column < columns; column += 1)
        above[column] = ((filter === 2 ? (above[column] ?? 0) : 0) + (data[from++] ?? 0)) & 0xff;
      const [kind = 1, at = 0] = splitRow(above, widths);
      if (kind === 1) entries.push({ object: first + row, at });
    }
  }
  return entries;
}

/** Its kind, which is 1 where it is not written, and its place. */
function splitRow(row: Uint8Array, widths: readonly number[]): number[] {
  let from = 0;
  return widths.map((width, column) => {
    const field = row.subarray(from, (from += width));
    return width === 0 && column === 0 ? 1 : field.reduce((sum, byte) => sum * 256 + byte, 0);
  });
}

function numbers(value: PdfValue | undefined): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

/**
 * The tables that the file's ends name, and those that these name. Others do not count: a program that copies objects may copy an
 * old table with them. Places are counted from the file's begin, or from its header where something stands before it.
 */
function hasRightTables({ objects, tables, starts, streams, integers }: Body, first: number): boolean {
  const isThere = ({ object, at }: Entry) => objects.get(at) === object || objects.get(at + first) === object;
  const seen = new Set<Table>();
  const waiting = [...starts];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    // A linearised file's first end names no table.
    if (at === 0) continue;
    const table = tables.get(at) ?? tables.get(at + first);
    if (!table?.entries.every(isThere)) return false;
    if (seen.has(table)) continue;
    seen.add(table);
    for (const key of ['/Prev', '/XRefStm']) {
      const before = table.trailer.get(key);
      if (typeof before === 'string' && /^\d+$/.test(before)) waiting.push(Number(before));
    }
  }
  return streams.every((stream) => hasRightLength(stream, integers));
}

/** Where the length is another object's: between the bytes and the word a line's end may stand. */
function hasRightLength({ dictionary, bytes }: Stream, integers: ReadonlyMap<number, number>): boolean {
  const written = dictionary.get('/Length');
  const [object] = (typeof written === 'string' && /^\d+(?= )/.exec(written)) || [];
  const length = object === undefined ? undefined : integers.get(Number(object));
  return length === undefined || (length <= bytes.length && length >= bytes.length - 2);
}

function hasRightSums({ streams, isEncrypted }: Body): boolean {
  if (isEncrypted) return true;
  let left = LIMITS.all;
  for (const { dictionary, bytes } of streams) {
    const filter = dictionary.get('/Filter');
    const outer = Array.isArray(filter) ? (filter as readonly PdfValue[])[0] : filter;
    if (outer !== '/FlateDecode' || left <= 0) continue;
    const data = inflate(bytes);
    if (data === 'damaged') return false;
    left -= data === 'unchecked' ? LIMITS.stream : data.length;
  }
  return true;
}

/** Some programs leave the checksum out: then the bytes cannot be checked, but must unpack to their end. */
function inflate(bytes: Uint8Array): Uint8Array | 'damaged' | 'unchecked' {
  const limit = { maxOutputLength: LIMITS.stream };
  try {
    return inflateSync(bytes, limit);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return 'unchecked';
    if (code !== 'Z_BUF_ERROR') return 'damaged';
  }
  try {
    return inflateRawSync(bytes.subarray(2), limit);
  } catch {
    return 'damaged';
  }
}
