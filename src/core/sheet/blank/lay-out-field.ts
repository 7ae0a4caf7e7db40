/**
 * One question of the sheet as blocks: in half the width, in the whole of it, and with its label above the
 * answer. The page's flow takes the one that suits the line.
 */
import { type Field } from '../../study/study.js';
import { writeCue } from './write-cue.js';
import {
  below,
  drawLines,
  GUTTER,
  leading,
  lineWidth,
  wrapRuns,
  type Block,
  type Drafting,
  type Pen,
  type Run,
  type TextLine,
} from './drafting.js';
import {
  countColumns,
  drawTickColumns,
  drawTickLine,
  inFields,
  lineOfTicksWidth,
  listTicks,
  type Tick,
} from './draw-ticks.js';
import { type Rect } from '../layout.js';

/** Share of a half line that the label takes, so that the answers stand under one another. */
const LABEL_SHARE = 0.5;
const SPACE = 8;
const DATE_WIDTH = { date: 82, month: 66, year: 54 } as const;
const NUMBER_WIDTH = 58;

export interface FieldBlocks {
  readonly field: Field;
  readonly conditional: boolean;
  /** Label left, answer right; null when that does not fit. */
  beside(width: number, labelWidth?: number): Block | null;
  /** Label above, answer below. */
  above(width: number): Block;
}

export function layOutField(field: Field, drafting: Drafting): FieldBlocks {
  const runs = labelRuns(field, drafting);
  const control = makeControl(field, drafting);
  const { measure, density } = drafting;
  const step = leading(density.label);
  const number = (pen: Pen, x: number, baseline: number) => {
    const text = String(field.number);
    pen.labels.push({ text, x, y: baseline, size: density.label, font: 'bold', tone: 'ink' });
  };
  return {
    field,
    conditional: field.shownIf !== undefined,
    beside(width, labelWidth = width * LABEL_SHARE - GUTTER - SPACE) {
      const natural = Math.max(0, ...wrapRuns(runs, 10_000, measure).map((line) => lineWidth(line, measure)));
      const room = width - GUTTER - control.least - SPACE;
      // The answers stand under one another where that is possible.
      const taken = room < labelWidth ? room : Math.max(labelWidth, Math.min(natural, room / 1));
      const aligned = fitLines(runs, Math.min(labelWidth, room), drafting);
      const lines = aligned ?? fitLines(runs, taken, drafting);
      if (!lines || room < 40) return null;
      const start = aligned ? Math.min(labelWidth, room) : taken;
      const height = Math.max(control.height, lines.length * step + 2);
      return {
        height: height + density.gap,
        draw(pen, x, y) {
          const middle = y + height / 2;
          const first = middle - ((lines.length - 1) * step) / 2 + below(density.label);
          number(pen, x, first);
          drawLines(pen, lines, x + GUTTER, first, step);
          const left = x + GUTTER + start + SPACE;
          control.draw(pen, { x: left, y: middle - control.height / 2, width: x + width - left });
        },
      };
    },
    above(width) {
      const lines = wrapRuns(runs, width - GUTTER, measure);
      const below = control.under(width - GUTTER);
      const head = lines.length * step + 2;
      return {
        height: head + below.height + density.gap,
        draw(pen, x, y) {
          number(pen, x, y + density.label * 0.9);
          drawLines(pen, lines, x + GUTTER, y + density.label * 0.9, step);
          below.draw(pen, x + GUTTER, y + head);
        },
      };
    },
  };
}

/** At most two lines, none wider than it may be. */
function fitLines(runs: readonly Run[], width: number, { measure }: Drafting): TextLine[] | null {
  const lines = wrapRuns(runs, width, measure);
  const fits = lines.length <= 2 && lines.every((line) => lineWidth(line, measure) <= width + 0.1);
  return fits ? lines : null;
}

