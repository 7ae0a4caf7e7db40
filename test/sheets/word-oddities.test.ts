/** What people and programs do to a Word sheet beside answering it; and documents made to harm the one who opens them. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { type SheetReading } from '../../src/core/sheet/reading.js';
import { DocxUnreadable, openDocx } from '../../src/external/docx-document.js';
import { openOdt } from '../../src/external/odt-document.js';
import { convertToDocx, findOffice } from '../../src/external/office-convert.js';
import { writeSheetDocx } from '../../src/external/sheet-docx.js';
import { readFile } from '../../src/read/read-file.js';
import { allText } from '../../src/read/word-text.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { editDocument, fillInWord, WORD_ROUTES } from './word-routes.js';

const study = loadStudy('studies/daratumumab');
const studies = [study];
let blank: Uint8Array;
beforeAll(async () => {
  blank = await writeSheetDocx(study, 'fr');
});

async function read(bytes: Uint8Array): Promise<SheetReading> {
  const [reading] = await readFile({ name: 'fiche', bytes }, studies);
  if (!reading) throw new Error('no reading');
  return reading;
}
const plainText = WORD_ROUTES.find(({ name }) => name === 'Word, controls dropped')?.route ?? fillInWord;
const fill = (texts: Record<string, string>, ticks: string[] = []) =>
  plainText(blank, { texts: new Map(Object.entries(texts)), ticks: new Set(ticks) });
const unexpected = ({ findings }: SheetReading) =>
  findings.filter(({ code }) => code === 'unexpected_entry').map(({ detail }) => detail);
const label = (key: string) => study.fields.find((field) => field.key === key)?.label.fr ?? '';

describe('a sheet whose words were changed', () => {
  test('two labels that changed places are left to a person', async () => {
    const [first, last] = [`>${label('dara.first_date')}<`, `>${label('dara.last_date')}<`];
    const filled = await fill({ 'dara.first_date': '03/02/2020', 'dara.last_date': '04/05/2021' });
    const reading = await read(
      editDocument(filled, (xml) => xml.replace(first, 'tmp').replace(last, first).replace('tmp', last)),
    );
    expect(reading.answers['dara.first_date']?.sure ?? false).toBe(false);
    expect(reading.answers['dara.last_date']?.sure ?? false).toBe(false);
    expect(Object.keys(reading.answers).sort()).toEqual(['dara.first_date', 'dara.last_date']);
  });
  test('a question with other words under the number of ours is left to a person', async () => {
    const filled = await fill({ 'centre.city': 'Valmont' });
    const reading = await read(editDocument(filled, (xml) => xml.replace('>Ville<', '>Commune du patient<')));
    expect(reading.answers['centre.city']).toMatchObject({ raw: 'Valmont', sure: false });
  });
  test('a row of their own is reported, and answers nothing', async () => {
    const row = (words: string) => `<w:tc><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:tc>`;
    const reading = await read(
      editDocument(await fill({ 'centre.city': 'Valmont' }), (xml) =>
        xml.replace('</w:tr>', `</w:tr><w:tr>${row('Date de naissance')}${row('1er mai')}</w:tr>`),
      ),
    );
    expect(Object.keys(reading.answers)).toEqual(['centre.city']);
    expect(unexpected(reading)).toEqual(['Date de naissance', '1er mai']);
  });
  test('lines of a table of answers are told by their own number, wherever they stand', async () => {
    const key = 'disease.autoantibodies';
    const filled = await fill({ [`${key}.1.antibody`]: 'Anti-ADN', [`${key}.2.antibody`]: 'Anti-Sm' });
    const moved = editDocument(filled, (xml) => {
      const at = xml.indexOf('<w:tr>', xml.indexOf('Anti-ADN') - 2000);
      const rows = xml.slice(at).match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
      const [one = '', two = ''] = rows.filter((row) => /Anti-(?:ADN|Sm)/.test(row));
      return xml.replace(two, '').replace(one, `${two}${one}`);
    });
    const cells = (reading: SheetReading) =>
      Object.entries(reading.answers[key]?.cells ?? {}).map(([name, { value, sure }]) => [name, value, sure]);
    expect(cells(await read(filled))).toHaveLength(2);
    expect(cells(await read(moved))).toEqual(cells(await read(filled)));
  });
  test('a line of their own in a table of answers is reported beside the others', async () => {
    const key = 'disease.autoantibodies';
    const filled = await fill({ [`${key}.1.antibody`]: 'Anti-ADN', [`${key}.2.antibody`]: 'Anti-Sm' });
    const reading = await read(
      editDocument(filled, (xml) => {
        const [line = ''] = /<w:tr>(?:(?!<w:tr>).)*Anti-Sm.*?<\/w:tr>/s.exec(xml) ?? [];
        return xml.replace(line, `${line}${line.replace('>2<', '><').replace('Anti-Sm', 'Anti-Ro')}`);
      }),
    );
    expect(reading.answers[key]).toMatchObject({ sure: true, raw: 'Anti-ADN | Anti-Sm' });
    expect(unexpected(reading)).toEqual(['Anti-Ro']);
  });
  test('an answer after the label, in the label’s own cell, is left to a person', async () => {
    const reading = await read(
      editDocument(await fill({}), (xml) => xml.replace('>Ville<', '>Ville : Valmont<')),
    );
    expect(reading.answers['centre.city']).toMatchObject({ raw: 'Valmont', sure: false });
  });
  test('words outside the questions are reported', async () => {
    const words = '<w:p><w:r><w:t>Voir courrier joint</w:t></w:r></w:p>';
    const reading = await read(
      editDocument(await fill({ 'centre.city': 'Valmont' }), (xml) =>
        xml.replace('<w:sectPr>', `${words}<w:sectPr>`),
      ),
    );
    expect(unexpected(reading)).toEqual(['Voir courrier joint']);
  });
  test('a comment is reported, and answers nothing', async () => {
    const parts = unzipSync(await fill({ 'centre.city': 'Valmont' }));
    const comments =
      '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1"><w:p><w:r><w:t>Date à vérifier</w:t></w:r></w:p></w:comment></w:comments>';
    const reading = await read(zipSync({ ...parts, 'word/comments.xml': strToU8(comments) }));
    expect(Object.keys(reading.answers)).toEqual(['centre.city']);
    expect(unexpected(reading)).toEqual(['Date à vérifier']);
  });
});

describe('a tick that is not clear is left to a person', () => {
  test.each<[string, (box: string) => string, string]>([
    ['a cross before the box of the second choice', (xml) => xml.replace('☐', 'x☐'), '☐'],
    ['a cross between two choices', (xml) => xml.replace('☐', 'x ☐'), '☐'],
    ['a box that is gone', (xml) => xml.replace('☐', ''), '☐'],
  ])('%s', async (_name, edit) => {
    const reading = await read(
      editDocument(await fill({ 'centre.city': 'Valmont' }), (xml) => {
        const at = xml.indexOf('Féminin');
        return `${xml.slice(0, at)}${edit(xml.slice(at))}`;
      }),
    );
    expect(reading.answers['patient.sex']).toMatchObject({ sure: false });
    expect(Object.keys(reading.answers)).toEqual(['centre.city', 'patient.sex']);
  });
  test('a tick whose state and glyph differ, in a control without its tag', async () => {
    const filled = await fillInWord(blank, { texts: new Map(), ticks: new Set(['patient.sex=F']) });
    const reading = await read(
      editDocument(filled, (xml) => xml.replace(/<w:(?:tag|alias) w:val="[^"]*"\/>/g, '').replace('☒', '☐')),
    );
    expect(reading.answers['patient.sex']).toMatchObject({ sure: false, doubt: 'tick_and_glyph_disagree' });
  });
});

const ODF = 'urn:oasis:names:tc:opendocument:xmlns';
const odt = (content: string, more: Record<string, Uint8Array> = {}) =>
  zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'META-INF/manifest.xml': strToU8(`<m:manifest xmlns:m="${ODF}:manifest:1.0"/>`),
    'content.xml': strToU8(content),
    ...more,
  });
const odtBody = (inner: string) =>
  odt(
    `<office:document-content xmlns:office="${ODF}:office:1.0" xmlns:text="${ODF}:text:1.0" xmlns:table="${ODF}:table:1.0" xmlns:style="${ODF}:style:1.0" xmlns:draw="${ODF}:drawing:1.0" xmlns:form="${ODF}:form:1.0" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"><office:automatic-styles><style:style style:name="T9"><style:text-properties style:font-name="Wingdings"/></style:style></office:automatic-styles><office:body><office:text>${inner}</office:text></office:body></office:document-content>`,
  );

describe('an OpenDocument text says what stands on its page', () => {
  test.each<[string, string, string]>([
    ['white space', '<text:p>a  b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e</text:p>', 'a b  c\td\ne'],
    ['inserted, not deleted', '<text:tracked-changes><text:changed-region><text:deletion><text:p>non</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>o<text:change-start/>u<text:change-end/>i<text:change/></text:p>', 'oui'],
    ['a text box', '<text:p><draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame></text:p>', 'boîte'],
    ['a form’s field and its tick', '<office:forms><form:form><form:text form:id="c1" form:name="n" form:current-value="mot"/><form:checkbox form:id="c2" form:name="b" form:current-state="checked"/></form:form></office:forms><text:p><draw:control draw:control="c1"/><draw:control draw:control="c2"/></text:p>', 'mot☒'],
    ['a tick that disagrees with itself', '<text:p><loext:content-control loext:checkbox="true" loext:checked="true">☐</loext:content-control></text:p>', '⯑'],
    ['a Word form’s tick', '<text:p><field:fieldmark text:name="x" field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"><field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark></text:p>', '☒'],
    ['a user’s field', '<text:p><text:user-field-get text:name="v">Valmont</text:user-field-get></text:p>', 'Valmont'],
    ['a symbol font', '<text:p><text:span text:style-name="T9">\uf0fe\uf0a8</text:span></text:p>', '☒☐'],
    ['no comment', '<text:p>a<office:annotation><text:p>b</text:p></office:annotation></text:p>', 'a'],
    ['merged cells', '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>', 'a\nb'],
  ])('%s', (_name, inner, expected) => {
    expect(allText(openOdt(odtBody(inner)).body).trim()).toBe(expected);
  }); // prettier-ignore
});

describe('a document that is refused', () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      openOdt(bytes);
    } catch (error) {
      if (error instanceof DocxUnreadable) return error.refusal;
      throw error;
    }
    return 'none';
  };
  const encrypted = `<m:manifest xmlns:m="${ODF}:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`;
  test.each<[string, () => Uint8Array, string]>([
    ['with entities', () => odt('<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'), 'damaged'],
    ['too deep', () => odt('<a>'.repeat(1000) + '</a>'.repeat(1000)), 'too_large'],
    ['too large once unpacked', () => odt(`<a>${' '.repeat(70_000_000)}</a>`), 'too_large'],
    ['of another kind', () => odt('<a/>'), 'damaged'],
    ['encrypted', () => odt('x', { 'META-INF/manifest.xml': strToU8(encrypted) }), 'password'],
  ])('%s', (_name, make, expected) => {
    expect(refusal(make())).toBe(expected);
  });
  test('copies that a table asks for are counted', () => {
    const cell = '<table:table-cell table:number-columns-repeated="1000000"/>';
    const row = `<table:table-row table:number-rows-repeated="1000000">${cell}</table:table-row>`;
    expect(allText(openOdt(odtBody(`<table:table>${row}</table:table>`)).body)).toBe('');
  });
});

const office = findOffice();
(office === null ? describe.skip : describe)('LibreOffice and hostile documents', () => {
  const program = office ?? '';
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('{\\rtf1 secret}');
  });
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());
  const leftBehind = () => readdirSync(tmpdir()).filter((name) => name.startsWith('recueil-office-'));

  test('no link is followed, to the network or to a file', async () => {
    const secret = join(mkdtempSync(join(tmpdir(), 'recueil-secret-')), 'secret.txt');
    writeFileSync(secret, 'confidentiel');
    const { port } = server.address() as AddressInfo;
    const field = (code: string) => `{\\field{\\*\\fldinst ${code}}{\\fldrslt ancien}}`;
    const rtf = `{\\rtf1\\ansi {\\*\\template http://127.0.0.1:${port}/t.dot}${field(`INCLUDEPICTURE "http://127.0.0.1:${port}/p.png" \\\\d`)}${field(`INCLUDETEXT "http://127.0.0.1:${port}/t.rtf"`)}${field(`INCLUDETEXT "${secret}"`)} Valmont\\par}`;
    const made = await convertToDocx(program, strToU8(rtf), 'rtf');
    expect(made).not.toBeNull();
    const words = made ? allText(openDocx(made).body) : '';
    expect(words).toContain('Valmont');
    expect(words).not.toContain('confidentiel');
    expect(seen).toEqual([]);
    expect(leftBehind()).toEqual([]);
  }, 60_000);
  test('a program that goes on too long is ended, and leaves nothing', async () => {
    const start = performance.now();
    const limits = { timeoutMs: 300, memoryMb: 512 };
    expect(await convertToDocx(program, strToU8('{\\rtf1 a}'), 'rtf', limits)).toBeNull();
    expect(performance.now() - start).toBeLessThan(5000);
    expect(leftBehind()).toEqual([]);
  });
  test('a program that takes too much memory is ended', async () => {
    expect(
      await convertToDocx(program, strToU8('{\\rtf1 a}'), 'rtf', { timeoutMs: 20_000, memoryMb: 20 }),
    ).toBeNull();
    expect(leftBehind()).toEqual([]);
  });
  test('garbage ends in a finding', async () => {
    const ole = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(2000, 7),
      Buffer.from('WordDocument', 'utf16le'),
    ]);
    const reading = await read(new Uint8Array(ole));
    expect(reading).toMatchObject({ study: null, findings: [{ code: 'unreadable_file' }] });
    const rtf = await read(strToU8(`{\\rtf1${'{\\a'.repeat(20_000)}`));
    expect(rtf.study).toBeNull();
    expect(rtf.findings).toHaveLength(1);
  }, 60_000);
});

test('an Excel file of the old kind is not taken for a Word one', async () => {
  const bytes = new Uint8Array(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  expect((await read(bytes)).findings).toEqual([{ code: 'unsupported_format', detail: 'fiche' }]);
});
