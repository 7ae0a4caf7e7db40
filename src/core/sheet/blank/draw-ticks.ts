/** Boxes to tick: which boxes a question has, and how they stand in a line or in columns. */
import { type Column, type Field, type Language } from '../../study/study.js';
import { below, SMALL_TICK, TICK, type Drafting, type Pen } from './drafting.js';
import { type Place } from '../layout.js';

export interface Tick {
  readonly label: string;
  readonly place: Omit<Place, 'page' | 'rect'>;
}

/** Null for a question that is written, not ticked. */
export function listTicks(
  question: Field | Column,
  cell: { readonly key: string; readonly row?: string; readonly column?: string },
  language: Language,
  tooltip: string,
): Tick[] | null {
  const { type } = question;
  if (type !== 'yes_no' && type !== 'one_of' && type !== 'many_of') return null;
  const many = type === 'many_of';
  const name = cell.column === undefined ? cell.key : `${cell.key}.${cell.row ?? ''}.${cell.column}`;
  const choices = question.choices.map(({ code, label }) => ({ code, label: label[language] }));
  // What cannot be written on paper can be ticked.
  if (question.codesAllowed.includes('NSP')) choices.push({ code: 'NSP', label: 'NSP' });
  return choices.map(({ code, label }) => ({
    label,
    place: {
      ...cell,
      name: many ? `${name}.${code}` : name,
      kind: many ? 'check' : 'radio',
      code,
      tooltip: `${tooltip}\u00a0: ${label}`,
    },
  }));
}

const AFTER_BOX = 3.5;
const BETWEEN = 8;

export interface TickStyle {
  readonly side: number;
  readonly size: number;
  readonly after: number;
  readonly between: number;
}
export const inFields = (drafting: Drafting): TickStyle => ({
  side: TICK,
  size: drafting.density.label,
  after: AFTER_BOX,
  between: BETWEEN,
});
export const IN_TABLES: TickStyle = { side: SMALL_TICK, size: 8, after: 2.2, between: 6 };

export function tickWidth(tick: Tick, style: TickStyle, drafting: Drafting): number {
  return style.side + style.after + drafting.measure(tick.label, style.size, 'regular');
}

export function lineOfTicksWidth(ticks: readonly Tick[], style: TickStyle, drafting: Drafting): number {
  return ticks.reduce(
    (sum, tick, index) => sum + (index > 0 ? style.between : 0) + tickWidth(tick, style, drafting),
    0,
  );
}

/** One box with its label after it; `middle` is the line's middle. */
export function drawTick(pen: Pen, tick: Tick, x: number, middle: number, style: TickStyle): void {
  const { side, size, after } = style;
  const rect = { x, y: middle - side / 2, width: side, height: side };
  pen.shapes.push({ rect, stroke: 'line' });
  pen.places.push({ ...tick.place, page: pen.page, rect });
  pen.labels.push({
    text: tick.label,
    x: x + side + after,
    y: middle + below(size),
    size,
    font: 'regular',
    tone: tick.place.code === 'NSP' ? 'soft' : 'ink',
  });
}

export function drawTickLine(
  pen: Pen,
  ticks: readonly Tick[],
  at: { readonly x: number; readonly middle: number },
  style: TickStyle,
  drafting: Drafting,
): void {
  let { x } = at;
  for (const tick of ticks) {
    drawTick(pen, tick, x, at.middle, style);
    x += tickWidth(tick, style, drafting) + style.between;
  }
}

export interface TickColumns {
  readonly lines: number;
  /** Where each column begins, from the left. */
  readonly lefts: readonly number[];
}

const MOST_COLUMNS = 6;

/** The fewest lines of at most six columns, each as wide as its own labels need, evenly spread where they can be. */
export function arrangeColumns(
  ticks: readonly Tick[],
  width: number,
  style: TickStyle,
  drafting: Drafting,
): TickColumns {
  const widths = ticks.map((tick) => tickWidth(tick, style, drafting));
  for (let count = Math.min(MOST_COLUMNS, ticks.length); count > 1; count -= 1) {
    const lines = Math.ceil(ticks.length / count);
    const used = Math.ceil(ticks.length / lines);
    const needs = Array.from({ length: used }, (_, column) =>
      Math.max(...widths.slice(column * lines, (column + 1) * lines)),
    );
    const free = width - needs.reduce((sum, need) => sum + need, 0);
    if (free < style.between * (used - 1)) continue;
    const even = (width + style.between) / used;
    const evenly = needs.every((need) => need + style.between <= even + 0.01);
    const between = Math.min(free / Math.max(1, used - 1), 3 * style.between);
    const lefts = needs.map((_, column) =>
      evenly ? column * even : needs.slice(0, column).reduce((sum, need) => sum + need, 0) + column * between,
    );
    return { lines, lefts };
  }
  return { lines: ticks.length, lefts: [0] };
}

/** Read down each column. */
export function drawTickColumns(
  pen: Pen,
  ticks: readonly Tick[],
  at: { readonly x: number; readonly y: number; readonly line: number },
  { lines, lefts }: TickColumns,
  style: TickStyle,
): void {
  for (const [index, tick] of ticks.entries()) {
    const middle = at.y + ((index % lines) + 0.5) * at.line;
    drawTick(pen, tick, at.x + (lefts[Math.floor(index / lines)] ?? 0), middle, style);
  }
}
