/** A document of Word or of a program like it, whatever its format, as one small tree. */
import { hasEntry } from '../external/archive.js';
import { DocxUnreadable, openDocx, type DocxFile } from '../external/docx-document.js';
import { openOdt } from '../external/odt-document.js';
import { convertToDocx, findOffice } from '../external/office-convert.js';
import { sniffType } from './sniff-type.js';

export type WordFormat = 'docx' | 'odt' | 'doc' | 'rtf';

/** Null when the bytes are something else. */
export function findWordFormat(bytes: Uint8Array): WordFormat | null {
  switch (sniffType(bytes)) {
    case 'zip':
      if (hasEntry(bytes, 'word/document.xml')) return 'docx';
      return hasEntry(bytes, 'content.xml') && hasEntry(bytes, 'META-INF/manifest.xml') ? 'odt' : null;
    case 'rtf':
      return 'rtf';
    case 'ole':
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(WORD_STREAM)
        ? 'doc'
        : null;
    default:
      return null;
  }
}
/** As an OLE file's directory names it. */
const WORD_STREAM = Buffer.from('WordDocument', 'utf16le');

/** Null when this machine has no program for the format. Throws DocxUnreadable. `findProgram` says where LibreOffice is. */
export async function openWord(
  bytes: Uint8Array,
  format: WordFormat,
  findProgram: () => string | null = findOffice,
): Promise<DocxFile | null> {
  if (format === 'docx') return openDocx(bytes);
  if (format === 'odt') return openOdt(bytes);
  const program = findProgram();
  if (program === null) return null;
  const converted = await convertToDocx(program, bytes, format);
  if (converted === null) throw new DocxUnreadable('damaged');
  return openDocx(converted);
}
