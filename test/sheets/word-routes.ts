/** The ways in which a Word sheet is filled and saved, on the real blank. */
import { existsSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { tickOf, type Filling } from './filling.js';
import { throughOffice, type NamedRoute, type Route } from './routes.js';

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

export const WORD_ROUTES: readonly NamedRoute[] = [
  { name: 'Word', route: fillInWord, needs: [] },
  { name: 'Word, changes tracked', route: fillTracked, needs: [] },
  { name: 'Word, tags dropped', route: after(fillInWord, dropTags), needs: [] },
  { name: 'Word, controls dropped', route: after(fillInWord, dropControls), needs: [] },
  {
    name: 'Word, saved by LibreOffice',
    route: after(fillInWord, throughOffice('docx', 'docx')),
    needs: ['/usr/bin/soffice'],
  },
];
export const usable = WORD_ROUTES.filter(({ needs }) => needs.every((program) => existsSync(program)));
