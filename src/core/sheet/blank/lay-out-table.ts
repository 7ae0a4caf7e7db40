/** A table of the sheet: its rows below one another, or as columns when it is transposed. */
import { type Choice, type Column, type Field, type Table } from '../../study/study.js';
import { fieldTooltip, labelRuns } from './lay-out-field.js';
import {
  below,
  drawLines,
  GUTTER,
  leading,
  wrapRuns,
  type Block,
  type Drafting,
  type Pen,
  type Run,
  type TextLine,
} from './drafting.js';
import {
  drawTickLine,
  drawTick,
  IN_TABLES,
  lineOfTicksWidth,
  listTicks,
  tickWidth,
  type Tick,
} from './draw-ticks.js';
import { shareWidths } from './share-widths.js';

const HEAD_SIZE = 8.5;
const PAD = 4;
const TICK_LINE = 11.5;

interface Line {
  readonly head: readonly TextLine[];
  readonly height: number;
  readonly cells: readonly Cell[];
}
interface Cell {
  readonly column: Column;
  readonly row: Choice;
}
interface Grid {
  readonly widths: readonly number[];
  readonly heads: readonly (readonly TextLine[])[];
  readonly headHeight: number;
  readonly lines: readonly Line[];
}

/** Each block holds as many lines as a page takes: one block, unless the table is longer than a page. */
export function layOutTable(
  field: Field,
  table: Table,
  width: number,
  most: number,
  drafting: Drafting,
): Block[] {
  const grid = makeGrid(field, table, width, drafting);
  const runs = labelRuns(field, drafting);
  const title = wrapRuns(runs, width - GUTTER, drafting.measure);
  const step = leading(drafting.density.label);
  const top = title.length * step + 4;
  const blocks: Line[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const line of grid.lines) {
    if (used + line.height > most - top - grid.headHeight - drafting.density.gap) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)?.push(line);
    used += line.height;
  }
  return blocks.map((lines, index) => ({
    height:
      top + grid.headHeight + lines.reduce((sum, line) => sum + line.height, 0) + drafting.density.gap + 2,
    draw(pen, x, y) {
      const baseline = y + drafting.density.label * 0.9;
      const text = index === 0 ? String(field.number) : `${field.number} (${drafting.words.continued})`;
      pen.labels.push({ text, x, y: baseline, size: drafting.density.label, font: 'bold', tone: 'ink' });
      if (index === 0) drawLines(pen, title, x + GUTTER, baseline, step);
      drawGrid(pen, field, { ...grid, lines }, { x, y: y + top, width }, drafting);
    },
  }));
}

function makeGrid(field: Field, table: Table, width: number, drafting: Drafting): Grid {
  const { measure, language } = drafting;
  const rows =
    table.rows.kind === 'named'
      ? table.rows.rows
      : Array.from({ length: table.rows.count }, (_, index) => numbered(index + 1));
  const across: readonly (Column | Choice)[] = table.transposed ? rows : table.columns;
  const down: readonly (Column | Choice)[] = table.transposed ? table.columns : rows;
  const cellOf = (line: Column | Choice, other: Column | Choice): Cell =>
    'code' in line ? { row: line, column: other as Column } : { row: other as Choice, column: line };
  const widths = shareWidths(table, rows, width, drafting);
  const head = (thing: Column | Choice, room: number, font: Run['font']) =>
    wrapRuns(headRuns(thing, font, drafting), room - 2 * PAD, measure);
  const heads = across.map((thing, index) => head(thing, widths[index + 1] ?? 0, 'bold'));
  const highest = Math.max(1, ...heads.map((lines) => lines.length));
  const lines = down.map((thing): Line => {
    const lineHead = head(thing, widths[0] ?? 0, table.transposed ? 'regular' : 'regular');
    const cells = across.map((other) => cellOf(thing, other));
    const ticks = cells.map((cell, index) => {
      const found = ticksOf(field, cell, '', language);
      return found
        ? arrangeTicks(found, (widths[index + 1] ?? 0) - 2 * PAD, drafting).lines * TICK_LINE + 4
        : 0;
    });
    const least = ticks.some((height) => height > 0) ? drafting.density.tickRow : drafting.density.tableRow;
    const height = Math.max(least, ...ticks, lineHead.length * leading(HEAD_SIZE) + 4);
    return { head: lineHead, height, cells };
  });
  return { widths, heads, headHeight: highest * leading(HEAD_SIZE) + 5, lines };
}

const numbered = (row: number): Choice => ({
  code: String(row),
  label: { fr: String(row), en: String(row) },
});

