/**
 * A PDF as pdf.js reads it: its form fields and annotations as they stand on the pages, its text, its Info
 * entries. Rectangles are in points from the page's top left, as seen (after its rotation).
 * Everything here may throw on hostile bytes: it runs in the reader process.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
// Before pdf.js.
import { restorePush } from './native-push.js';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Rect } from '../core/sheet/layout.js';

/** A widget of a form. */
export interface PdfWidget {
  /** `12R`: object number, for matching with the states that PDFium sees; null for an inline object. */
  readonly object: number | null;
  /** Fully qualified name, from the parents' chain. */
  readonly name: string;
  readonly kind: 'text' | 'check' | 'radio' | 'choice';
  /** Text; for a check or radio the field's value or, for a check, its appearance state. `''` when empty. */
  readonly value: string;
  /** State that ticks this box. */
  readonly onState: string | null;
  /** Text drawn in the widget's own appearance; null when it has none. */
  readonly drawn: string | null;
  readonly rect: Rect;
  readonly hidden: boolean;
}

/** Something laid over the page that is no widget. */
export interface PdfMark {
  /** `FreeText`, `Ink`, `Stamp`, `StrikeOut`… */
  readonly subtype: string;
  readonly text: string;
  /** Text drawn in its own appearance; null when it has none. */
  readonly drawn: string | null;
  readonly rect: Rect;
}

/** A run of text; (x, y) is the start of its baseline. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Direction of the baseline in degrees, 0 for left to right as seen. */
  readonly angle: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly widgets: readonly PdfWidget[];
  readonly marks: readonly PdfMark[];
  texts(): Promise<readonly PdfText[]>;
}

export interface PdfFile {
  readonly pages: readonly PdfPage[];
  /** Custom entries of the Info dictionary. */
  readonly custom: Readonly<Record<string, string>>;
  readonly isXfa: boolean;
  /** Pages beyond the cap were left unread. */
  readonly truncated: boolean;
  /** Files that it carries (a portfolio, attachments), as many as may be. */
  embedded(most: number): Promise<readonly EmbeddedFile[]>;
  close(): Promise<void>;
}

export interface EmbeddedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type PdfRefusal = 'password' | 'damaged';
/** The file cannot be opened. */
export class PdfUnreadable extends Error {
  constructor(readonly refusal: PdfRefusal) {
    super(`PDF cannot be opened: ${refusal}`);
    this.name = 'PdfUnreadable';
  }
}

const MAX_PAGES = 60;
const MAX_ANNOTATIONS = 5000;

const pdfjsRoot = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Opens a PDF, with the empty user password where it is encrypted. Throws PdfUnreadable. */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 64 * 1024 * 1024,
    cMapUrl: join(pdfjsRoot, 'cmaps/'),
    standardFontDataUrl: join(pdfjsRoot, 'standard_fonts/'),
  });
  let document: PDFDocumentProxy;
  try {
    document = await task.promise;
    restorePush();
  } catch (error) {
    await task.destroy();
    const name = error instanceof Error ? error.name : '';
    throw new PdfUnreadable(name === 'PasswordException' ? 'password' : 'damaged');
  }
  try {
    const metadata = await document.getMetadata().catch(() => null);
    const info = (metadata?.info ?? {}) as Record<string, unknown>;
    const pages: PdfPage[] = [];
    let left = MAX_ANNOTATIONS;
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
      const page = await readPage(document, number, left);
      left -= page.widgets.length + page.marks.length;
      pages.push(page);
    }
    return {
      pages,
      custom: stringEntries(info['Custom']),
      isXfa: info['IsXFAPresent'] === true,
      truncated: document.numPages > MAX_PAGES,
      embedded: (most) => listEmbedded(document, most),
      close: () => task.destroy(),
    };
  } catch {
    await task.destroy();
    throw new PdfUnreadable('damaged');
  }
}

