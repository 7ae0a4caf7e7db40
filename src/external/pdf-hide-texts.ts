/** Texts of a PDF page that are left out when PDFium draws it: to see what lies beneath words that ran over it. */
import { type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { type SetText } from './pdf-render.js';

const TEXT_OBJECT = 1;
const MOST_BYTES = 2048;
/** PDFium tells where a point is seen in whole pixels: so many to a point. */
const FINE = 100;

/** Until the page is closed. Texts within forms of the page (Form XObjects) stay. */
export function hideTexts(
  pdfium: WrappedPdfiumModule,
  page: number,
  hides: (text: SetText) => boolean,
): void {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(MOST_BYTES);
  const texts = pdfium.FPDFText_LoadPage(page);
  const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  const see = (x: number, y: number) => {
    const size = [Math.round(width * FINE), Math.round(height * FINE)] as const;
    pdfium.FPDF_PageToDevice(page, 0, 0, ...size, 0, x, y, buffer, buffer + 4);
    const [left = 0, top = 0] = new Int32Array(pdfium.pdfium.HEAPU8.buffer, buffer, 2);
    return { x: left / FINE, y: top / FINE };
  };
  for (let index = 0; index < pdfium.FPDFPage_CountObjects(page); index += 1) {
    const object = pdfium.FPDFPage_GetObject(page, index);
    if (pdfium.FPDFPageObj_GetType(object) !== TEXT_OBJECT) continue;
    const length = pdfium.FPDFTextObj_GetText(object, texts, buffer, MOST_BYTES);
    if (length <= 2 || length > MOST_BYTES) continue;
    const text = pdfium.pdfium.UTF16ToString(buffer);
    if (!pdfium.FPDFPageObj_GetBounds(object, buffer, buffer + 4, buffer + 8, buffer + 12)) continue;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [...new Float32Array(pdfium.pdfium.HEAPU8.buffer, buffer, 4)];
    const [one, other] = [see(x0, y0), see(x1, y1)];
    const box = {
      x: Math.min(one.x, other.x),
      y: Math.min(one.y, other.y),
      width: Math.abs(one.x - other.x),
      height: Math.abs(one.y - other.y),
    };
    if (hides({ text, ...box })) pdfium.FPDFPageObj_SetIsActive(object, false);
  }
  pdfium.FPDFText_ClosePage(texts);
  free(buffer);
}
