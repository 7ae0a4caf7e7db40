/** The ways in which a Word sheet is filled and saved, on the real blank. */
import { existsSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { tickOf, type Filling } from './filling.js';
import {
  printWithCairo,
  printWithGhostscript,
  throughOffice,
  type NamedRoute,
  type Route,
} from './routes.js';

const PART = 'word/document.xml';
/** The blank's controls hold no other control. */
const CONTROL = /<w:sdt><w:sdtPr>(.*?)<\/w:sdtPr><w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/gs;

export function editDocument(bytes: Uint8Array, edit: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const document = parts[PART];
  if (!document) throw new Error('no document');
  return zipSync({ ...parts, [PART]: strToU8(edit(strFromU8(document))) });
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const run = (text: string) => `<w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
const deleted = (text: string) =>
  `<w:del w:id="9" w:author="a"><w:r><w:delText>${escape(text)}</w:delText></w:r></w:del>`;
const inserted = (text: string) => `<w:ins w:id="9" w:author="a">${run(text)}</w:ins>`;

/** Box tags are `NAME.code`; the box of a many_of is its place's name. */
function isTicked(tag: string, ticks: ReadonlySet<string>): boolean {
  const dot = tag.lastIndexOf('.');
  const code = tag.slice(dot + 1);
  return ticks.has(tickOf(tag, code)) || ticks.has(tickOf(tag.slice(0, dot), code));
}

const fillControls =
  (write: (text: string) => string): Route =>
  (blank, { texts, ticks }: Filling) =>
    Promise.resolve(
      editDocument(blank, (xml) =>
        xml.replace(CONTROL, (whole, properties: string) => {
          const tag = /<w:tag w:val="([^"]*)"/.exec(properties)?.[1] ?? '';
          const text = texts.get(tag);
          if (text !== undefined) {
            const kept = properties.replace('<w:showingPlcHdr/>', '');
            return `<w:sdt><w:sdtPr>${kept}</w:sdtPr><w:sdtContent>${write(text)}</w:sdtContent></w:sdt>`;
          }
          if (!properties.includes('w14:checkbox') || !isTicked(tag, ticks)) return whole;
          return whole.replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>').replace('☐', '☒');
        }),
      ),
    );

export const fillInWord = fillControls(run);
const fillTracked = fillControls((text) => `${deleted('Cliquez')}${inserted(text)}`);

const after =
  (fill: Route, then: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>): Route =>
  async (blank, filling) =>
    then(await fill(blank, filling));
/** As LibreOffice leaves them: controls without their tags. */
const dropTags = (bytes: Uint8Array) =>
  editDocument(bytes, (xml) => xml.replace(/<w:(?:tag|alias) w:val="[^"]*"\/>/g, ''));
/** As programs do that know no controls: their words stay as plain text. */
const dropControls = (bytes: Uint8Array) =>
  editDocument(bytes, (xml) => xml.replace(CONTROL, (_whole, _properties, content: string) => content));

/** Each tick box drawn anew, in a document without controls. */
const redrawBoxes = (draw: (isTicked: boolean) => string) => (bytes: Uint8Array) =>
  editDocument(dropControls(bytes), (xml) =>
    xml.replace(/<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t>([☐☒])<\/w:t><\/w:r>/gs, (_whole, glyph) =>
      draw(glyph === '☒'),
    ),
  );
const symbol = (font: string, char: string) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
const formBox = (isTicked: boolean) =>
  `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val=""/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>${isTicked ? '<w:checked/>' : ''}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** Each answer in a text box over its cell, written twice as Word does for older programs. */
const inTextBox = (text: string) => {
  const box = `<w:txbxContent><w:p>${run(text)}</w:p></w:txbxContent>`;
  return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>${box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
};
/** Beside the controls that were meant for the answers, which stay as they were sent. */
const besideControls =
  (write: (text: string) => string): Route =>
  (blank, { texts, ticks }) =>
    fillInWord(
      editDocument(blank, (xml) =>
        xml.replace(CONTROL, (whole, properties: string) => {
          const text = texts.get(/<w:tag w:val="([^"]*)"/.exec(properties)?.[1] ?? '');
          return text === undefined ? whole : `${whole}${write(text)}`;
        }),
      ),
      { texts: new Map(), ticks },
    );

const NUMBER =
  /<w:r><w:rPr><w:rStyle w:val="Number"\/><\/w:rPr><w:t xml:space="preserve">\d+\. <\/w:t><\/w:r>/g;
/** As programs leave them that number by list, or people who retype. */
const dropNumbers = (bytes: Uint8Array) =>
  editDocument(dropControls(bytes), (xml) => xml.replace(NUMBER, ''));
/** A letter lost in each label of more than a few. */
const misspellLabels = (bytes: Uint8Array) =>
  editDocument(dropControls(bytes), (xml) =>
    xml.replace(
      /(<w:t xml:space="preserve">\d+\. <\/w:t><\/w:r>(?:<w:r><w:rPr><w:rStyle w:val="Cue"\/>.*?<\/w:r>)?<w:r><w:t xml:space="preserve">\p{L}{3})(\p{L})([^<]{6,}<)/gu,
      '$1$3',
    ),
  );
/** Retyped: a title in a merged row of each table, an empty row below each row, each row's label merged over both. */
const mergeCells = (bytes: Uint8Array) =>
  editDocument(dropControls(bytes), (xml) =>
    xml
      .replace(/(<w:tbl><w:tblPr><w:tblStyle w:val="Questions"\/>.*?<\/w:tblGrid>)/gs, (head: string) => {
        const cell = `<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>${run('Centre')}</w:p></w:tc>`;
        return `${head}<w:tr>${cell}</w:tr>`;
      })
      .replace(/<\/w:tr>(?=<w:tr>(?:(?!<\/w:tc>).)*<w:pStyle w:val="(?:Question|Under)"\/>)/gs, (end) => {
        const below = '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc>';
        return `${end}<w:tr>${below}</w:tr>`;
      }),
  );

/** The extension is `docx` unless the route says otherwise. */
export interface WordRoute extends NamedRoute {
  readonly extension?: string;
}
const OFFICE = '/usr/bin/soffice';

export const WORD_ROUTES: readonly WordRoute[] = [
  { name: 'Word', route: fillInWord, needs: [] },
  { name: 'Word, changes tracked', route: fillTracked, needs: [] },
  { name: 'Word, tags dropped', route: after(fillInWord, dropTags), needs: [] },
  { name: 'Word, controls dropped', route: after(fillInWord, dropControls), needs: [] },
  {
    name: 'Word, text boxes beside the controls',
    route: besideControls(inTextBox),
    needs: [],
  },
  { name: 'Word, typed beside the controls', route: besideControls((text) => run(` ${text}`)), needs: [] },
  { name: 'Word, legacy check boxes', route: after(fillInWord, redrawBoxes(formBox)), needs: [] },
  {
    name: 'Word, Wingdings',
    route: after(
      fillInWord,
      redrawBoxes((isTicked) => symbol('Wingdings', isTicked ? 'F0FE' : 'F0A8')),
    ),
    needs: [],
  },
  {
    name: 'Word, Wingdings 2',
    route: after(
      fillInWord,
      redrawBoxes((isTicked) => symbol('Wingdings 2', isTicked ? 'F052' : 'F0A3')),
    ),
    needs: [],
  },
  {
    name: 'Word, X in place of the box',
    route: after(
      fillInWord,
      redrawBoxes((isTicked) => run(isTicked ? 'X' : '☐')),
    ),
    needs: [],
  },
  {
    name: 'Word, x beside the box',
    route: after(
      fillInWord,
      redrawBoxes((isTicked) => run(isTicked ? '☐x' : '☐')),
    ),
    needs: [],
  },
  {
    name: 'Word, brackets',
    route: after(
      fillInWord,
      redrawBoxes((isTicked) => run(isTicked ? '[x]' : '[ ]')),
    ),
    needs: [],
  },
  { name: 'Word, numbers lost', route: after(fillInWord, dropNumbers), needs: [] },
  { name: 'Word, labels misspelt', route: after(fillInWord, misspellLabels), needs: [] },
  { name: 'Word, cells merged', route: after(fillInWord, mergeCells), needs: [] },
  {
    name: 'Word, saved by LibreOffice',
    route: after(fillInWord, throughOffice('docx', 'docx')),
    needs: [OFFICE],
  },
  ...(['odt', 'doc', 'rtf'] as const).map((extension) => ({
    name: `Word, saved by LibreOffice as ${extension.toUpperCase()}`,
    route: after(fillInWord, throughOffice('docx', extension)),
    needs: [OFFICE],
    extension,
  })),
];

const printWord = after(fillInWord, throughOffice('docx', 'pdf'));
/** Printed to PDF: no controls, none of our own PDF's marks. */
export const PRINTED_WORD_ROUTES: readonly WordRoute[] = [
  { name: 'Word, printed by LibreOffice', route: printWord },
  {
    name: 'Word, controls dropped, printed by LibreOffice',
    route: after(after(fillInWord, dropControls), throughOffice('docx', 'pdf')),
  },
  {
    name: 'Word, Wingdings, printed by LibreOffice',
    route: after(
      after(
        fillInWord,
        redrawBoxes((isTicked) => symbol('Wingdings', isTicked ? 'F0FE' : 'F0A8')),
      ),
      throughOffice('docx', 'pdf'),
    ),
  },
  {
    name: 'Word, X in place of the box, printed by LibreOffice',
    route: after(
      after(
        fillInWord,
        redrawBoxes((isTicked) => run(isTicked ? 'X' : '☐')),
      ),
      throughOffice('docx', 'pdf'),
    ),
  },
  {
    name: 'Word, saved as ODT and printed by LibreOffice',
    route: after(after(fillInWord, throughOffice('docx', 'odt')), throughOffice('odt', 'pdf')),
  },
  {
    name: 'Word, printed by LibreOffice and by Ghostscript',
    route: after(printWord, printWithGhostscript),
    needs: ['/usr/bin/gs'],
  },
  {
    name: 'Word, printed by LibreOffice and by cairo',
    route: after(printWord, printWithCairo),
    needs: ['/usr/bin/pdftocairo'],
  },
].map(({ needs = [], ...route }) => ({ ...route, needs: [OFFICE, ...needs], extension: 'pdf' }));
export const usable = WORD_ROUTES.filter(({ needs }) => needs.every((program) => existsSync(program)));
