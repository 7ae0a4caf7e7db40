/**
 * A PDF under a password, opened with it and written without. Runs in the reader process: the bytes are hostile. The standard
 * security handler (ISO 32000-2, 7.6.4), RC4 and AES.
 */
import { PDFDocument } from '@cantoo/pdf-lib';

/** Null when the password does not open it, or when it is no PDF. */
export async function unlockPdf(bytes: Uint8Array, password: string): Promise<Uint8Array | null> {
  try {
    const document = await PDFDocument.load(bytes, { password, updateMetadata: false });
    return await document.save({ useObjectStreams: false, updateFieldAppearances: false });
  } catch {
    return null;
  }
}
