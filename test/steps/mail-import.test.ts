/** Files of mail as programs leave them: told by their bytes, cut into messages, nothing lost and nothing added, within bounded memory. */
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { type FileMessage, readMailFile, tellMailFile } from '../../src/external/mail-file.js';
import { findReceivedAt } from '../../src/external/received-at.js';
import { importMail } from '../../src/receive/import-mail.js';

const LARGEST = 1024 * 1024;
const ONE = 'From: a@chu-valmont.test\r\nSubject: un\r\n\r\nBonjour\r\n';
const TWO = 'From: b@chu-valmont.test\r\nSubject: deux\r\n\r\nBonsoir\r\n';
const SEPARATOR = 'From a@chu-valmont.test Tue Nov 24 08:00:00 2026\r\n';

/** In pieces of `step` bytes: where a file is cut must not matter. */
function* cut(bytes: Buffer, step: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
async function split(
  text: string | Buffer,
  kind: 'eml' | 'mbox' = 'mbox',
  { step = 7, maxBytes = LARGEST } = {},
): Promise<FileMessage[]> {
  const found: FileMessage[] = [];
  for await (const one of readMailFile(cut(Buffer.from(text as string, 'latin1'), step), kind, maxBytes))
    found.push(one);
  return found;
}
const texts = (found: readonly FileMessage[]): string[] => found.map(({ raw }) => raw.toString('latin1'));

describe('what a file is', () => {
  test.each([
    ['eml', ONE],
    ['eml', ONE.replaceAll('\r', '')],
    ['eml', `\u00ef\u00bb\u00bf${ONE}`],
    ['eml', 'X-Odd: 1\r\n folded\r\nReceived: from x\r\n\r\n'],
    ['mbox', SEPARATOR + ONE],
    ['msg', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1 and so on'],
    ['empty', ''],
    ['unknown', '%PDF-1.7\n%'],
    ['unknown', 'Bonjour,\n\nFrom: nobody\n'],
    ['unknown', 'Note: this is a text\n\nSubject: not in the header\n'],
    ['unknown', '\0\0\0\0'],
  ])('%s', (kind, text) => expect(tellMailFile(Buffer.from(text, 'latin1'))).toBe(kind));
});

describe('an mbox', () => {
  test.each([1, 2, 3, 64, 100_000])(
    'gives each message as it was sent, cut into pieces of %d bytes',
    async (step) => {
      const mbox = `${SEPARATOR}${ONE}\r\n${SEPARATOR}${TWO}\r\n`;
      expect(texts(await split(mbox, 'mbox', { step }))).toEqual([ONE, TWO]);
      expect(texts(await split(mbox.replaceAll('\r', ''), 'mbox', { step }))).toEqual([ONE, TWO]);
    },
  );

  test('whose last message has no end of line keeps it whole', async () => {
    expect(texts(await split(`${SEPARATOR}${ONE}\r\n${SEPARATOR}${TWO.trimEnd()}`))).toEqual([
      ONE,
      TWO.trimEnd(),
    ]);
  });

  test('quotes lines that begin with From; a sentence that was not quoted parts nothing', async () => {
    const body =
      'a\r\n\r\n>From here\r\n>>From there\r\n> From nobody\r\n\r\nFrom the beginning in 2026 on.\r\n';
    const [only, ...others] = texts(await split(`${SEPARATOR}Subject: x\r\n\r\n${body}\r\n`));
    expect(others).toEqual([]);
    expect(only).toBe(
      'Subject: x\r\n\r\na\r\n\r\nFrom here\r\n>From there\r\n> From nobody\r\n\r\nFrom the beginning in 2026 on.\r\n',
    );
  });

  test('in a message of its own, lines that look quoted are left as they are', async () => {
    const eml = 'Subject: x\r\n\r\n>From here\r\n\r\n\r\n';
    expect(texts(await split(eml, 'eml'))).toEqual([eml]);
  });

  test('loses what a program noted in it, and no line of the message', async () => {
    const noted = ONE.replace(
      'Subject',
      'X-Mozilla-Status: 0001\r\nStatus: RO\r\n folded\r\nX-Status-Of: it\r\nSubject',
    );
    expect(texts(await split(SEPARATOR + noted))).toEqual([
      ONE.replace('Subject', 'X-Status-Of: it\r\nSubject'),
    ]);
    expect(texts(await split(`${SEPARATOR}${ONE}Status: RO\r\n`))).toEqual([`${ONE}Status: RO\r\n`]);
  });

  test('of a header alone, and of nothing', async () => {
    expect(texts(await split(`${SEPARATOR}Subject: x\r\n\r\n${SEPARATOR}${ONE}`))).toEqual([
      'Subject: x\r\n\r\n',
      ONE,
    ]);
    expect(await split(SEPARATOR)).toEqual([]);
  });

  test('with a line of a megabyte that holds every byte', async () => {
    const line = Buffer.alloc(
      900_000,
      Buffer.from([...Array(256).keys()].filter((byte) => byte !== 10 && byte !== 13)),
    );
    const mail = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), line, Buffer.from('\r\n')]);
    const [found] = await split(Buffer.concat([Buffer.from(SEPARATOR), mail]), 'mbox', { step: 65_536 });
    expect(found?.raw.equals(mail)).toBe(true);
  });

  test('a message that is too large leaves its header and its size, and those around it whole', async () => {
    const large = `Subject: large\r\n\r\n${'x'.repeat(70)}\r\n`.padEnd(5000, 'y');
    const mbox = `${SEPARATOR}${ONE}\r\n${SEPARATOR}${large}\r\n\r\n${SEPARATOR}${TWO}`;
    const found = await split(mbox, 'mbox', { maxBytes: 1000 });
    expect(texts(found)).toEqual([ONE, 'Subject: large\r\n\r\n', TWO]);
    expect(found.map(({ size, oversize }) => [size, oversize])).toEqual([
      [ONE.length, false],
      [large.length + 2, true],
      [TWO.length, false],
    ]);
  });

  test('of 200 MB is read in the memory of one message', async () => {
    const text = `${'Zm9udCBkZXMgZmljaGVzIGRlIHJlY3VlaWwgcXVpIHNvbnQgbG9uZ3Vlcw'.repeat(1)}\n`.repeat(17_000);
    const one = Buffer.from(`From - Tue Nov 24 08:00:00 2026\nSubject: x\n\n${text}\n`);
    const many = 200;
    function* file(): Generator<Buffer> {
      for (let at = 0; at < many; at += 1) yield* cut(one, 65_536);
    }
    const before = process.memoryUsage().rss;
    let [count, most] = [0, 0];
    for await (const { oversize } of readMailFile(file(), 'mbox', 25 * LARGEST)) {
      expect(oversize).toBe(false);
      count += 1;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(count).toBe(many);
    expect(most).toBeLessThan(150 * LARGEST);
  }, 60_000);
});

