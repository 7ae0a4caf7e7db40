/** The characters of a PDF's page one by one, as PDFium places them (FPDF_TEXT): for pages of which only the words are known. */
import { type WrappedPdfiumModule } from '@embedpdf/pdfium';

/** In points from the page's top left, as seen (after its rotation): the box of its ink, which a blank has not. */
export interface PdfGlyph {
  readonly text: string;
  /** Where the font has it begin and end, the room before and after its ink included. */
  readonly start: number;
  readonly end: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Where it stands on its line. */
  readonly baseline: number;
  /** Of its font as it is drawn, in points. */
  readonly size: number;
}

const MOST_GLYPHS = 40_000;
/** PDFium tells places on a page in whole units. */
const FINE = 100;

/** In the order of the file, without the spaces that PDFium makes up. Page from 1; none where it cannot be loaded. */
export function listGlyphs(pdfium: WrappedPdfiumModule, document: number, number: number): PdfGlyph[] {
  const page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) return [];
  const text = pdfium.FPDFText_LoadPage(page);
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const numbers = malloc(64);
  const devices = numbers + 48;
  const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  const see = (x: number, y: number): readonly [x: number, y: number] => {
    const [wide, high] = [Math.round(width * FINE), Math.round(height * FINE)];
    pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, devices, devices + 4);
    const [left = 0, top = 0] = new Int32Array(pdfium.pdfium.HEAPU8.buffer, devices, 2);
    return [left / FINE, top / FINE];
  };
  /** A font of size 1 may be drawn ten times larger. */
  const scaleOf = (index: number): number => {
    if (!pdfium.FPDFText_GetMatrix(text, index, numbers)) return 1;
    const [, , c = 0, d = 1] = new Float32Array(pdfium.pdfium.HEAPU8.buffer, numbers, 6);
    return Math.hypot(c, d);
  };
  const glyphs: PdfGlyph[] = [];
  const count = text === 0 ? 0 : Math.min(MOST_GLYPHS, pdfium.FPDFText_CountChars(text));
  for (let index = 0; index < count; index += 1) {
    const code = pdfium.FPDFText_GetUnicode(text, index);
    if (code === 0 || pdfium.FPDFText_IsGenerated(text, index) === 1) continue;
    const at = (offset: number) => numbers + 8 * offset;
    if (!pdfium.FPDFText_GetCharBox(text, index, at(0), at(1), at(2), at(3))) continue;
    if (!pdfium.FPDFText_GetCharOrigin(text, index, at(4), at(5))) continue;
    const [x0 = 0, x1 = 0, y0 = 0, y1 = 0, x = 0, y = 0] = new Float64Array(
      pdfium.pdfium.HEAPU8.buffer,
      numbers,
      6,
    );
    const [left, top] = see(Math.min(x0, x1), Math.max(y0, y1));
    const [right, bottom] = see(Math.max(x0, x1), Math.min(y0, y1));
    const [, baseline] = see(x, y);
    const room = pdfium.FPDFText_GetLooseCharBox(text, index, numbers)
      ? new Float32Array(pdfium.pdfium.HEAPU8.buffer, numbers, 4)
      : [x0, y1, x1, y0];
    const [start, end] = [see(room[0] ?? x0, y0)[0], see(room[2] ?? x1, y0)[0]];
    glyphs.push({
      // PDFium has a code of its own for a hyphen at the end of a line.
      text: pdfium.FPDFText_IsHyphen(text, index) === 1 ? '-' : readCode(code),
      ...{ start: Math.min(start, end), end: Math.max(start, end) },
      ...{ left: Math.min(left, right), right: Math.max(left, right) },
      ...{ top: Math.min(top, bottom), bottom: Math.max(top, bottom), baseline },
      size: pdfium.FPDFText_GetFontSize(text, index) * scaleOf(index),
    });
  }
  free(numbers);
  if (text !== 0) pdfium.FPDFText_ClosePage(text);
  pdfium.FPDF_ClosePage(page);
  return glyphs;
}

/** Ghostscript swaps the bytes of a ligature's letters (UTF-16 in ToUnicode): `fi` becomes two ideographs. */
function readCode(code: number): string {
  const swapped = (code >> 8) | ((code & 0xff) << 8);
  return String.fromCodePoint(code > 0xff && /^[a-z]$/u.test(String.fromCodePoint(swapped)) ? swapped : code);
}
