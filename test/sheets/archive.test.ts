import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { ArchiveRefused, openArchive } from '../../src/external/archive.js';
import { openTnef } from '../../src/external/tnef.js';
import { sniffType } from '../../src/read/sniff-type.js';
import { writeTnef } from './tnef-writer.js';

const LIMITS = { entries: 10, bytes: 1_000_000 };
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ArchiveRefused) return error.refusal;
    throw error;
  }
  return 'none';
};

describe('archives', () => {
  test('give their files, whose names are only names', () => {
    const zip = zipSync({ '../../etc/passwd': Buffer.from('a'), 'dossier/é.txt': Buffer.from('b') });
    const entries = openArchive(zip, LIMITS);
    expect(entries.map(({ name }) => name)).toEqual(['../../etc/passwd', 'dossier/é.txt']);
    expect(entries.map((entry) => Buffer.from(entry.read()).toString())).toEqual(['a', 'b']);
  });

  test('are counted while they are unpacked, whatever size they declare', () => {
    const zip = zipSync({ bomb: new Uint8Array(50_000_000) });
    // The declared sizes, in the local and the central header, are made small.
    const central = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    new DataView(zip.buffer, zip.byteOffset).setUint32(22, 10, true);
    new DataView(zip.buffer, zip.byteOffset).setUint32(central + 24, 10, true);
    const [entry] = openArchive(zip, LIMITS);
    expect(refusal(() => entry?.read())).toBe('too_large');
  });

  test('share one budget over all entries', () => {
    const zip = zipSync({ a: new Uint8Array(600_000), b: new Uint8Array(600_000) });
    const [a, b] = openArchive(zip, LIMITS);
    expect(a?.read().length).toBe(600_000);
    expect(refusal(() => b?.read())).toBe('too_large');
  });

  test.each([
    [
      'too many entries',
      () => zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`f${i}`, new Uint8Array(1)]))),
      'too_many',
    ],
    ['no directory', () => zipSync({ a: new Uint8Array(100) }).slice(0, 60), 'damaged'],
    ['not an archive', () => Buffer.from('hello'), 'damaged'],
  ])('are refused: %s', (_name, make, expected) => {
    expect(refusal(() => openArchive(make(), LIMITS))).toBe(expected);
  });

  test('are refused when an entry points outside', () => {
    const zip = zipSync({ a: Buffer.from('aaaa') });
    const central = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    new DataView(zip.buffer, zip.byteOffset).setUint32(central + 42, 0x7fffffff, true);
    const [entry] = openArchive(zip, LIMITS);
    expect(refusal(() => entry?.read())).toBe('damaged');
  });
});

describe('winmail.dat', () => {
  test('gives its attachments with their long names', () => {
    const bytes = writeTnef([
      { name: 'FICHE~1.PDF', longName: 'Fiche de recueil à jour.pdf', bytes: Buffer.from('%PDF-1.7') },
      { name: 'court.txt', bytes: Buffer.from('b') },
    ]);
    expect(sniffType(bytes)).toBe('tnef');
    expect(openTnef(bytes)?.map((file) => [file.name, Buffer.from(file.bytes).toString()])).toEqual([
      ['Fiche de recueil à jour.pdf', '%PDF-1.7'],
      ['court.txt', 'b'],
    ]);
  });

  test('cut short, gives what is whole', () => {
    const bytes = writeTnef([
      { name: 'a.txt', bytes: Buffer.from('a') },
      { name: 'b.txt', bytes: Buffer.alloc(500) },
    ]);
    expect(openTnef(bytes.subarray(0, bytes.length - 100))?.map(({ name }) => name)).toEqual(['a.txt']);
  });
});

test.each([
  ['pdf after a few bytes', Buffer.from('\n\n%PDF-1.4\n'), 'pdf'],
  ['rtf', Buffer.from('{\\rtf1'), 'rtf'],
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image'],
  ['heic', Buffer.from('\0\0\0\u0018ftypheic'), 'image'],
  ['mail', Buffer.from('Received: from a.test\r\nFrom: a@b.test\r\n\r\n'), 'eml'],
  ['words', Buffer.from('Bonjour'), 'unknown'],
  ['nothing', Buffer.alloc(0), 'empty'],
])('a file is told by its bytes: %s', (_name, bytes, type) => {
  expect(sniffType(bytes)).toBe(type);
});
