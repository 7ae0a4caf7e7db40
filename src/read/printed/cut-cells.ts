/** The characters of a page sorted into the rectangles between its rules: cells of tables, and the free parts between them. */
import { type Rect } from '../../core/sheet/layout.js';
import { type PdfGlyph } from '../../external/pdf-glyphs.js';
import { type Rule, type Rules } from './find-rules.js';

export interface PrintedCell {
  /** Edges in points; the page's own where there is no rule. */
  readonly rect: Rect;
  readonly glyphs: readonly PdfGlyph[];
}
/** From left to right; several are a table's, one alone is a free part of the page or a line over its whole width. */
export type PrintedRow = readonly PrintedCell[];

/** From top to bottom. Cells of one row have the same rules above and below. */
export function cutCells(
  glyphs: readonly PdfGlyph[],
  { across, down }: Rules,
  page: { readonly width: number; readonly height: number },
): PrintedRow[] {
  const cells = new Map<string, { rect: Rect; glyphs: PdfGlyph[] }>();
  const put = (x: number, y: number): { rect: Rect; glyphs: PdfGlyph[] } => {
    const [top, bottom] = between(across, y, x, page.height);
    // Without a rule beside it a cell is as wide as the rules above and below.
    const beside = across.filter(
      ({ at, from, to }) => (at === top || at === bottom) && x >= from - 1 && x <= to + 1,
    );
    const end = Math.max(...beside.map(({ to }) => to));
    const [left, right] = between(down, x, y, beside.length > 0 ? Math.min(end, page.width) : page.width);
    const key = [top, bottom, left, right].map((at) => at.toFixed(1)).join(' ');
    const cell = cells.get(key) ?? {
      rect: { x: left, y: top, width: right - left, height: bottom - top },
      glyphs: [],
    };
    cells.set(key, cell);
    return cell;
  };
  for (const glyph of glyphs) {
    // A blank has no height of its own: it stands where its line stands.
    const y = glyph.bottom > glyph.top ? (glyph.top + glyph.bottom) / 2 : glyph.baseline - 0.3 * glyph.size;
    put((glyph.left + glyph.right) / 2, y).glyphs.push(glyph);
  }
  for (const [x, y] of listMiddles({ across, down })) put(x, y);
  const rows: { top: number; bottom: number; cells: PrintedCell[] }[] = [];
  for (const cell of [...cells.values()].sort((one, other) => one.rect.y - other.rect.y)) {
    const { y, height } = cell.rect;
    const row = rows.find(({ top, bottom }) => Math.abs(top - y) < 1 && Math.abs(bottom - y - height) < 1);
    if (row) row.cells.push(cell);
    else rows.push({ top: y, bottom: y + height, cells: [cell] });
  }
  return rows.map((row) => row.cells.sort((one, other) => one.rect.x - other.rect.x));
}

/** The rules on both sides of a place, of those that reach beside it. */
function between(rules: readonly Rule[], at: number, along: number, end: number): [number, number] {
  let [before, after] = [0, end];
  for (const rule of rules) {
    if (along < rule.from - 1 || along > rule.to + 1) continue;
    if (rule.at <= at) before = Math.max(before, rule.at);
    else after = Math.min(after, rule.at);
  }
  return [before, after];
}

/** A place in each cell of a table, so that empty ones are there as well. */
function listMiddles({ across, down }: Rules): [x: number, y: number][] {
  const places: [number, number][] = [];
  for (const [index, left] of down.entries()) {
    const right = down
      .filter((one, at) => at !== index && one.at > left.at + 4 && one.from < left.to && one.to > left.from)
      .reduce<Rule | null>((near, one) => (near === null || one.at < near.at ? one : near), null);
    if (!right) continue;
    const x = (left.at + right.at) / 2;
    const heights = across
      .filter(({ from, to }) => x >= from && x <= to)
      .map(({ at }) => at)
      .sort((one, other) => one - other);
    for (const [line, top] of heights.entries()) {
      const y = (top + (heights[line + 1] ?? top)) / 2;
      const isWithin = [left, right].every(({ from, to }) => y > from && y < to);
      if (heights[line + 1] !== undefined && isWithin) places.push([x, y]);
    }
  }
  return places;
}
