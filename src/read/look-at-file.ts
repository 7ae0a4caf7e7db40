/**
 * A file looked at for the review, in the reader process: the sizes of its pages and where each question stands on them, or its
 * words with their paths. A place is told only where the page was laid over the known blank: a wrong rectangle would be worse
 * than none.
 */
import { type FileLook, type FilePlace, NOTHING_TO_SEE, type WordBlock } from '../core/sheet/file-look.js';
import { type Place, type Rect } from '../core/sheet/layout.js';
import { DocxUnreadable, openDocx, type XmlNode } from '../external/docx-document.js';
import { openPdf, PdfUnreadable } from '../external/pdf-document.js';
import { openPixels, type PdfPixels } from '../external/pdf-render.js';
import { encodePng } from '../external/png.js';
import { findSheets } from './find-sheets.js';
import { type KnownSheets } from './known-sheets.js';
import { invertFit, mapRect, toTuple } from './page-fit.js';
import { type SheetPage } from './sheet-page.js';
import { allText, visibleChildren, walkWord } from './word-text.js';

const MOST_BLOCKS = 5000;
const LOWEST_DPI = 36;

/** `sheet`: of the sheets in the file the one whose places are asked for, from 1. */
export async function lookAtPdf(bytes: Uint8Array, sheet: number, known: KnownSheets): Promise<FileLook> {
  let pdf: Awaited<ReturnType<typeof openPdf>>;
  try {
    pdf = await openPdf(bytes);
  } catch (error) {
    if (error instanceof PdfUnreadable) return NOTHING_TO_SEE;
    throw error;
  }
  const opened: { pixels: PdfPixels | null } = { pixels: null };
  try {
    const { sheets } = await findSheets(pdf, known, async () => (opened.pixels ??= await openPixels(bytes)));
    const found = sheets[sheet - 1];
    return {
      kind: 'pages',
      pages: pdf.pages.map(({ width, height }) => ({ width, height })),
      words: null,
      places: found?.versionKnown ? listPlaces(found.pages, found.sheet.layout.places) : {},
    };
  } finally {
    opened.pixels?.close();
    await pdf.close();
  }
}

export function lookAtWord(bytes: Uint8Array): FileLook {
  try {
    return { kind: 'words', pages: [], words: listBlocks(openDocx(bytes).body), places: {} };
  } catch (error) {
    if (error instanceof DocxUnreadable) return NOTHING_TO_SEE;
    throw error;
  }
}

/** Coarser than asked for where the image would be larger than may leave the process; null without such a page. */
export async function drawPage(
  bytes: Uint8Array,
  page: number,
  dpi: number,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const pixels = await openPixels(bytes);
  if (!pixels) return null;
  try {
    if (page < 1 || page > pixels.pageCount) return null;
    for (let finer = dpi; finer >= LOWEST_DPI; finer /= 2) {
      const { width, height, rgb } = pixels.draw(page, finer);
      const png = encodePng(width, height, rgb);
      if (png.length <= maxBytes) return png;
    }
    return null;
  } finally {
    pixels.close();
  }
}

function listPlaces(pages: readonly SheetPage[], all: readonly Place[]): Record<string, FilePlace> {
  const places: Record<string, FilePlace> = {};
  for (const { filePage, blankPage, fit } of pages) {
    const back = fit && invertFit(fit);
    if (!back) continue;
    for (const [name, rects] of groupRects(all.filter(({ page }) => page === blankPage)))
      places[name] ??= { page: filePage, rect: toTuple(mapRect(back, around(rects))) };
  }
  return places;
}

/** A question with boxes stands around all of them, and each box by itself; a table around its cells. */
function groupRects(places: readonly Place[]): Map<string, Rect[]> {
  const groups = new Map<string, Rect[]>();
  for (const { name, key, code, rect } of places) {
    const box = code !== undefined && !name.endsWith(`.${code}`) ? [`${name}.${code}`] : [];
    for (const one of new Set([name, key, ...box])) groups.set(one, [...(groups.get(one) ?? []), rect]);
  }
  return groups;
}

function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Paragraphs outside of tables, and cells that hold no table themselves. */
function listBlocks(body: XmlNode): WordBlock[] {
  const blocks: WordBlock[] = [];
  walkWord(body, 'body', (node, path) => {
    const isCell = node.name === 'w:tc' && !holdsTable(node);
    const isParagraph = node.name === 'w:p' && !path.includes('/tc[');
    if ((!isCell && !isParagraph) || blocks.length >= MOST_BLOCKS) return;
    const text = allText(node).trim();
    const table = isCell ? path.slice(0, path.lastIndexOf('/tr[')) : null;
    if (isCell || text !== '') blocks.push({ path, text, table });
  });
  return blocks;
}

function holdsTable(node: XmlNode): boolean {
  return visibleChildren(node).some((child) => child.name === 'w:tbl' || holdsTable(child));
}
