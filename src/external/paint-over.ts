/**
 * A PDF page painted over a picture, by PDFium: its white is clear, its text and its half-clear fills keep what lies under them
 * legible. Runs in the reader process.
 */
import { loadPdfium, toColour, type ColourImage } from './pdf-render.js';

/** The first page of `overlay` is stretched over the whole picture. */
export async function paintOver(picture: ColourImage, overlay: Uint8Array): Promise<ColourImage> {
  const { width, height } = picture;
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const data = malloc(overlay.length);
  pdfium.pdfium.HEAPU8.set(overlay, data);
  const document = pdfium.FPDF_LoadMemDocument(data, overlay.length, '');
  const page = document === 0 ? 0 : pdfium.FPDF_LoadPage(document, 0);
  const bitmap = page === 0 ? 0 : pdfium.FPDFBitmap_Create(width, height, 0);
  try {
    if (bitmap === 0) throw new Error('picture cannot be painted over');
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    copyInto(pdfium.pdfium.HEAPU8, start, stride, picture);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
    // The heap may have grown, and moved, while the page was drawn.
    return toColour({ width, height, heap: pdfium.pdfium.HEAPU8, start, stride });
  } finally {
    if (bitmap !== 0) pdfium.FPDFBitmap_Destroy(bitmap);
    if (page !== 0) pdfium.FPDF_ClosePage(page);
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    free(data);
  }
}

/** As BGRx, `stride` bytes a row. */
function copyInto(heap: Uint8Array, start: number, stride: number, picture: ColourImage): void {
  const { width, height, rgb } = picture;
  let from = 0;
  for (let y = 0; y < height; y += 1) {
    let to = start + y * stride;
    for (let x = 0; x < width; x += 1, from += 3, to += 4) {
      heap[to] = rgb[from + 2] ?? 0;
      heap[to + 1] = rgb[from + 1] ?? 0;
      heap[to + 2] = rgb[from] ?? 0;
      heap[to + 3] = 255;
    }
  }
}

/** The picture with white beside it, on its right. */
export function widen({ width, height, rgb }: ColourImage, by: number): ColourImage {
  const wide = new Uint8Array((width + by) * height * 3).fill(255);
  for (let y = 0; y < height; y += 1)
    wide.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width + by) * 3);
  return { width: width + by, height, rgb: wide };
}