describe('what is no file of mail', () => {
  test.each([
    ['empty', ''],
    ['no_message', '%PDF-1.7'],
    ['no_message', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
  ])('is refused: %s', async (why, text) => {
    const store = { store: () => Promise.reject(new Error('nothing is to be stored')) };
    const file = Readable.from(text === '' ? [] : [Buffer.from(text, 'latin1')]);
    const options = { store, maxBytes: LARGEST, now: () => new Date(), onMessage: () => undefined };
    expect(await importMail(file, options)).toBe(why);
  });
});

describe('when a message came', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const day = (header: string): string => findReceivedAt(Buffer.from(`${header}\r\n\r\n`), now).toISOString();
  test.each([
    [
      'Received: from x; by y;\r\n Mon, 2 Nov 2026 10:00:00 +0100\r\nDate: Sun, 1 Nov 2026 10:00:00 +0000',
      '2026-11-02T09:00:00.000Z',
    ],
    ['Date: Sun, 1 Nov 2026 10:00:00 +0000', '2026-11-01T10:00:00.000Z'],
    ['Received: from x; soon\r\nDate: Sun, 1 Nov 2026 10:00:00 +0000', '2026-11-01T10:00:00.000Z'],
    ['Date: Sun, 1 Nov 2048 10:00:00 +0000', now.toISOString()],
    ['Date: yesterday', now.toISOString()],
    ['Subject: x', now.toISOString()],
  ])('%s', (header, expected) => expect(day(header)).toBe(expected));
});
