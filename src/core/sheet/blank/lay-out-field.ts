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
  type Control,
  type Drafting,
  type Pen,
  type Run,
  type TextLine,
} from './drafting.js';
import { listTicks } from './draw-ticks.js';
import { layOutTicks } from './lay-out-ticks.js';
import { type Rect } from '../layout.js';

const SPACE = 7;
const LEAST_LABEL = 40;
const DATE_WIDTH = { date: 82, month: 66, year: 54 } as const;
const NUMBER_WIDTH = 58;
const LEAST_TEXT = 170;

export interface FieldBlocks {
  readonly field: Field;
  readonly conditional: boolean;
  /** Label left, answer at `answerAt` from the left; null when either does not fit. */
  besideAt(width: number, answerAt: number): Block | null;
  /** Label left, answer right of it: at `answerAt` if it can be; null when they do not fit side by side. */
  beside(width: number, answerAt?: number): Block | null;
  /** Label left, answers to tick in two lines right of it. */
  folded(width: number): Block | null;
  /** Label above, answer below. */
  above(width: number): Block;
  /** Width of label and answer above one another, the label in one line; Infinity when the answer takes all there is. */
  readonly aboveWidth: number;
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
  const [line = []] = wrapRuns(runs, Number.POSITIVE_INFINITY, measure);
  const natural = GUTTER + lineWidth(line, measure) + 0.02;
  const setBeside = (control: Control, width: number, answerAt: number): Block | null => {
    const room = answerAt - GUTTER - SPACE;
    if (room < Math.min(LEAST_LABEL, natural - GUTTER) || width - answerAt < control.least - 0.01)
      return null;
    const lines = fitLines(runs, room, drafting);
    if (!lines) return null;
    const height = Math.max(control.height, lines.length * step + 2);
    return {
      height: height + density.gap,
      draw(pen, x, y) {
        const middle = y + height / 2;
        const first = middle - ((lines.length - 1) * step) / 2 + below(density.label);
        number(pen, x, first);
        drawLines(pen, lines, x + GUTTER, first, step);
        const top = middle - control.height / 2;
        control.draw(pen, { x: x + answerAt, y: top, width: width - answerAt });
      },
    };
  };
  return {
    field,
    conditional: field.shownIf !== undefined,
    besideAt: (width, answerAt) => setBeside(control, width, answerAt),
    aboveWidth: control.stretches ? Number.POSITIVE_INFINITY : Math.max(natural, GUTTER + control.least),
    beside(width, answerAt) {
      const aligned = answerAt === undefined ? null : setBeside(control, width, answerAt);
      if (aligned) return aligned;
      const last = width - control.least;
      return setBeside(control, width, control.stretches ? Math.min(natural + SPACE, last) : last);
    },
    folded(width) {
      if (!control.folded) return null;
      const start = Math.min(natural + SPACE, width - control.folded.least);
      return setBeside(control.folded, width, start);
    },
    above(width) {
      const aside = control.asideWidth === 0 ? 0 : control.asideWidth + SPACE;
      const lines = wrapRuns(runs, width - GUTTER - aside, measure);
      const answer = control.under(width - GUTTER);
      const head = Math.max(lines.length * step + 1.5, aside === 0 ? 0 : density.choiceLine);
      return {
        height: head + answer.height + density.gap,
        draw(pen, x, y, more) {
          const first = y + step / 2 + below(density.label);
          number(pen, x, first);
          drawLines(pen, lines, x + GUTTER, first, step);
          answer.draw(pen, x + GUTTER, y + head, more);
          control.drawAside(pen, x + width - control.asideWidth, y + step / 2 + 0.5);
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
    ...(cue === '' ? [] : [{ text: cue, font: 'italic', tone: 'soft', size } as const]),
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

function makeControl(field: Field, drafting: Drafting): Control {
  const tooltip = fieldTooltip(field, drafting);
  const ticks = listTicks(field, { key: field.key }, drafting.language, tooltip);
  return ticks ? layOutTicks(ticks, drafting) : boxControl(field, tooltip, drafting);
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
    least: (own ?? LEAST_TEXT) + unitWidth,
    height,
    stretches: own === null,
    asideWidth: 0,
    drawAside: () => undefined,
    draw: (pen, { x, y, width }) => draw(pen, { x, y, width: own ?? width, height }),
    under: (width) => ({
      height,
      draw: (pen, x, y, more = 0) =>
        draw(pen, { x, y, width: Math.min(own ?? width, width - unitWidth), height: height + more }),
    }),
  };
}

/** Null for what takes all the room there is. */
function boxWidth({ type }: Field): number | null {
  if (type === 'date' || type === 'month' || type === 'year') return DATE_WIDTH[type];
  return type === 'integer' || type === 'decimal' ? NUMBER_WIDTH : null;
}
