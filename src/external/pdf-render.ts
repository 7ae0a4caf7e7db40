/**
 * A PDF as PDFium sees it: pages drawn to grey pixels, and the raw states (/AS, /V) of tick boxes that pdf.js
 * does not tell apart. WebAssembly: runs in the reader process, whose memory is watched.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { listGlyphs, type PdfGlyph } from './pdf-glyphs.js';
import { hideTexts } from './pdf-hide-texts.js';

/** Grey pixels, 0 black to 255 white, row by row. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Pixels a point. */
  readonly scale: number;
}

export interface ColourImage {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Raw states of a widget (/AS) and of its field, which may be its parent (/V); null when absent or not asked for. */
export interface WidgetState {
  readonly appearance: string | null;
  readonly value: string | null;
}

export interface PdfPixels {
  readonly pageCount: number;
  /** States of these tick boxes of a page (object number → kind), the value for checks alone. Page from 1. */
  states(page: number, boxes: ReadonlyMap<number, 'check' | 'radio'>): ReadonlyMap<number, WidgetState>;
  /** The page as seen (after rotation), on white. Page from 1. */
  render(page: number, dpi: number): Promise<GreyImage>;
  /** The same without the texts on the page itself for which `hides` says so. */
  renderWithout(page: number, dpi: number, hides: (text: SetText) => boolean): Promise<GreyImage>;
  /** In colour, and with what stands in the form's fields, which `render` leaves blank. */
  draw(page: number, dpi: number): Promise<ColourImage>;
  /** What the page is made of, told without drawing it. Page from 1. */
  makeUp(page: number): PageMakeUp;
  /** The characters of its text. Page from 1. */
  glyphs(page: number): readonly PdfGlyph[];
  close(): void;
}

/** A text as the page's program set it, and where, in points from the page's top left as seen. */
export interface SetText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageMakeUp {
  /** Texts, lines and pictures on the page itself: more than on the blank where something was set beside its fields. */
  readonly objects: number;
  /** Part of the page's area that its largest image covers, 0 to 1: a scan covers it all. */
  readonly imageShare: number;
  /** Some text is laid down without being drawn (text rendering mode 3), as OCR programs do. */
  readonly hiddenText: boolean;
}

const MAX_PIXELS = 40_000_000;
const FLAGS = { annotations: 0x01, lcdText: 0x02, grey: 0x08 };
const WIDGET = 20;
const TEXT_BYTES = 1024;

let loading: Promise<WrappedPdfiumModule> | null = null;
export function loadPdfium(): Promise<WrappedPdfiumModule> {
  loading ??= (async () => {
    const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
    const file = await readFile(path);
    const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    const pdfium = await init({ wasmBinary });
    pdfium.PDFiumExt_Init();
    return pdfium;
  })();
  return loading;
}

/** Opens a PDF for drawing; null when PDFium cannot. */
export async function openPixels(bytes: Uint8Array): Promise<PdfPixels | null> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const data = malloc(bytes.length);
  pdfium.pdfium.HEAPU8.set(bytes, data);
  const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, '');
  if (document === 0) {
    free(data);
    return null;
  }
  // The form's fields are looked at only when asked for: sheets without any go faster.
  let form: { readonly info: number; readonly handle: number } | null = null;
  const openForm = () => {
    if (form) return form.handle;
    const info = pdfium.PDFiumExt_OpenFormFillInfo();
    form = { info, handle: pdfium.PDFiumExt_InitFormFillEnvironment(document, info) };
    return form.handle;
  };
  return {
    pageCount: pdfium.FPDF_GetPageCount(document),
    states: (page, boxes) => readStates(pdfium, document, openForm, page, boxes),
    render: (page, dpi) => new Promise((resolve) => resolve(drawBitmap(pdfium, document, page, dpi, toGrey))),
    renderWithout: (page, dpi, hides) =>
      new Promise((resolve) =>
        resolve(
          drawBitmap(pdfium, document, page, dpi, toGrey, {
            prepare: (loaded) => hideTexts(pdfium, loaded, hides),
          }),
        ),
      ),
    draw: (page, dpi) =>
      new Promise((resolve) =>
        resolve(drawBitmap(pdfium, document, page, dpi, toColour, { form: openForm() })),
      ),
    makeUp: (page) => lookInto(pdfium, document, page),
    glyphs: (page) => listGlyphs(pdfium, document, page),
    close: () => {
      if (form) {
        pdfium.PDFiumExt_ExitFormFillEnvironment(form.handle);
        pdfium.PDFiumExt_CloseFormFillInfo(form.info);
      }
      pdfium.FPDF_CloseDocument(document);
      free(data);
    },
  };
}

