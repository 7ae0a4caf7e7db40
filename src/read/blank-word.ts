/** A study's own blank Word document, opened once: what is printed there is told apart from what was written. */
import { openDocx, type XmlNode } from '../external/docx-document.js';
import { type KnownSheet } from './known-sheets.js';

export function openBlanks(
  write: (sheet: KnownSheet) => Promise<Uint8Array>,
): (sheet: KnownSheet) => Promise<XmlNode | null> {
  const opened = new Map<KnownSheet, Promise<XmlNode>>();
  return (sheet) => {
    const body = opened.get(sheet) ?? write(sheet).then((bytes) => openDocx(bytes).body);
    opened.set(sheet, body);
    return body;
  };
}
