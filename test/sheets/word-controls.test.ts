/** Content controls and legacy fields as Word, LibreOffice and ONLYOFFICE leave them. */
import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { type Place, type SheetLayout } from '../../src/core/sheet/layout.js';
import { DocxUnreadable, openDocx, parseXml } from '../../src/external/docx-document.js';
import { knowSheets } from '../../src/read/known-sheets.js';
import { readContentControls } from '../../src/read/strategies/content-control.js';
import { loadStudy } from '../../src/studies/load-study.js';

const study = loadStudy('studies/daratumumab');
const rect = { x: 0, y: 0, width: 10, height: 10 };
const place = (name: string, kind: Place['kind'], code?: string): Place => ({
  name, key: name, kind, page: 1, rect, tooltip: '', ...(code !== undefined && { code }),
}); // prettier-ignore
const layout: SheetLayout = {
  study: study.id,
  version: study.version,
  language: 'fr',
  pages: [],
  places: [
    place('centre.city', 'text'),
    place('patient.history', 'multiline'),
    place('patient.sex', 'radio', 'male'),
    place('patient.sex', 'radio', 'female'),
    place('prior.drugs.rituximab', 'check', 'rituximab'),
  ],
};
const [sheet] = knowSheets(
  [study],
  () => layout,
  (text) => text.length,
).all;
if (!sheet) throw new Error('no sheet');

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const body = (inner: string) => parseXml(`<w:document ${NAMESPACES}><w:body>${inner}</w:body></w:document>`);
const control = (tag: string, inner: string, properties = '') =>
  `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/>${properties}</w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (inner: string) => `<w:p>${inner}</w:p>`;
const box = (checked: string) => `<w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox>`;
const read = (inner: string) =>
  readContentControls(body(inner), sheet).candidates.map(({ name, code, raw, doubt }) => [
    name,
    code,
    raw,
    doubt?.code,
  ]);

const city = (raw: string) => [['centre.city', undefined, raw, undefined]];
describe('content controls', () => {
  test.each<[string, string, unknown[]]>([
    ['in a run', paragraph(control('centre.city', run('Valmont'))), city('Valmont')],
    ['around a paragraph', control('centre.city', paragraph(run('Val') + run('mont'))), city('Valmont')],
    [
      'around a cell',
      `<w:tbl><w:tr>${control('centre.city', `<w:tc>${paragraph(run('Valmont'))}</w:tc>`)}</w:tr></w:tbl>`,
      city('Valmont'),
    ],
    [
      'showing its placeholder',
      paragraph(control('centre.city', run('Cliquez ici'), '<w:showingPlcHdr/>')),
      [],
    ],
    [
      'with its placeholder switched off',
      paragraph(control('centre.city', run('Valmont'), '<w:showingPlcHdr w:val="0"/>')),
      city('Valmont'),
    ],
    ['empty', paragraph(control('centre.city', run('  '))), []],
    [
      'with inserted and deleted text',
      paragraph(
        control(
          'centre.city',
          `<w:del><w:r><w:delText>Paris</w:delText></w:r></w:del><w:ins>${run('Valmont')}</w:ins>`,
        ),
      ),
      city('Valmont'),
    ],
    ['that was deleted itself', paragraph(`<w:del>${control('centre.city', run('Paris'))}</w:del>`), []],
    [
      'moved: once, where it went',
      paragraph(
        `<w:moveFrom>${control('centre.city', run('Paris'))}</w:moveFrom><w:moveTo>${control('centre.city', run('Paris'))}</w:moveTo>`,
      ),
      city('Paris'),
    ],
    [
      'in a text box, which is written twice',
      paragraph(
        `<mc:AlternateContent><mc:Choice>${control('centre.city', run('Valmont'))}</mc:Choice><mc:Fallback>${control('centre.city', run('Valmont'))}</mc:Fallback></mc:AlternateContent>`,
      ),
      city('Valmont'),
    ],
    [
      'of two paragraphs',
      control('patient.history', paragraph(run('HTA')) + paragraph(run('Diabète'))),
      [['patient.history', undefined, 'HTA\nDiabète', undefined]],
    ],
    [
      'ticked',
      paragraph(control('patient.sex.female', run('☒'), box('1'))),
      [['patient.sex', 'female', '☒', undefined]],
    ],
    ['not ticked', paragraph(control('patient.sex.female', run('☐'), box('0'))), []],
    [
      'ticked by its glyph alone',
      paragraph(control('prior.drugs.rituximab', run('☒'), box('0'))),
      [['prior.drugs.rituximab', 'rituximab', '☒', 'tick_and_glyph_disagree']],
    ],
    [
      'ticked by its state alone',
      paragraph(control('prior.drugs.rituximab', run('☐'), box('1'))),
      [['prior.drugs.rituximab', 'rituximab', '☐', 'tick_and_glyph_disagree']],
    ],
    ['of no field of ours', paragraph(control('autre', run('x'))), []],
  ])('%s', (_name, inner, expected) => {
    expect(read(inner)).toEqual(expected);
  });

  test('the innermost wins over what is wrapped around it', () => {
    const inner = paragraph(
      control('prior.drugs.rituximab', control('centre.city', run('Valmont')), box('1')),
    );
    expect(read(inner)).toContainEqual(city('Valmont')[0]);
    expect(read(inner).filter(([name]) => name === 'centre.city')).toHaveLength(1);
  });
});

describe('legacy form fields', () => {
  const legacy = (data: string, result = '') =>
    paragraph(
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    );
  test.each<[string, string, unknown[]]>([
    ['text', legacy('<w:name w:val="centre_city"/><w:textInput/>', run('Valmont')), city('Valmont')],
    [
      'text that is only its five spaces',
      legacy('<w:name w:val="centre_city"/><w:textInput/>', run('\u2002\u2002\u2002\u2002\u2002')),
      [],
    ],
    [
      'ticked',
      legacy('<w:name w:val="patient_sex_male"/><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'),
      [['patient.sex', 'male', '☒', undefined]],
    ],
    [
      'not ticked',
      legacy('<w:name w:val="patient_sex_male"/><w:checkBox><w:default w:val="0"/></w:checkBox>'),
      [],
    ],
    [
      'chosen from a list',
      legacy(
        '<w:name w:val="centre_city"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="Lyon"/><w:listEntry w:val="Valmont"/></w:ddList>',
      ),
      city('Valmont'),
    ],
  ])('%s', (_name, inner, expected) => {
    expect(read(inner)).toEqual(expected);
  });
});

describe('a Word file that is refused', () => {
  const document = (xml: string) => zipSync({ 'word/document.xml': Buffer.from(xml) });
  const refusal = (bytes: Uint8Array) => {
    try {
      openDocx(bytes);
    } catch (error) {
      if (error instanceof DocxUnreadable) return error.refusal;
      throw error;
    }
    return 'none';
  };
  test.each<[string, () => Uint8Array, string]>([
    ['with a DOCTYPE', () => document('<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'), 'damaged'],
    ['not well formed', () => document('<a><b></a>'), 'damaged'],
    ['without a document', () => zipSync({ 'word/other.xml': Buffer.from('<a/>') }), 'damaged'],
    ['too deep', () => document('<a>'.repeat(1000) + '</a>'.repeat(1000)), 'too_large'],
    ['too large once unpacked', () => document(`<a>${' '.repeat(70_000_000)}</a>`), 'too_large'],
  ])('%s', (_name, make, expected) => {
    expect(refusal(make())).toBe(expected);
  });
});
