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

const AFTER_BOX = 4;
const BETWEEN = 13;

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

/** How many columns of equal width hold these labels, at most `most`. */
export function countColumns(
  ticks: readonly Tick[],
  width: number,
  style: TickStyle,
  drafting: Drafting,
): number {
  const widest = Math.max(...ticks.map((tick) => tickWidth(tick, style, drafting)));
  return Math.max(
    1,
    Math.min(ticks.length, 4, Math.floor((width + style.between) / (widest + style.between))),
  );
}

/** Read down each column; the first columns are the longer. */
export function drawTickColumns(
  pen: Pen,
  ticks: readonly Tick[],
  box: { readonly x: number; readonly y: number; readonly width: number; readonly line: number },
  columns: number,
  style: TickStyle,
): void {
  const lines = Math.ceil(ticks.length / columns);
  for (const [index, tick] of ticks.entries()) {
    const column = Math.floor(index / lines);
    const middle = box.y + ((index % lines) + 0.5) * box.line;
    drawTick(pen, tick, box.x + (column * box.width) / columns, middle, style);
  }
}
