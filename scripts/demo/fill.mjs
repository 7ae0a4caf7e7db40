/** How the demo's clinicians fill the real blanks: the PDF with pdf-lib, the Word sheet by its content controls, as other programs would. */
import { PDFCheckBox, PDFDocument, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** @returns {Promise<Uint8Array>} */
export async function fillPdf(blank, written, { flatten = false } = {}) {
  const document = await PDFDocument.load(blank);
  const form = document.getForm();
  for (const field of form.getFields()) {
    const what = written[field.getName()];
    if (what === undefined || what === '') continue;
    if (field instanceof PDFTextField) field.setText(String(what));
    else if (field instanceof PDFCheckBox) field.check();
    else if (field instanceof PDFRadioGroup) field.acroField.setValue(stateOf(field, what));
  }
  if (flatten) form.flatten();
  return document.save();
}

function stateOf(group, code) {
  const state = group.acroField.getOnValues().find((name) => name.decodeText() === code);
  if (!state) throw new Error(`${group.getName()} has no box ${code}`);
  return state;
}

const CONTROL = /<w:sdt>(<w:sdtPr>.*?<\/w:sdtPr>)<w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/gs;

/** @returns {Uint8Array} */
export function fillWord(blank, written) {
  const parts = unzipSync(blank);
  const name = 'word/document.xml';
  const filled = strFromU8(parts[name]).replace(CONTROL, (whole, properties) => {
    const tag = /<w:tag w:val="([^"]*)"/.exec(properties)?.[1] ?? '';
    if (properties.includes('<w14:checkbox>')) {
      const dot = tag.lastIndexOf('.');
      const isTicked = written[tag] === true || written[tag.slice(0, dot)] === tag.slice(dot + 1);
      return isTicked
        ? whole.replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>').replace('☐', '☒')
        : whole;
    }
    const text = written[tag];
    if (text === undefined || text === '') return whole;
    const kept = properties.replace('<w:showingPlcHdr/>', '');
    return `<w:sdt>${kept}<w:sdtContent><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:sdtContent></w:sdt>`;
  });
  return zipSync({ ...parts, [name]: strToU8(filled) });
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
