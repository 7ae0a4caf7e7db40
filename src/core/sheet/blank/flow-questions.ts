/** Sets the questions in lines of a page: two side by side where both fit, in the order of their numbers. */
import { type Study } from '../../study/study.js';
import { layOutField, type FieldBlocks } from './lay-out-field.js';
import { type Block, type Drafting, type Pen } from './drafting.js';
import { layOutTable } from './lay-out-table.js';
import { BODY } from './draw-frame.js';

const COLUMN_GAP = 16;
const INDENT = 12;

/** Lines that stay together on a page. */
export interface Flow {
  readonly height: number;
  readonly keepWithNext: boolean;
  draw(pen: Pen, y: number): void;
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
    height: density.band + 6 + density.gap,
    keepWithNext: true,
    draw(pen, y) {
      const top = y + density.gap / 2;
      pen.shapes.push({ rect: { x: BODY.x, y: top, width: BODY.width, height: density.band }, fill: 'band' });
      const baseline = top + density.band / 2 + size * 0.33;
      pen.labels.push({ text, x: BODY.x + 8, y: baseline, size, font: 'bold', tone: 'reversed' });
    },
  };
}

function wholeLine(block: Block, x: number): Flow {
  return { height: block.height, keepWithNext: false, draw: (pen, y) => block.draw(pen, x, y) };
}

function flowLines(questions: readonly FieldBlocks[]): Flow[] {
  const half = (BODY.width - COLUMN_GAP) / 2;
  const right = BODY.x + half + COLUMN_GAP;
  const flows: Flow[] = [];
  for (let index = 0; index < questions.length; index += 1) {
    const one = questions[index];
    const other = questions[index + 1];
    if (!one) break;
    // A question that hangs on another begins a line only when set in.
    const inset = one.conditional ? INDENT : 0;
    const pair = other && pairUp(one, other, half, inset);
    if (pair) {
      const [left, beside] = pair;
      flows.push({
        height: Math.max(left.height, beside.height),
        keepWithNext: false,
        draw(pen, y) {
          left.draw(pen, BODY.x + inset, y);
          beside.draw(pen, right, y);
        },
      });
      index += 1;
      continue;
    }
    flows.push(wholeLine(alone(one, BODY.width - inset, half), BODY.x + inset));
  }
  return flows;
}

function pairUp(one: FieldBlocks, other: FieldBlocks, half: number, inset: number): [Block, Block] | null {
  if (!one.conditional && other.conditional && one.field.type !== 'yes_no') return null;
  const flat = [one.beside(half - inset), other.beside(half)] as const;
  if (flat[0] && flat[1]) return [flat[0], flat[1]];
  const wide = (blocks: FieldBlocks) =>
    ['many_of', 'long_text', 'one_of', 'yes_no'].includes(blocks.field.type);
  if (wide(one) || wide(other)) return null;
  return [one.above(half - inset), other.above(half)];
}

/** Answers of a whole line begin where those of the right half do, if the label leaves room. */
function alone(one: FieldBlocks, width: number, half: number): Block {
  if (one.field.type === 'long_text') return one.above(width);
  const label = width - half / 2;
  const beside = one.field.type === 'text' ? one.beside(width, 0) : (one.beside(width, label - 27) ?? null);
  return beside ?? one.above(width);
}
