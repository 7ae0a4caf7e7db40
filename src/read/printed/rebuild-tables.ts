/**
 * A printed document as the tree of a Word document again: what stands in a row of cells is a table's row, a label with its answer beside it
 * a row of two. Where the second column begins is told by the document itself: most answers begin there.
 */
import { type Rect } from '../../core/sheet/layout.js';
import { type XmlNode } from '../../external/docx-document.js';
import { type PdfGlyph } from '../../external/pdf-glyphs.js';
import { isInk, listLines, writeWords } from './cell-words.js';
import { type PrintedCell, type PrintedRow } from './cut-cells.js';
import { findAnswerColumn, isCrossed, listPhrases, SAME_EDGE } from './find-answer-column.js';

export interface PrintedPage {
  /** In the file, from 1. */
  readonly number: number;
  readonly rows: readonly PrintedRow[];
}
export interface PrintedPlace {
  readonly page: number;
  readonly rect: Rect;
  /** It went on on the next page: what was put together again may not be as it was written. */
  readonly isSplit: boolean;
}
export interface RebuiltDocument {
  readonly body: XmlNode;
  /** Where the words of each cell and paragraph stand, by path. */
  readonly places: ReadonlyMap<string, PrintedPlace>;
}

interface Cell extends PrintedPlace {
  readonly text: string;
}
type Block =
  /** `isOrphan`: they stand where answers stand, without a label beside them. */
  | { readonly kind: 'words'; readonly cell: Cell; readonly isOrphan: boolean }
  | { readonly kind: 'row'; readonly cells: readonly Cell[] }
  | { readonly kind: 'grid'; readonly edges: readonly number[]; readonly rows: (readonly Cell[])[] };

/** `isFurniture`: words that stand on every page and belong to none, as a footer. */
export function rebuildTables(
  pages: readonly PrintedPage[],
  isFurniture: (words: string) => boolean,
): RebuiltDocument {
  const column = findAnswerColumn(pages.flatMap(({ rows }) => rows));
  const blocks: Block[] = [];
  for (const { number, rows } of pages)
    for (const row of rows) {
      const [only] = row;
      if (row.length > 1) addGridRow(blocks, row, number);
      else if (only) blocks.push(...cutFree(only, column, number, isFurniture));
    }
  return writeTree(joinSplit(blocks));
}

function addGridRow(blocks: Block[], row: PrintedRow, page: number): void {
  const edges = row.map(({ rect }) => rect.x);
  const cells = row.map((cell) => toCell(cell.glyphs, cell.rect, page));
  const last = blocks.at(-1);
  const isSame =
    last?.kind === 'grid' &&
    last.edges.length === edges.length &&
    last.edges.every((edge, at) => Math.abs(edge - (edges[at] ?? 0)) < 2 * SAME_EDGE);
  if (!isSame) {
    blocks.push({ kind: 'grid', edges, rows: [cells] });
    return;
  }
  // A table that goes on on the next page says its head again.
  const isHead = last.rows[0]?.every(({ text }, at) => text === cells[at]?.text) === true;
  if (isHead) return;
  const above = last.rows.at(-1) ?? [];
  const isSplit =
    above[0]?.page !== page && [above, cells].some(([first]) => first === undefined || first.text === '');
  if (isSplit) last.rows.splice(-1, 1, above.map(markSplit));
  last.rows.push(isSplit ? cells.map(markSplit) : cells);
}

function markSplit(cell: Cell): Cell {
  return { ...cell, isSplit: true };
}

/** An answer that goes on on the next page, or of which the label stands there. */
function joinSplit(blocks: readonly Block[]): Block[] {
  const joined = [...blocks];
  for (let at = 0; at < joined.length; at += 1) {
    const block = joined[at];
    if (block?.kind !== 'words' || !block.isOrphan) continue;
    for (const [index, isBelow] of [
      [at - 1, true],
      [at + 1, false],
    ] as const) {
      const row = joined[index];
      const [label, answer] = row?.kind === 'row' ? row.cells : [];
      if (!label || !answer || answer.page === block.cell.page) continue;
      const parts = isBelow ? [answer.text, block.cell.text] : [block.cell.text, answer.text];
      joined[index] = { kind: 'row', cells: [label, markSplit({ ...answer, text: parts.join('\n') })] };
      joined.splice(at, 1);
      at -= 1;
      break;
    }
  }
  return joined;
}

