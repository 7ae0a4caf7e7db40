/** The blank sheet as a fillable PDF: the layout drawn on its pages, and a form field on each place. */
import { PDFDocument, type PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import { layOutSheet } from '../core/sheet/lay-out-sheet.js';
import { type Language, type Study } from '../core/study/study.js';
import { fontBytes, measureText, SHEET_FONTS } from './sheet-fonts.js';
import { drawPage, type EmbeddedFonts } from './sheet-pdf-draw.js';
import { addForm } from './sheet-pdf-form.js';

/** The same study and language give the same bytes. */
export async function writeSheetPdf(study: Study, language: Language): Promise<Uint8Array> {
  const layout = layOutSheet(study, language, measureText);
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const fonts = await embedFonts(document);
  const pages = layout.pages.map((page) => {
    const drawn = document.addPage([page.width, page.height]);
    drawPage(drawn, page, fonts);
    return drawn;
  });
  addForm(document, pages, layout);
  describe(document, study, language);
  return document.save({ useObjectStreams: true, updateFieldAppearances: false, addDefaultPage: false });
}

async function embedFonts(document: PDFDocument): Promise<EmbeddedFonts> {
  const entries = [];
  for (const font of SHEET_FONTS) {
    // Without ligatures each character can be found and copied.
    const features = { liga: false, clig: false, dlig: false, calt: false, kern: false, ccmp: false };
    entries.push([font, await document.embedFont(fontBytes(font), { subset: true, features })] as const);
  }
  return Object.fromEntries(entries) as EmbeddedFonts;
}

/** The file's own words on what it is; the reader finds `RecueilSheet` again (read/find-sheets.ts). */
function describe(document: PDFDocument, study: Study, language: Language): void {
  document.setTitle(study.title[language], { showInWindowTitleBar: true });
  document.setSubject(study.shortTitle[language]);
  document.setAuthor(study.contact.hospital[language]);
  document.setCreator('Recueil');
  document.setProducer('Recueil');
  document.setLanguage(language);
  const { context } = document;
  const info = context.lookup(context.trailerInfo.Info);
  const claim = ['RECUEIL', study.id, study.version, language].join('|');
  if (info && 'set' in info && typeof info.set === 'function')
    (info as unknown as { set(name: PDFName, value: PDFString | PDFHexString): void }).set(
      PDFName.of('RecueilSheet'),
      PDFString.of(claim),
    );
}