export function labelRuns(field: Field, drafting: Drafting): Run[] {
  const { language, words, density } = drafting;
  const size = density.label;
  const cue = writeCue(drafting.study, field, language);
  const hint = field.hint?.[language] ?? words.dates[field.type as keyof typeof words.dates] ?? '';
  return [
    ...(cue === '' ? [] : [{ text: `${cue} →`, font: 'italic', tone: 'soft', size } as const]),
    { text: field.label[language], font: 'regular', tone: 'ink', size },
    ...(hint === '' ? [] : [{ text: hint, font: 'regular', tone: 'soft', size: size * 0.85 } as const]),
  ];
}

/** What is read aloud, or shown while the pointer rests on a place. */
export function fieldTooltip(field: Field, { language, words }: Drafting): string {
  const hint = field.hint?.[language] ?? words.dates[field.type as keyof typeof words.dates] ?? '';
  const unit = field.unit?.label[language] ?? '';
  const codes = field.codesAllowed.map((code) => `${code} = ${words.codes[code]}`).join(', ');
  const more = [hint, unit, codes].filter((part) => part !== '').join(' ; ');
  return `${field.number}. ${field.label[language]}${more === '' ? '' : ` (${more})`}`;
}

interface Control {
  /** Least width beside a label. */
  readonly least: number;
  readonly height: number;
  draw(pen: Pen, at: { readonly x: number; readonly y: number; readonly width: number }): void;
  /** The same below its label. */
  under(width: number): Block;
}

function makeControl(field: Field, drafting: Drafting): Control {
  const tooltip = fieldTooltip(field, drafting);
  const ticks = listTicks(field, { key: field.key }, drafting.language, tooltip);
  return ticks ? tickControl(ticks, drafting) : boxControl(field, tooltip, drafting);
}

function tickControl(ticks: readonly Tick[], drafting: Drafting): Control {
  const style = inFields(drafting);
  const { density } = drafting;
  const least = lineOfTicksWidth(ticks, style, drafting);
  const line = density.choiceLine;
  return {
    least,
    height: line,
    draw: (pen, { x, y }) => drawTickLine(pen, ticks, { x, middle: y + line / 2 }, style, drafting),
    under(width) {
      if (least <= width) {
        return {
          height: line,
          draw: (pen, x, y) => drawTickLine(pen, ticks, { x, middle: y + line / 2 }, style, drafting),
        };
      }
      const columns = countColumns(ticks, width, style, drafting);
      return {
        height: Math.ceil(ticks.length / columns) * line,
        draw: (pen, x, y) => drawTickColumns(pen, ticks, { x, y, width, line }, columns, style),
      };
    },
  };
}

function boxControl(field: Field, tooltip: string, drafting: Drafting): Control {
  const { density, measure, language } = drafting;
  const unit = field.unit?.label[language] ?? '';
  const unitWidth = unit === '' ? 0 : measure(unit, density.label, 'regular') + 5;
  const own = boxWidth(field);
  const isNote = field.type === 'long_text';
  const height = isNote ? density.notes : density.box;
  const draw = (pen: Pen, rect: Rect) => {
    pen.shapes.push({ rect, stroke: 'line' });
    pen.places.push({
      name: field.key,
      key: field.key,
      kind: isNote ? 'multiline' : 'text',
      page: pen.page,
      rect,
      tooltip,
    });
    if (unit === '') return;
    const y = rect.y + rect.height / 2 + below(density.label);
    const x = rect.x + rect.width + 5;
    pen.labels.push({ text: unit, x, y, size: density.label, font: 'regular', tone: 'ink' });
  };
  return {
    least: (own ?? 170) + unitWidth,
    height,
    draw: (pen, { x, y, width }) => draw(pen, { x, y, width: own ?? width, height }),
    under: (width) => ({
      height,
      draw: (pen, x, y) => draw(pen, { x, y, width: Math.min(own ?? width, width - unitWidth), height }),
    }),
  };
}

/** Null for what takes all the room there is. */
function boxWidth({ type }: Field): number | null {
  if (type === 'date' || type === 'month' || type === 'year') return DATE_WIDTH[type];
  return type === 'integer' || type === 'decimal' ? NUMBER_WIDTH : null;
}
