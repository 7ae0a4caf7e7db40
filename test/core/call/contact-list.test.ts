/** Lists of colleagues as spreadsheets save them. */
import { describe, expect, test } from '@jest/globals';
import { readContactRows } from '../../../src/core/call/read-contact-rows.js';
import { readContactFile } from '../../../src/external/contact-file.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const read = (bytes: Uint8Array) => readContactRows(readContactFile(bytes));
const MARTIN = {
  line: 2,
  address: 'c.martin@chu-valmont.test',
  centre: 'Hôpital Saint-Éloi, Valmont',
  language: 'fr',
};

describe('a list is read', () => {
  test.each([
    [
      'with commas',
      utf8('email,centre,langue\nc.martin@chu-valmont.test,"Hôpital Saint-Éloi, Valmont",fr\n'),
    ],
    [
      'with semicolons',
      utf8('Courriel;Établissement\r\nc.martin@chu-valmont.test;Hôpital Saint-Éloi, Valmont\r\n'),
    ],
    [
      'with tabs',
      utf8('E-mail\tHospital\tLanguage\nc.martin@chu-valmont.test\tHôpital Saint-Éloi, Valmont\tFrench'),
    ],
    [
      'with a byte order mark',
      utf8('\ufeffAdresse électronique;Centre\nc.martin@chu-valmont.test;Hôpital Saint-Éloi, Valmont'),
    ],
    ['in Windows-1252', latin('e-mail;hôpital\nc.martin@chu-valmont.test;Hôpital Saint-Éloi, Valmont')],
    [
      'with names, which are not kept',
      utf8('nom;email;centre\nDr Martin;Dr Martin <c.martin@chu-valmont.test>;Hôpital Saint-Éloi, Valmont'),
    ],
  ])('%s', (_what, bytes) => {
    expect(read(bytes)).toMatchObject({ contacts: [MARTIN], flaws: [] });
  });
});

test('a line that cannot be used is named, and the others go on', () => {
  const list = read(
    utf8(
      'email;centre;langue;nom\n' +
        'un@chu-valmont.test;CHU de Valmont;fr;A\n' +
        ';CHU de Valmont;fr;B\n' +
        'pas une adresse;CHU de Valmont;fr;C\n' +
        '\n' +
        'UN@chu-valmont.test;CHU de Valmont;fr;D\n' +
        'deux@chu-valmont.test;CHU de Valmont;de;E\n' +
        'trois@chu-valmont.test;;en;F\n',
    ),
  );
  expect(
    list.contacts.map(({ line, address, centre, language }) => [line, address, centre, language]),
  ).toEqual([
    [2, 'un@chu-valmont.test', 'CHU de Valmont', 'fr'],
    [8, 'trois@chu-valmont.test', null, 'en'],
  ]);
  expect(list.flaws).toEqual([
    { line: 3, flaw: 'no_address' },
    { line: 4, flaw: 'bad_address' },
    { line: 6, flaw: 'twice' },
    { line: 7, flaw: 'unknown_language' },
  ]);
  expect(list.ignored).toEqual(['nom']);
});

describe('what is no list is refused in words', () => {
  test.each([
    ['without a head', utf8('c.martin@chu-valmont.test;CHU\n'), 'contacts_without_head'],
    ['empty', utf8(''), 'contacts_without_head'],
    ['a spreadsheet’s own format', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'contacts_unreadable'],
    ['too large', new Uint8Array(5_000_001).fill(0x61), 'contacts_too_large'],
  ])('%s', (_what, bytes, code) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code }));
  });
});
