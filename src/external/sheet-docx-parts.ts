/** The blank Word sheet: the parts of the package around its document (ECMA-376): styles, settings, footer, properties. */
import { SHEET_WORDS } from '../core/sheet/blank/sheet-words.js';
import { type Language, type Study } from '../core/study/study.js';
import { paragraph, run, xml } from './sheet-docx-xml.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
/** The same study gives the same bytes: the document says no time of its own. */
const DATED = '2026-01-01T00:00:00Z';

export const INK = '1F3F5B';

/** Every part but word/document.xml, by its name in the package. */
export function writeParts(study: Study, language: Language): Record<string, string> {
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${WORD}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="${WORD}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${OFFICE}/settings" Target="settings.xml"/><Relationship Id="rId3" Type="${OFFICE}/footer" Target="footer1.xml"/></Relationships>`,
    'word/styles.xml': writeStyles(language),
    'word/settings.xml': `${HEAD}<w:settings ${NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="${locale(language)}"/></w:settings>`,
    'word/footer1.xml': writeFooter(study, language),
    'docProps/core.xml': `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(study.title[language])}</dc:title><dc:subject>${xml(study.shortTitle[language])}</dc:subject><dc:creator>${xml(study.contact.hospital[language])}</dc:creator><dc:language>${locale(language)}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${DATED}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${DATED}</dcterms:modified></cp:coreProperties>`,
    'docProps/custom.xml': `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="RecueilSheet"><vt:lpwstr>${xml(['RECUEIL', study.id, study.version, language].join('|'))}</vt:lpwstr></property></Properties>`,
  };
}

export function writeDocument(body: string): string {
  const page =
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="425" w:footer="425" w:gutter="0"/></w:sectPr>';
  return `${HEAD}<w:document ${NAMESPACES}><w:body>${body}${page}</w:body></w:document>`;
}

function locale(language: Language): string {
  return language === 'fr' ? 'fr-FR' : 'en-GB';
}

function writeFooter(study: Study, language: Language): string {
  const words = SHEET_WORDS[language];
  const field = (name: string): string =>
    `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
  const said = [
    study.shortTitle[language],
    words.version(study.version),
    words.sendTo(study.contact.email),
  ].join(' · ');
  const content = `${run(`${said} · page `)}${field('PAGE')}${run(' / ')}${field('NUMPAGES')}`;
  return `${HEAD}<w:ftr ${NAMESPACES}>${paragraph(content, 'Footer')}</w:ftr>`;
}

interface Style {
  readonly id: string;
  readonly name: string;
  /** Half-points. */
  readonly size?: number;
  readonly color?: string;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly paragraph?: string;
}

const PARAGRAPHS: readonly Style[] = [
  { id: 'Title', name: 'Title', size: 34, isBold: true, color: INK, paragraph: spacing(0, 80) },
  { id: 'Subtitle', name: 'Subtitle', size: 18, color: '595959', paragraph: spacing(0, 20) },
  { id: 'Intro', name: 'Intro', size: 20, paragraph: spacing(0, 50) },
  { id: 'Help', name: 'Help', size: 18, isItalic: true, color: '404040', paragraph: spacing(40, 80) },
  {
    id: 'Heading1',
    name: 'heading 1',
    size: 24,
    isBold: true,
    color: 'FFFFFF',
    paragraph: `<w:keepNext/><w:shd w:val="clear" w:color="auto" w:fill="${INK}"/>${spacing(200, 80)}<w:outlineLvl w:val="0"/>`,
  },
  { id: 'Question', name: 'Question', size: 21, paragraph: spacing(30, 30) },
  { id: 'Under', name: 'Under Question', size: 21, paragraph: `${spacing(30, 30)}<w:ind w:left="284"/>` },
  { id: 'Answer', name: 'Answer', size: 21, paragraph: spacing(30, 30) },
  { id: 'TableQuestion', name: 'Table Question', size: 21, paragraph: `<w:keepNext/>${spacing(120, 60)}` },
  { id: 'Small', name: 'Small', size: 17, paragraph: spacing(20, 20) },
  { id: 'Footer', name: 'footer', size: 16, color: '595959' },
];
const CHARACTERS: readonly Style[] = [
  { id: 'Number', name: 'Number', isBold: true, color: INK },
  { id: 'Hint', name: 'Hint', size: 18, color: '595959' },
  { id: 'Cue', name: 'Cue', isItalic: true, color: '404040' },
  { id: 'SmallHead', name: 'Small Head', isBold: true },
  { id: 'PlaceholderText', name: 'Placeholder Text', color: '767676' },
];

function spacing(before: number, after: number): string {
  return `<w:spacing w:before="${before}" w:after="${after}"/>`;
}

function writeStyles(language: Language): string {
  const fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/>';
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${fonts}<w:sz w:val="21"/><w:lang w:val="${locale(language)}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>`;
  const normal =
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>';
  const paragraphs = PARAGRAPHS.map(
    (style) =>
      `<w:style w:type="paragraph" w:styleId="${style.id}"><w:name w:val="${style.name}"/><w:basedOn w:val="Normal"/><w:pPr>${style.paragraph ?? ''}</w:pPr>${runProperties(style)}</w:style>`,
  );
  const characters = CHARACTERS.map(
    (style) =>
      `<w:style w:type="character" w:styleId="${style.id}"><w:name w:val="${style.name}"/>${runProperties(style)}</w:style>`,
  );
  return `${HEAD}<w:styles ${NAMESPACES}>${defaults}${normal}${paragraphs.join('')}${characters.join('')}${tableStyle('Questions', 'D9D9D9', false)}${tableStyle('Grid', '7F7F7F', true)}</w:styles>`;
}

function runProperties({ size, color, isBold, isItalic }: Style): string {
  return `<w:rPr>${isBold ? '<w:b/>' : ''}${isItalic ? '<w:i/>' : ''}${color === undefined ? '' : `<w:color w:val="${color}"/>`}${size === undefined ? '' : `<w:sz w:val="${size}"/>`}</w:rPr>`;
}

function tableStyle(id: string, color: string, hasColumns: boolean): string {
  const line = (side: string): string =>
    `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="${color}"/>`;
  const sides = hasColumns ? ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'] : ['bottom', 'insideH'];
  return `<w:style w:type="table" w:styleId="${id}"><w:name w:val="${id}"/><w:tblPr><w:tblBorders>${sides.map(line).join('')}</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`;
}
