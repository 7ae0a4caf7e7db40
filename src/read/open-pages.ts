/** A file that has pages: a PDF, or an image, whose pages are pictures and nothing else. */
import { openPdf, PdfUnreadable, type PdfFile } from '../external/pdf-document.js';
import { openPixels, type PdfPixels } from '../external/pdf-render.js';
import { RasterUnreadable } from '../external/raster-refusal.js';
import { type FindingCode } from '../core/sheet/finding.js';
import { sniffType } from './sniff-type.js';

export interface OpenedPages {
  readonly file: PdfFile;
  /** Opened with the first page that must be drawn; null when it cannot be. */
  readonly pixels: () => Promise<PdfPixels | null>;
  close(): Promise<void>;
}

/** Why it cannot be opened, in place of the pages. */
export async function openPages(bytes: Uint8Array): Promise<OpenedPages | { readonly refused: FindingCode }> {
  return sniffType(bytes) === 'image' ? openImage(bytes) : openDocument(bytes);
}

async function openDocument(bytes: Uint8Array): Promise<OpenedPages | { readonly refused: FindingCode }> {
  let file: PdfFile;
  try {
    if (!hasEnd(bytes)) throw new PdfUnreadable('damaged');
    file = await openPdf(bytes);
  } catch (error) {
    if (!(error instanceof PdfUnreadable)) throw error;
    return { refused: error.refusal === 'password' ? 'password_protected' : 'unreadable_file' };
  }
  let opening: Promise<PdfPixels | null> | null = null;
  return {
    file,
    pixels: () => (opening ??= openPixels(bytes)),
    close: async () => {
      (await opening)?.close();
      await file.close();
    },
  };
}

async function openImage(bytes: Uint8Array): Promise<OpenedPages | { readonly refused: FindingCode }> {
  // Loaded when needed: most files are no images, and the decoders are large.
  const { openRaster } = await import('../external/raster-file.js');
  try {
    const { file, pixels } = await openRaster(bytes);
    return { file, pixels: () => Promise.resolve(pixels), close: () => file.close() };
  } catch (error) {
    if (!(error instanceof RasterUnreadable)) throw error;
    return { refused: error.refusal === 'too_large' ? 'too_large' : 'unreadable_file' };
  }
}

/** A file cut short would show an earlier state of its fields: it must end as a PDF ends (ISO 32000-2, 7.5.5). */
function hasEnd(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.lastIndexOf('%%EOF');
  if (end < 0 || bytes.length - end > 4096) return false;
  // What an update added after the end, without an end of its own, was cut short as well.
  return !/\d+\s+\d+\s+obj\b|\bxref\b/.test(buffer.toString('latin1', end));
}
