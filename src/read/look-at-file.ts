/**
 * A file looked at for the review, in the reader process: the sizes of its pages and where each question stands on them, or its
 * words with their paths. A place is told only where the page was laid over the known blank: a wrong rectangle would be worse
 * than none.
 */
import { type FileLook, type FilePlace, NOTHING_TO_SEE, type WordBlock } from '../core/sheet/file-look.js';
import { type Place, type Rect } from '../core/sheet/layout.js';
import { DocxUnreadable, type XmlNode } from '../external/docx-document.js';
import { drawExplained, type ExplainedPage } from '../external/explained-page.js';
import { encodePng } from '../external/png.js';
import { findSheets } from './find-sheets.js';
import { openWord, type WordFormat } from './open-word.js';
import { openPages } from './open-pages.js';
import { decodeText } from './read-body.js';
import { invertFit, mapRect, toTuple } from './page-fit.js';
import { type ReaderParts } from './reader-parts.js';
import { type SheetPage } from './sheet-page.js';
import { allText, visibleChildren, walkWord } from './word-text.js';

const MOST_BLOCKS = 5000;
const LOWEST_DPI = 36;

/** `sheet`: of the sheets in the file the one whose places are asked for, from 1. */
export async function lookAtPages(
  bytes: Uint8Array,
  sheet: number,
  parts: Pick<ReaderParts, 'known' | 'blankImage'>,
): Promise<FileLook> {
  const opened = await openPages(bytes);
  if ('refused' in opened) return NOTHING_TO_SEE;
  try {
    const { sheets } = await findSheets(opened.file, parts, opened.pixels);
    const found = sheets[sheet - 1];
    return {
      kind: 'pages',
      pages: opened.file.pages.map(({ width, height }) => ({ width, height })),
      words: null,
      places: found?.versionKnown ? listPlaces(found.pages, found.sheet.layout.places) : {},
    };
  } finally {
    await opened.close();
  }
}

export async function lookAtWord(bytes: Uint8Array, format: WordFormat): Promise<FileLook> {
  try {
    const opened = await openWord(bytes, format);
    return opened ? { kind: 'words', pages: [], words: listBlocks(opened.body), places: {} } : NOTHING_TO_SEE;
  } catch (error) {
    if (error instanceof DocxUnreadable) return NOTHING_TO_SEE;
    throw error;
  }
}

/** Each line that says something, by the path of the answers that were read in it. */
export function lookAtText(bytes: Uint8Array): FileLook {
  const words = decodeText(bytes)
    .split('\n')
    .map((text, at) => ({ path: `body/line[${at + 1}]`, text: text.trim(), table: null }))
    .filter(({ text }) => text !== '');
  return { kind: 'words', pages: [], words: words.slice(0, MOST_BLOCKS), places: {} };
}

interface PageDrawing {
  readonly page: number;
  readonly dpi: number;
  readonly maxBytes: number;
  /** Drawn over the page. */
  readonly explained?: ExplainedPage | undefined;
}

/** Coarser than asked for where the image would be larger than may leave the process; null without such a page. */
export async function drawPage(
  bytes: Uint8Array,
  { page, dpi, maxBytes, explained }: PageDrawing,
): Promise<Uint8Array | null> {
  const opened = await openPages(bytes);
  if ('refused' in opened) return null;
  try {
    const pixels = await opened.pixels();
    if (!pixels || page < 1 || page > pixels.pageCount) return null;
    for (let finer = dpi; finer >= LOWEST_DPI; finer /= 2) {
      const picture = await pixels.draw(page, finer);
      const { width, height, rgb } = explained ? await drawExplained(picture, explained) : picture;
      const png = encodePng(width, height, rgb);
      if (png.length <= maxBytes) return png;
    }
    return null;
  } finally {
    await opened.close();
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
