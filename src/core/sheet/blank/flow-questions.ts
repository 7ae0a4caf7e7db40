/** Sets the questions in lines of a page: two side by side where both fit, in the order of their numbers. */
import { type Study } from '../../study/study.js';
import { layOutField, type FieldBlocks } from './lay-out-field.js';
import { type Block, type Drafting, type Pen } from './drafting.js';
import { layOutTable } from './lay-out-table.js';
import { BODY } from './draw-frame.js';

const COLUMN_GAP = 14;
const INDENT = 12;

/** Lines that stay together on a page. */
export interface Flow {
  readonly height: number;
  readonly keepWithNext: boolean;
  /** What it costs to begin a page with it, against squares of points left free. */
  readonly breakCost: number;
  /** Has use for the room that a page leaves. */
  readonly stretches: boolean;
  draw(pen: Pen, y: number, more: number): void;
}

export function flowQuestions(study: Study, drafting: Drafting): Flow[] {
  return study.sections.flatMap((section) => {
    const fields = study.fields.filter((field) => field.section === section.key);
    if (fields.length === 0) return [];
    const flows: Flow[] = [bandOf(section.label[drafting.language], drafting)];
    let waiting: FieldBlocks[] = [];
    for (const field of fields) {
      if (!field.table) {
        waiting.push(layOutField(field, drafting));
        continue;
      }
      flows.push(...flowLines(waiting));
      waiting = [];
      const most = BODY.bottom - BODY.top - drafting.density.band - 12;
      for (const block of layOutTable(field, field.table, BODY.width, most, drafting))
        flows.push(wholeLine(block, BODY.x));
    }
    return [...flows, ...flowLines(waiting)];
  });
}

function bandOf(text: string, { density }: Drafting): Flow {
  const size = 11;
  return {
    height: density.band + 3.5 + density.gap,
    keepWithNext: true,
    breakCost: 0,
    stretches: false,
    draw(pen, y) {
      const top = y + density.gap / 2;
      pen.shapes.push({ rect: { x: BODY.x, y: top, width: BODY.width, height: density.band }, fill: 'band' });
      const baseline = top + density.band / 2 + size * 0.33;
      pen.labels.push({ text, x: BODY.x + 8, y: baseline, size, font: 'bold', tone: 'reversed' });
    },
  };
}

const PLAIN_BREAK = 600;
/** Away from the question that it hangs on. */
const HANGING_BREAK = 6000;

function wholeLine(block: Block, x: number, stretches = false, breakCost = PLAIN_BREAK): Flow {
  return {
    height: block.height,
    keepWithNext: false,
    breakCost,
    stretches,
    draw: (pen, y, more) => block.draw(pen, x, y, more),
  };
}

const half = (BODY.width - COLUMN_GAP) / 2;
/** Where the answers of a half line begin, so that they stand under one another. */
const ANSWER_AT = 0.54 * half;

function flowLines(questions: readonly FieldBlocks[]): Flow[] {
  const flows: Flow[] = [];
  for (let index = 0; index < questions.length;) {
    const [one, ...others] = questions.slice(index, index + 3);
    if (!one) break;
    // A question that hangs on another begins a line only when set in.
    const inset = one.conditional ? INDENT : 0;
    const breakCost = one.conditional ? HANGING_BREAK : PLAIN_BREAK;
    const row = setThree(one, others) ?? setTwo(one, others[0], inset);
    if (row) {
      flows.push({
        height: Math.max(...row.map(({ block }) => block.height)),
        keepWithNext: false,
        breakCost,
        stretches: false,
        draw: (pen, y) => row.forEach(({ block, x }) => block.draw(pen, BODY.x + x, y)),
      });
    } else {
      const isNote = one.field.type === 'long_text';
      flows.push(wholeLine(alone(one, inset), BODY.x + inset, isNote, breakCost));
    }
    index += row?.length ?? 1;
  }
  return flows;
}

interface Cell {
  readonly block: Block;
  /** From the left of the page's body. */
  readonly x: number;
}

const WRITTEN = ['text', 'email', 'phone'];
const TICKED = ['yes_no', 'one_of', 'many_of'];
const isWritten = ({ field }: FieldBlocks) => WRITTEN.includes(field.type);
const isBoxed = ({ field }: FieldBlocks) => ![...TICKED, 'long_text'].includes(field.type);

/** An address, a telephone number and a date. */
function setThree(one: FieldBlocks, [other, third]: readonly FieldBlocks[]): Cell[] | null {
  if (!other || !third || [one, other, third].some(({ conditional }) => conditional)) return null;
  if (!isWritten(one) || other.field.type !== 'phone' || isWritten(third) || !isBoxed(third)) return null;
  const last = third.aboveWidth;
  const room = BODY.width - 2 * COLUMN_GAP - last;
  if (room < 1.2 * half) return null;
  const first = room * 0.58;
  return [
    { block: one.above(first), x: 0 },
    { block: other.above(room - first), x: first + COLUMN_GAP },
    { block: third.above(last), x: BODY.width - last },
  ];
}

function setTwo(one: FieldBlocks, other: FieldBlocks | undefined, inset: number): Cell[] | null {
  // A question that hangs on another stands beside it, or with its kind.
  if (!other || (!one.conditional && other.conditional && one.field.type !== 'yes_no')) return null;
  if (one.conditional && !other.conditional) return null;
  const set = (left: Block | null, right: Block | null): Cell[] | null =>
    left && right
      ? [
          { block: left, x: inset },
          { block: right, x: half + COLUMN_GAP },
        ]
      : null;
  if (isWritten(other) && isBoxed(one)) return set(one.above(half - inset), other.above(half));
  if (isWritten(one) || isWritten(other)) return null;
  const [left, right] = [one.beside(half - inset, ANSWER_AT - inset), other.beside(half, ANSWER_AT)];
  const height = Math.max(left?.height ?? 0, right?.height ?? 0);
  return set(left && inMiddle(left, height), right && inMiddle(right, height));
}

/** So that both halves of a line stand on one middle. */
function inMiddle(block: Block, height: number): Block {
  return { height, draw: (pen, x, y, more) => block.draw(pen, x, y + (height - block.height) / 2, more) };
}

/** Answers of a whole line begin where those of the right half do, or at its middle, if the label leaves room. */
function alone(one: FieldBlocks, inset: number): Block {
  const width = BODY.width - inset;
  if (one.field.type === 'long_text') return one.above(width);
  if (isWritten(one)) return one.beside(width) ?? one.above(width);
  const right = half + COLUMN_GAP - inset;
  const block = one.besideAt(width, right + ANSWER_AT) ?? one.besideAt(width, right);
  const above = one.above(width);
  const beside = block ?? one.beside(width) ?? one.folded(width);
  return beside && beside.height < above.height - 1 ? beside : above;
}
