/**
 * The files inside a winmail.dat: Transport Neutral Encapsulation Format ([MS-OXTNEF]). Only attachments are
 * taken; the message's own text is in the mail already. Attachments that are messages themselves are left.
 */
export interface TnefFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const SIGNATURE = 0x223e9f78;
const ATTACH_TITLE = 0x8010;
const ATTACH_DATA = 0x800f;
const ATTACH_START = 0x9002;
const ATTACH_PROPERTIES = 0x9005;
const LONG_FILENAME = 0x3707;
const DISPLAY_NAME = 0x3001;
const MAX_FILES = 100;

export function isTnef(bytes: Uint8Array): boolean {
  return bytes.length > 6 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === SIGNATURE;
}

/** The attached files, in order. What is cut short is left out; null when it is no TNEF. */
export function openTnef(bytes: Uint8Array): TnefFile[] | null {
  if (!isTnef(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: { name: string; bytes: Uint8Array | null }[] = [];
  let at = 6;
  while (at + 9 <= bytes.length && files.length <= MAX_FILES) {
    const id = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const start = at + 9;
    if (start + length > bytes.length) break;
    const data = bytes.subarray(start, start + length);
    const current = files.at(-1);
    if (id === ATTACH_START) files.push({ name: '', bytes: null });
    else if (current && id === ATTACH_TITLE) current.name ||= fromAnsi(data);
    else if (current && id === ATTACH_DATA) current.bytes = data.slice();
    else if (current && id === ATTACH_PROPERTIES) current.name = longName(data) ?? current.name;
    at = start + length + 2;
  }
  return files.flatMap((file) => (file.bytes ? [{ name: file.name || 'winmail', bytes: file.bytes }] : []));
}

/** File name among the MAPI properties of an attachment; null when there is none or they cannot be walked. */
function longName(data: Uint8Array): string | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let display: string | null = null;
  try {
    const count = view.getUint32(0, true);
    let at = 4;
    for (let index = 0; index < count; index += 1) {
      const type = view.getUint16(at, true);
      const id = view.getUint16(at + 2, true);
      at += 4;
      if (id >= 0x8000) at = skipPropertyName(view, at);
      const [values, next] = readValues(data, view, type, at);
      at = next;
      const first = values[0];
      if (id === LONG_FILENAME && first) return decode(first, type);
      if (id === DISPLAY_NAME && first) display = decode(first, type);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return display;
}

function skipPropertyName(view: DataView, start: number): number {
  const kind = view.getUint32(start + 16, true);
  if (kind === 0) return start + 24;
  return start + 24 + padded(view.getUint32(start + 20, true));
}

/** Bytes of a value by its MAPI type. */
// prettier-ignore
const FIXED: Readonly<Record<number, number>> = {
  0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0a: 4, 0x0b: 4, 0x14: 8, 0x40: 8, 0x48: 16,
};

/** The values of one property and where the next begins ([MS-OXTNEF] 2.1.3.4). */
function readValues(data: Uint8Array, view: DataView, type: number, start: number): [Uint8Array[], number] {
  const base = type & 0xfff;
  const several = (type & 0x1000) !== 0;
  const size = FIXED[base];
  let at = start;
  let count = 1;
  if (several || size === undefined) {
    count = view.getUint32(at, true);
    at += 4;
  }
  const values: Uint8Array[] = [];
  for (let index = 0; index < count; index += 1) {
    let length = size ?? 0;
    if (size === undefined) {
      length = view.getUint32(at, true);
      at += 4;
    }
    if (at + length > data.length) throw new RangeError('cut short');
    values.push(data.subarray(at, at + length));
    at += padded(length);
  }
  return [values, at];
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function decode(bytes: Uint8Array, type: number): string {
  if ((type & 0xfff) === 0x1f) return new TextDecoder('utf-16le').decode(bytes).replace(/\0+$/, '');
  return fromAnsi(bytes);
}
function fromAnsi(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes).replace(/\0+$/, '');
}
