/** The shapes in which a sheet comes by mail: each gives the same case as a plain attachment would. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { complete } from '../../scripts/demo/fillings.mjs';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { toFilling } from '../builders/answers.js';
import { writeMail } from '../builders/mail.js';
import { rawMessage } from '../builders/mime.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { writeTnef } from '../sheets/tnef-writer.js';
import { fillInWord } from '../sheets/word-routes.js';
import { lastLetterTo, lettersTo, send } from './exchange.js';
import { openService, type Service } from './service.js';

const study = loadStudy('studies/daratumumab');
let service: Service;
let press: SheetPress;
/** A complete sheet of another patient at each call. */
const sheetOf = (code: string, changed: Record<string, string> = {}): Promise<Uint8Array> =>
  press({ 'centre.city': 'Valmont', 'patient.weight': '61,5', 'patient.code': code, ...changed });
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  [service, press] = await Promise.all([openService(), openSheetPress(study, 'fr', complete)]);
  await service.start();
});
afterAll(() => service.stop());

const base64 = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

/** A message of one part, with its headers written by hand. */
function onePart(from: string, headers: Record<string, string>, bytes: Uint8Array): string {
  return rawMessage({
    from,
    headers: { ...headers, 'Content-Transfer-Encoding': 'base64' },
    body: `${base64(bytes)}\r\n`,
  });
}

type Shape = (from: string, sheet: Uint8Array) => Promise<Buffer | string>;
const PDF = 'application/pdf';
const SHAPES: readonly [name: string, shape: Shape][] = [
  [
    'an inline PDF',
    (from, bytes) => writeMail({ from, files: [{ name: 'fiche.pdf', bytes, type: PDF, inline: true }] }),
  ],
  [
    'a message that is the PDF',
    (from, bytes) => Promise.resolve(onePart(from, { 'Content-Type': PDF }, bytes)),
  ],
  [
    'a name in pieces after RFC 2231',
    (from, bytes) => {
      const type = `${PDF}; name*0*=UTF-8''fiche%20compl%C3%A9t; name*1*=%C3%A9e%20%E2%82%AC.pdf`;
      return Promise.resolve(onePart(from, { 'Content-Type': type }, bytes));
    },
  ],
  [
    'a name after RFC 2047, declared as nothing',
    (from, bytes) => {
      const headers = {
        'Content-Type': 'application/octet-stream; name="=?UTF-8?B?ZmljaGUgY29tcGzDqXTDqWUucGRm?="',
        'Content-Disposition': 'attachment; filename="=?ISO-8859-1?Q?fiche_compl=E9t=E9e=2Epdf?="',
      };
      return Promise.resolve(onePart(from, headers, bytes));
    },
  ],
  [
    'a forwarded message/rfc822',
    async (from, bytes) => {
      const inner = await writeMail({
        from: 'interne@chu-valmont.test',
        files: [{ name: 'fiche.pdf', bytes, type: PDF }],
      });
      return writeMail({ from, files: [{ name: 'Tr: fiche.eml', bytes: inner, type: 'message/rfc822' }] });
    },
  ],
  [
    'a ZIP in a forwarded message',
    async (from, bytes) => {
      const zip = zipSync({ 'dossier/fiche.pdf': bytes, '__MACOSX/._fiche.pdf': new Uint8Array(8) });
      const inner = await writeMail({ files: [{ name: 'fiche.zip', bytes: zip }] });
      return writeMail({ from, files: [{ name: 'fiche.eml', bytes: inner, type: 'message/rfc822' }] });
    },
  ],
  [
    'a ZIP',
    (from, bytes) =>
      writeMail({ from, files: [{ name: 'fiche.zip', bytes: zipSync({ 'fiche.pdf': bytes }) }] }),
  ],
  [
    'winmail.dat',
    (from, bytes) => {
      const dat = writeTnef([{ name: 'FICHE~1.PDF', longName: 'fiche complétée.pdf', bytes }]);
      return writeMail({ from, files: [{ name: 'winmail.dat', bytes: dat, type: 'application/ms-tnef' }] });
    },
  ],
];

