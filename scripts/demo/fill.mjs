/** How the demo's clinicians fill the real blanks: the PDF with pdf-lib, the Word sheet by its content controls, as other programs would. */
import { PDFCheckBox, PDFDocument, PDFRadioGroup, PDFTextField, rgb } from '@cantoo/pdf-lib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import sharp from 'sharp';
import { openPixels } from '../../dist/external/pdf-render.js';

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

/** The sheet printed (its fields are flattened) and one more box crossed with a pen. @returns {Promise<Uint8Array>} */
export async function tickByPen(filled, name, code) {
  const document = await PDFDocument.load(filled);
  const form = document.getForm();
  const widget = form
    .getRadioGroup(name)
    .acroField.getWidgets()
    .find((one) => one.getOnValue()?.decodeText() === code);
  if (!widget) throw new Error(`${name} has no box ${code}`);
  const page = document.getPages().find(({ node }) =>
    node
      .Annots()
      ?.asArray()
      .some((annotation) => document.context.lookup(annotation) === widget.dict),
  );
  const { x, y, width, height } = widget.getRectangle();
  form.flatten();
  const line = { thickness: 1.6, color: rgb(0.05, 0.1, 0.45) };
  page.drawLine({ start: { x: x + 1, y: y + 1 }, end: { x: x + width - 1, y: y + height - 1 }, ...line });
  page.drawLine({ start: { x: x + 1, y: y + height - 1 }, end: { x: x + width - 1, y: y + 1 }, ...line });
  return document.save();
}

/** Printed, laid a little askew on the scanner, and sent as a picture. @returns {Promise<Uint8Array>} */
export async function scan(filled, dpi = 200) {
  const pixels = await openPixels(filled);
  if (!pixels) throw new Error('the sheet cannot be drawn');
  const document = await PDFDocument.create();
  for (let number = 1; number <= pixels.pageCount; number += 1) {
    const { width, height, rgb: raw } = await pixels.draw(number, dpi);
    const picture = await sharp(raw, { raw: { width, height, channels: 3 } })
      .rotate(number % 2 === 0 ? 1.2 : -0.8, { background: '#fdfcf8' })
      .blur(0.6)
      .jpeg({ quality: 60 })
      .toBuffer();
    const page = document.addPage([595.28, 841.89]);
    page.drawImage(await document.embedJpg(picture), { x: 0, y: 0, width: 595.28, height: 841.89 });
  }
  pixels.close();
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