function readStates(
  pdfium: WrappedPdfiumModule,
  document: number,
  openForm: () => number,
  number: number,
  boxes: ReadonlyMap<number, 'check' | 'radio'>,
): Map<number, WidgetState> {
  const states = new Map<number, WidgetState>();
  if (boxes.size === 0) return states;
  const page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) return states;
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(TEXT_BYTES);
  const read = (annotation: number, key: string): string | null => {
    if (!pdfium.FPDFAnnot_HasKey(annotation, key)) return null;
    const length = pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, TEXT_BYTES);
    return length > TEXT_BYTES ? null : pdfium.pdfium.UTF16ToString(buffer);
  };
  const readFieldValue = (annotation: number): string | null => {
    const length = pdfium.EPDFAnnot_GetFormFieldRawValue(openForm(), annotation, buffer, TEXT_BYTES);
    return length <= 2 || length > TEXT_BYTES ? null : pdfium.pdfium.UTF16ToString(buffer);
  };
  for (let index = 0; index < pdfium.FPDFPage_GetAnnotCount(page); index += 1) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    if (pdfium.FPDFAnnot_GetSubtype(annotation) === WIDGET) {
      const object = pdfium.EPDFAnnot_GetObjectNumber(annotation);
      const kind = boxes.get(object);
      // Each question is a way into WebAssembly and back, and a sheet has hundreds of widgets.
      if (kind !== undefined) {
        // A widget without a name of its own is its field's child, and the value is the field's.
        const isField = pdfium.FPDFAnnot_HasKey(annotation, 'T');
        const value = kind === 'radio' ? null : isField ? read(annotation, 'V') : readFieldValue(annotation);
        states.set(object, { appearance: read(annotation, 'AS'), value });
      }
    }
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
  free(buffer);
  pdfium.FPDF_ClosePage(page);
  return states;
}

/** BGRx pixels, `stride` bytes a row; valid until the next call into PDFium. */
interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly heap: Uint8Array;
  readonly start: number;
  readonly stride: number;
}

function drawBitmap<Image>(
  pdfium: WrappedPdfiumModule,
  document: number,
  number: number,
  dpi: number,
  convert: (bitmap: Bitmap) => Image,
  { form = 0, prepare }: { form?: number; prepare?: (page: number) => void } = {},
): Image {
  const page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) throw new Error('page cannot be loaded');
  try {
    prepare?.(page);
    const points = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) };
    const scale = Math.min(dpi / 72, Math.sqrt(MAX_PIXELS / Math.max(1, points.width * points.height)));
    const width = Math.max(1, Math.round(points.width * scale));
    const height = Math.max(1, Math.round(points.height * scale));
    // BGRx, converted here: PDFium's own grey bitmaps are not drawn alike in all builds.
    const bitmap = pdfium.FPDFBitmap_Create(width, height, 0);
    if (bitmap === 0) throw new Error('page cannot be drawn');
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS.annotations);
    if (form !== 0) {
      // Fields are shown as they were filled, not as a program would tint them to be filled.
      pdfium.FPDF_SetFormFieldHighlightAlpha(form, 0);
      pdfium.FORM_OnAfterLoadPage(page, form);
      pdfium.FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, FLAGS.annotations);
      pdfium.FORM_OnBeforeClosePage(page, form);
    }
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const image = convert({ width, height, scale, heap: pdfium.pdfium.HEAPU8, start, stride });
    pdfium.FPDFBitmap_Destroy(bitmap);
    return image;
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}

function toGrey({ width, height, scale, heap, start, stride }: Bitmap): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    let from = start + y * stride;
    for (let x = 0; x < width; x += 1, from += 4) {
      const blue = heap[from] ?? 0;
      const green = heap[from + 1] ?? 0;
      const red = heap[from + 2] ?? 0;
      pixels[y * width + x] = (red * 77 + green * 151 + blue * 28) >> 8;
    }
  }
  return { width, height, pixels, scale };
}

export function toColour({ width, height, heap, start, stride }: Omit<Bitmap, 'scale'>): ColourImage {
  const rgb = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = start + y * stride;
    for (let x = 0; x < width; x += 1, from += 4, to += 3) {
      rgb[to] = heap[from + 2] ?? 0;
      rgb[to + 1] = heap[from + 1] ?? 0;
      rgb[to + 2] = heap[from] ?? 0;
    }
  }
  return { width, height, rgb };
}

const TEXT_OBJECT = 1;
const IMAGE_OBJECT = 3;
const FORM_OBJECT = 5;
const INVISIBLE = 3;
const MAX_OBJECTS = 100_000;

function lookInto(pdfium: WrappedPdfiumModule, document: number, number: number): PageMakeUp {
  const page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) return { objects: 0, imageShare: 0, hiddenText: false };
  const area = Math.max(1, pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page));
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const bounds = malloc(16);
  let imageShare = 0;
  let hiddenText = false;
  let left = MAX_OBJECTS;
  const look = (object: number, depth: number): void => {
    left -= 1;
    const type = pdfium.FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) hiddenText ||= pdfium.FPDFTextObj_GetTextRenderMode(object) === INVISIBLE;
    else if (
      type === IMAGE_OBJECT &&
      pdfium.FPDFPageObj_GetBounds(object, bounds, bounds + 4, bounds + 8, bounds + 12)
    ) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = new Float32Array(pdfium.pdfium.HEAPU8.buffer, bounds, 4);
      imageShare = Math.max(imageShare, Math.min(1, Math.abs((x1 - x0) * (y1 - y0)) / area));
    } else if (type === FORM_OBJECT && depth < 4) {
      for (let index = 0; index < pdfium.FPDFFormObj_CountObjects(object) && left > 0; index += 1)
        look(pdfium.FPDFFormObj_GetObject(object, index), depth + 1);
    }
  };
  const objects = pdfium.FPDFPage_CountObjects(page);
  for (let index = 0; index < objects && left > 0; index += 1)
    look(pdfium.FPDFPage_GetObject(page, index), 0);
  free(bounds);
  pdfium.FPDF_ClosePage(page);
  return { objects, imageShare, hiddenText };
}