describe('a sheet', () => {
  test.each(SHAPES.map(([name, shape], at) => ({ name, shape, at })))('as $name', async ({ shape, at }) => {
    const code = `SHAPE-${at + 1}`;
    const sender = `shape${at + 1}@chu-valmont.test`;
    const [message] = await send(service, await shape(`Dr Test <${sender}>`, await sheetOf(code)));
    expect(message).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'], toSee: null });
    const made = (await service.cases()).at(-1);
    expect(made).toMatchObject({ reference: message?.references[0], unsure: [], missing: [], findings: [] });
    expect(made?.answers).toMatchObject({ 'patient.code': code, 'dara.dose': 16 });
    expect(await lettersTo(service, sender)).toHaveLength(1);
  });
});

describe('several files in one message', () => {
  test('two patients’ sheets are two cases and two letters', async () => {
    const sender = 'deux@chu-valmont.test';
    const files = [
      { name: 'a.pdf', bytes: await sheetOf('DEUX-1') },
      {
        name: 'b.zip',
        bytes: zipSync({ 'b.pdf': await sheetOf('DEUX-2', { 'centre.city': '' }) }),
      },
    ];
    const [message] = await send(service, await writeMail({ from: sender, files }));
    expect(message).toMatchObject({ outcomes: ['new', 'new'] });
    const made = (await service.cases()).slice(-2);
    expect(made.map(({ answers }) => answers['patient.code'])).toEqual(['DEUX-1', 'DEUX-2']);
    const letters = await lettersTo(service, sender);
    const subjects = letters.map(({ mail }) => mail.subject ?? '').sort();
    expect(subjects).toEqual([
      `[${made[0]?.reference ?? ''}] Fiche reçue, complète`,
      `[${made[1]?.reference ?? ''}] Fiche reçue, 1 précision utile`,
    ]);
    expect(new Set(letters.map((letter) => letter.header('X-Recueil-Thread'))).size).toBe(2);
  });

  test('a sheet and a logo are one case, and the logo is no news', async () => {
    const sender = 'logo@chu-valmont.test';
    const files = [
      { name: 'logo.png', bytes: PNG, type: 'image/png', inline: true },
      { name: 'fiche.pdf', bytes: await sheetOf('LOGO-1') },
    ];
    const [message] = await send(service, await writeMail({ from: sender, files }));
    expect(message).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'], toSee: null });
    expect(await lettersTo(service, sender)).toHaveLength(1);
  });

  test('a sheet and a file that may be another are one case, and a person looks at the other', async () => {
    const sender = 'autre@chu-valmont.test';
    const files = [
      { name: 'fiche.pdf', bytes: await sheetOf('AUTRE-1') },
      { name: 'autre.pdf', bytes: (await sheetOf('AUTRE-2')).slice(0, 900) },
    ];
    const [message] = await send(service, await writeMail({ from: sender, files }));
    expect(message).toMatchObject({ outcomes: ['new'], toSee: 'file_beside_sheet' });
  });

  test('the PDF and the Word sheet of one patient are one case and one letter', async () => {
    const sender = 'double@chu-valmont.test';
    const written = { ...complete, 'patient.code': 'DOUBLE-1' };
    const word = await fillInWord(await writeSheetDocx(study, 'fr'), toFilling(study, written));
    const files = [
      { name: 'fiche.pdf', bytes: await sheetOf('DOUBLE-1') },
      { name: 'fiche.docx', bytes: word },
    ];
    const [message] = await send(service, await writeMail({ from: sender, files }));
    expect(message).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'] });
    expect(
      (await service.cases()).filter(({ answers }) => answers['patient.code'] === 'DOUBLE-1'),
    ).toHaveLength(1);
    expect(await lettersTo(service, sender)).toHaveLength(1);
  });

  test('a sheet in one message and its correction in the same are one case with the correction', async () => {
    const sender = 'deuxfois@chu-valmont.test';
    const files = [
      { name: 'fiche.pdf', bytes: await sheetOf('MEME-1', { 'patient.weight': '60' }) },
      { name: 'fiche bis.pdf', bytes: await sheetOf('MEME-1', { 'patient.weight': '66' }) },
    ];
    const [message] = await send(service, await writeMail({ from: sender, files }));
    expect(message).toMatchObject({ outcomes: ['new'], letters: ['complete:sent'] });
    expect((await service.cases()).at(-1)?.answers).toMatchObject({ 'patient.weight': 66 });
    expect((await lastLetterTo(service, sender)).mail.subject).toContain('complète');
  });
});