async function listEmbedded(document: PDFDocumentProxy, most: number): Promise<EmbeddedFile[]> {
  const found = (await document.getAttachments().catch(() => null)) as Record<
    string,
    { filename?: string; content?: Uint8Array | null }
  > | null;
  return Object.entries(found ?? {})
    .slice(0, most)
    .flatMap(([key, { filename, content }]) => (content ? [{ name: filename ?? key, bytes: content }] : []));
}

function stringEntries(custom: unknown): Record<string, string> {
  if (typeof custom !== 'object' || custom === null) return {};
  return Object.fromEntries(
    Object.entries(custom).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

type Viewport = ReturnType<Awaited<ReturnType<PDFDocumentProxy['getPage']>>['getViewport']>;

async function readPage(document: PDFDocumentProxy, number: number, left: number): Promise<PdfPage> {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const annotations = (await page.getAnnotations()) as Annotation[];
  const widgets: PdfWidget[] = [];
  const marks: PdfMark[] = [];
  for (const annotation of annotations.slice(0, Math.max(0, left))) {
    if (annotation.subtype === 'Widget') {
      const widget = toWidget(annotation, viewport);
      if (widget) widgets.push(widget);
    } else marks.push(toMark(annotation, viewport));
  }
  return {
    width: viewport.width,
    height: viewport.height,
    widgets,
    marks,
    texts: async () => {
      const content = await page.getTextContent({ disableNormalization: true });
      return content.items.flatMap((item) => ('str' in item ? [toText(item, viewport)] : []));
    },
  };
}

/** What pdf.js tells of an annotation: only the properties that we read. */
interface Annotation {
  readonly id: string;
  readonly subtype: string;
  readonly rect: readonly number[];
  readonly fieldType?: string | null;
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly pushButton?: boolean;
  readonly exportValue?: string;
  readonly buttonValue?: string | null;
  readonly textContent?: readonly string[];
  readonly contentsObj?: { readonly str: string };
  readonly richText?: { readonly str: string } | null;
  readonly hidden?: boolean;
}

function toWidget(annotation: Annotation, viewport: Viewport): PdfWidget | null {
  const kind = kindOf(annotation);
  if (!kind) return null;
  const value = annotation.fieldValue;
  return {
    object: objectOf(annotation.id),
    name: annotation.fieldName ?? '',
    kind,
    value: Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '',
    onState: (kind === 'radio' ? annotation.buttonValue : annotation.exportValue) ?? null,
    drawn: annotation.textContent ? annotation.textContent.join('\n') : null,
    rect: toRect(annotation.rect, viewport),
    hidden: annotation.hidden === true,
  };
}

function kindOf(annotation: Annotation): PdfWidget['kind'] | null {
  if (annotation.fieldType === 'Tx') return 'text';
  if (annotation.fieldType === 'Ch') return 'choice';
  if (annotation.fieldType !== 'Btn' || annotation.pushButton) return null;
  return annotation.radioButton ? 'radio' : 'check';
}

function toMark(annotation: Annotation, viewport: Viewport): PdfMark {
  // Of a drawn text pdf.js folds the sign of micro into the Greek letter.
  const drawn = annotation.textContent?.join('\n').replaceAll('\u03bc', '\u00b5') ?? null;
  return {
    subtype: annotation.subtype,
    text: annotation.contentsObj?.str || annotation.richText?.str || (drawn ?? ''),
    drawn,
    rect: toRect(annotation.rect, viewport),
  };
}

function objectOf(id: string): number | null {
  const match = /^(\d+)R/.exec(id);
  return match ? Number(match[1]) : null;
}

function toRect(rect: readonly number[], viewport: Viewport): Rect {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = viewport.convertToViewportRectangle([...rect]) as number[];
  return { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

function toText(item: TextItem, viewport: Viewport): PdfText {
  const [a = 1, b = 0, , , e = 0, f = 0] = item.transform;
  const [x = 0, y = 0] = viewport.convertToViewportPoint(e, f) as number[];
  const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(e + a, f + b) as number[];
  const angle = (Math.atan2(y2 - y, x2 - x) * 180) / Math.PI;
  return { text: item.str, x, y, width: item.width, height: item.height, angle };
}