/** A label with its unit, or how its date is written. */
function headRuns(thing: Column | Choice, font: Run['font'], { language, words }: Drafting): Run[] {
  const size = HEAD_SIZE;
  const runs: Run[] = [{ text: thing.label[language], font, tone: 'ink', size }];
  if ('code' in thing) return runs;
  const note = thing.unit?.label[language] ?? words.dates[thing.type];
  if (note !== undefined) runs.push({ text: note, font: 'regular', tone: 'soft', size: size - 0.5 });
  return runs;
}

function ticksOf(field: Field, { column, row }: Cell, tooltip: string, language: Drafting['language']) {
  return listTicks(column, { key: field.key, row: row.code, column: column.key }, language, tooltip);
}

/** In one line where they fit, otherwise in columns. */
function arrangeTicks(ticks: readonly Tick[], width: number, drafting: Drafting) {
  if (lineOfTicksWidth(ticks, IN_TABLES, drafting) <= width) return { lines: 1, columns: 0 };
  const widest = Math.max(...ticks.map((tick) => tickWidth(tick, IN_TABLES, drafting)));
  const columns = Math.max(1, Math.min(ticks.length, Math.floor((width + 3) / (widest + 3))));
  return { lines: Math.ceil(ticks.length / columns), columns };
}

function drawGrid(
  pen: Pen,
  field: Field,
  grid: Grid,
  at: { readonly x: number; readonly y: number; readonly width: number },
  drafting: Drafting,
): void {
  const { widths, headHeight, lines } = grid;
  const lefts = widths.map((_, index) => at.x + widths.slice(0, index).reduce((sum, one) => sum + one, 0));
  const step = leading(HEAD_SIZE);
  const height = headHeight + lines.reduce((sum, line) => sum + line.height, 0);
  pen.shapes.push({ rect: { x: at.x, y: at.y, width: at.width, height: headHeight }, fill: 'tint' });
  for (const [index, head] of grid.heads.entries()) {
    const start = at.y + (headHeight - (head.length - 1) * step) / 2 + below(HEAD_SIZE);
    drawLines(pen, head, (lefts[index + 1] ?? 0) + PAD, start, step);
  }
  let y = at.y + headHeight;
  for (const line of lines) {
    const start = y + (line.height - (line.head.length - 1) * step) / 2 + below(HEAD_SIZE);
    drawLines(pen, line.head, at.x + PAD, start, step);
    for (const [index, cell] of line.cells.entries()) {
      const rect = { x: lefts[index + 1] ?? 0, y, width: widths[index + 1] ?? 0, height: line.height };
      pen.shapes.push({ rect, stroke: 'hair' });
      drawCell(pen, field, cell, rect, drafting);
    }
    pen.shapes.push({ rect: { x: at.x, y, width: widths[0] ?? 0, height: line.height }, stroke: 'hair' });
    y += line.height;
  }
  pen.shapes.push({ rect: { x: at.x, y: at.y, width: at.width, height }, stroke: 'line' });
}

function drawCell(
  pen: Pen,
  field: Field,
  cell: Cell,
  rect: { x: number; y: number; width: number; height: number },
  drafting: Drafting,
): void {
  const { language, words } = drafting;
  const { column, row } = cell;
  const note = column.unit?.label[language] ?? words.dates[column.type];
  const where = `${row.label[language]}, ${column.label[language]}${note === undefined ? '' : ` (${note})`}`;
  const tooltip = `${fieldTooltip({ ...field, codesAllowed: [] }, drafting)} – ${where}`;
  const ticks = ticksOf(field, cell, tooltip, language);
  if (!ticks) {
    const name = `${field.key}.${row.code}.${column.key}`;
    const kind = column.type === 'long_text' ? 'multiline' : 'text';
    pen.places.push({
      ...{ name, key: field.key, row: row.code, column: column.key, kind },
      ...{ page: pen.page, rect, tooltip },
    });
    return;
  }
  const { lines, columns } = arrangeTicks(ticks, rect.width - 2 * PAD, drafting);
  const x = rect.x + PAD;
  if (lines === 1) {
    drawTickLine(pen, ticks, { x, middle: rect.y + rect.height / 2 }, IN_TABLES, drafting);
    return;
  }
  const widest = Math.max(...ticks.map((tick) => tickWidth(tick, IN_TABLES, drafting)));
  const step = Math.min((rect.width - 2 * PAD + 3) / columns, widest + 6);
  const top = rect.y + (rect.height - lines * TICK_LINE) / 2;
  for (const [index, tick] of ticks.entries()) {
    const middle = top + (Math.floor(index / columns) + 0.5) * TICK_LINE;
    drawTick(pen, tick, x + (index % columns) * step, middle, IN_TABLES);
  }
}
