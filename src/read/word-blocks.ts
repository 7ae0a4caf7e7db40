/** A Word document as a reader of its words sees it: paragraphs, and tables by rows and columns, each with its path. */
import { childOf, type XmlNode } from '../external/docx-document.js';
import { allText, visibleChildren } from './word-text.js';

export interface WordCell {
  readonly text: string;
  readonly path: string;
  /** Its first column in the table's grid, and how many it takes. */
  readonly column: number;
  readonly span: number;
  /** The lower part of a cell that spans rows. */
  readonly isBelow: boolean;
}
export interface WordParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly path: string;
}
export interface WordTable {
  readonly kind: 'table';
  readonly path: string;
  readonly rows: readonly (readonly WordCell[])[];
}

/** Tables within cells are their cells' words. */
export function listWordBlocks(body: XmlNode): (WordParagraph | WordTable)[] {
  const blocks: (WordParagraph | WordTable)[] = [];
  const visit = (node: XmlNode, path: string): void =>
    numbered(node, path).forEach(([child, own]) => {
      if (child.name === 'w:p') blocks.push({ kind: 'paragraph', text: allText(child).trim(), path: own });
      else if (child.name === 'w:tbl') blocks.push({ kind: 'table', path: own, rows: listRows(child, own) });
      else visit(child, own);
    });
  visit(body, 'body');
  return blocks;
}

/** Children with their paths, numbered as walkWord numbers them. */
function numbered(node: XmlNode, path: string): (readonly [node: XmlNode, path: string])[] {
  const counts = new Map<string, number>();
  return visibleChildren(node).map((child) => {
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    const isStep = /^w:(?:tbl|tr|tc|p)$/.test(child.name);
    return [child, isStep ? `${path}/${child.name.slice(2)}[${count}]` : path];
  });
}

function listRows(table: XmlNode, path: string): WordCell[][] {
  return within(table, path, 'w:tr').map(([row, own]) => {
    let column = 0;
    return within(row, own, 'w:tc').map(([cell, cellPath]) => {
      const properties = childOf(cell, 'w:tcPr');
      const asked = Number((properties && childOf(properties, 'w:gridSpan')?.attributes['w:val']) ?? '1');
      const span = Number.isInteger(asked) && asked > 0 && asked < 1000 ? asked : 1;
      const merge = properties && childOf(properties, 'w:vMerge');
      const isBelow = merge !== null && merge.attributes['w:val'] !== 'restart';
      const read = { text: allText(cell).trim(), path: cellPath, column, span, isBelow };
      column += span;
      return read;
    });
  });
}

/** Rows or cells, also those that a control is wrapped around. */
function within(node: XmlNode, path: string, name: string): (readonly [node: XmlNode, path: string])[] {
  return numbered(node, path).flatMap(([child, own]) => {
    if (child.name === name) return [[child, own] as const];
    return child.name === 'w:tbl' || child.name === 'w:tc' || child.name === 'w:tr'
      ? []
      : within(child, own, name);
  });
}