/** A part of the page without rules inside: a label and its answer, or words. */
function cutFree(
  cell: PrintedCell,
  column: number | null,
  page: number,
  isFurniture: (words: string) => boolean,
): Block[] {
  const glyphs = listLines(cell.glyphs)
    .filter(({ glyphs: line }) => !isFurniture(writeWords(line, Infinity)))
    .flatMap((line) => line.glyphs);
  const inked = glyphs.filter(isInk);
  if (inked.length === 0) return [];
  const end = cell.rect.x + cell.rect.width;
  if (column !== null) {
    const [label, answer] = [true, false].map((isBefore) =>
      glyphs.filter(({ start }) => start < column - SAME_EDGE === isBefore),
    );
    if (
      !isCrossed(listPhrases(glyphs), column) &&
      label?.some(isInk) &&
      answer &&
      /^\s*\d/u.test(writeWords(label, column))
    ) {
      const { y, height } = cell.rect;
      return [
        {
          kind: 'row',
          cells: [
            toCell(label, { x: cell.rect.x, y, width: column - cell.rect.x, height }, page),
            toCell(answer, { x: column, y, width: end - column, height }, page),
          ],
        },
      ];
    }
  }
  const isOrphan = column !== null && inked.every(({ start }) => start >= column - SAME_EDGE);
  return [{ kind: 'words', cell: toCell(glyphs, cell.rect, page), isOrphan }];
}

/** The rectangle of its words, or the cell's own where there are none. */
function toCell(glyphs: readonly PdfGlyph[], rect: Rect, page: number): Cell {
  const inked = glyphs.filter(isInk);
  const text = writeWords(glyphs, rect.x + rect.width);
  if (inked.length === 0) return { text, page, rect, isSplit: false };
  const [x, y] = [Math.min(...inked.map(({ left }) => left)), Math.min(...inked.map(({ top }) => top))];
  const [right, bottom] = [
    Math.max(...inked.map((glyph) => glyph.right)),
    Math.max(...inked.map((glyph) => glyph.bottom)),
  ];
  return { text, page, rect: { x, y, width: right - x, height: bottom - y }, isSplit: false };
}

/** As `listWordBlocks` numbers what it finds. */
function writeTree(blocks: readonly Block[]): RebuiltDocument {
  const places = new Map<string, PrintedPlace>();
  const counts = { tbl: 0, p: 0 };
  const children = blocks.map((block, at): XmlNode => {
    // The title of a table that follows is no row without an answer.
    const isTitle = block.kind === 'row' && block.cells[1]?.text === '' && blocks[at + 1]?.kind === 'grid';
    if (block.kind === 'words' || isTitle) {
      const [cell] = block.kind === 'words' ? [block.cell] : block.cells;
      counts.p += 1;
      if (cell) places.set(`body/p[${counts.p}]`, cell);
      return paragraph(cell?.text ?? '');
    }
    counts.tbl += 1;
    const rows = block.kind === 'row' ? [block.cells] : block.rows;
    return element(
      'w:tbl',
      rows.map((cells, row) =>
        element(
          'w:tr',
          cells.map((cell, index) => {
            places.set(`body/tbl[${counts.tbl}]/tr[${row + 1}]/tc[${index + 1}]`, cell);
            return element('w:tc', cell.text.split('\n').map(paragraph));
          }),
        ),
      ),
    );
  });
  return { body: element('w:body', children), places };
}

function element(name: string, children: readonly (XmlNode | string)[]): XmlNode {
  return { name, attributes: {}, children };
}
function paragraph(text: string): XmlNode {
  return element('w:p', [element('w:r', [element('w:t', [text])])]);
}
