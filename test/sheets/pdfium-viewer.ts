/** Fills and prints a form as Chromium's viewer does: by clicks and keys into PDFium's form environment. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { tickOf, type Filling } from './filling.js';
import { type Route } from './routes.js';

const WIDGET = 20;
const FIELD = { check: 2, radio: 3, text: 6 };
const PRINTED = 1;
const TEXT_BYTES = 1024;

let loading: Promise<WrappedPdfiumModule> | null = null;
function loadPdfium(): Promise<WrappedPdfiumModule> {
  loading ??= (async () => {
    const file = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
    const start = file.byteOffset;
    const pdfium = await init({ wasmBinary: file.buffer.slice(start, start + file.byteLength) });
    pdfium.PDFiumExt_Init();
    return pdfium;
  })();
  return loading;
}

interface Opened {
  readonly pdfium: WrappedPdfiumModule;
  readonly document: number;
  readonly form: number;
}

/** Opens the file, works on each page, and gives the file as PDFium saves it. */
async function onPages(bytes: Uint8Array, work: (opened: Opened, page: number) => void): Promise<Uint8Array> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const data = malloc(bytes.length);
  pdfium.pdfium.HEAPU8.set(bytes, data);
  const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, '');
  const info = pdfium.PDFiumExt_OpenFormFillInfo();
  const form = pdfium.PDFiumExt_InitFormFillEnvironment(document, info);
  for (let index = 0; index < pdfium.FPDF_GetPageCount(document); index += 1) {
    const page = pdfium.FPDF_LoadPage(document, index);
    pdfium.FORM_OnAfterLoadPage(page, form);
    work({ pdfium, document, form }, page);
    pdfium.FORM_ForceToKillFocus(form);
    pdfium.FORM_OnBeforeClosePage(page, form);
    pdfium.FPDF_ClosePage(page);
  }
  const writer = pdfium.PDFiumExt_OpenFileWriter();
  pdfium.PDFiumExt_SaveAsCopy(document, writer);
  const size = pdfium.PDFiumExt_GetFileWriterSize(writer);
  const saved = malloc(size);
  pdfium.PDFiumExt_GetFileWriterData(writer, saved, size);
  const result = pdfium.pdfium.HEAPU8.slice(saved, saved + size);
  pdfium.PDFiumExt_CloseFileWriter(writer);
  pdfium.PDFiumExt_ExitFormFillEnvironment(form);
  pdfium.PDFiumExt_CloseFormFillInfo(info);
  pdfium.FPDF_CloseDocument(document);
  free(saved);
  free(data);
  return result;
}

export const fillWithPdfium: Route = (blank, filling) =>
  onPages(blank, (opened, page) => {
    for (const widget of listWidgets(opened, page)) fillWidget(opened, page, widget, filling);
  });

/** What Chromium sends to a printer: fields and annotations become part of the page. */
export const printWithPdfium = (bytes: Uint8Array): Promise<Uint8Array> =>
  onPages(bytes, ({ pdfium }, page) => {
    pdfium.FPDFPage_Flatten(page, PRINTED);
  });

interface Widget {
  readonly name: string;
  readonly type: number;
  readonly state: string;
  readonly x: number;
  readonly y: number;
}

function listWidgets({ pdfium, form }: Opened, page: number): Widget[] {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(TEXT_BYTES);
  const told = (length: number) => (length > 2 ? pdfium.pdfium.UTF16ToString(buffer) : '');
  const widgets: Widget[] = [];
  for (let index = 0; index < pdfium.FPDFPage_GetAnnotCount(page); index += 1) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (pdfium.FPDFAnnot_GetSubtype(annotation) === WIDGET) {
      const name = told(pdfium.FPDFAnnot_GetFormFieldName(form, annotation, buffer, TEXT_BYTES));
      const state = told(pdfium.FPDFAnnot_GetFormFieldExportValue(form, annotation, buffer, TEXT_BYTES));
      const type = pdfium.FPDFAnnot_GetFormFieldType(form, annotation);
      pdfium.FPDFAnnot_GetRect(annotation, buffer);
      const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(
        pdfium.pdfium.HEAPU8.buffer,
        buffer,
        4,
      );
      widgets.push({ name, type, state, x: (left + right) / 2, y: (top + bottom) / 2 });
    }
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  free(buffer);
  return widgets;
}

function fillWidget(
  { pdfium, form }: Opened,
  page: number,
  { name, type, state, x, y }: Widget,
  { texts, ticks }: Filling,
): void {
  const text = texts.get(name);
  const code = type === FIELD.check ? name.split('.').at(-1) : state;
  const ticked = type !== FIELD.text && ticks.has(tickOf(name, code));
  if (!ticked && (type !== FIELD.text || text === undefined)) return;
  pdfium.FORM_OnMouseMove(form, page, 0, x, y);
  pdfium.FORM_OnLButtonDown(form, page, 0, x, y);
  pdfium.FORM_OnLButtonUp(form, page, 0, x, y);
  if (!ticked && text !== undefined) {
    const { malloc, free } = pdfium.pdfium.wasmExports;
    const length = 2 * (text.length + 1);
    const typed = malloc(length);
    pdfium.pdfium.stringToUTF16(text, typed, length);
    pdfium.FORM_ReplaceSelection(form, page, typed);
    free(typed);
  }
  pdfium.FORM_ForceToKillFocus(form);
}
