/** The boxes to tick of a question: in a line, in two, or in columns below its label. */
import { type Control, type Drafting } from './drafting.js';
import {
  arrangeColumns,
  drawTick,
  drawTickColumns,
  drawTickLine,
  inFields,
  lineOfTicksWidth,
  tickWidth,
  type Tick,
} from './draw-ticks.js';

const UNKNOWN = 'NSP';

/** « NSP » stands apart from the answers, at the right edge: beside them, or on the label's line above them. */
export function layOutTicks(ticks: readonly Tick[], drafting: Drafting): Control {
  const style = inFields(drafting);
  const line = drafting.density.choiceLine;
  const answers = ticks.filter(({ place }) => place.code !== UNKNOWN);
  const unknown = ticks.find(({ place }) => place.code === UNKNOWN);
  const unknownWidth = unknown ? tickWidth(unknown, style, drafting) : 0;
  const aside = unknown ? unknownWidth + style.between : 0;
  const widthOf = (some: readonly Tick[]) => lineOfTicksWidth(some, style, drafting);
  const inLines = (lines: readonly (readonly Tick[])[]): Control => ({
    least: Math.max(...lines.map((some, index) => widthOf(some) + (index === 0 ? aside : 0))),
    height: lines.length * line,
    stretches: false,
    asideWidth: unknownWidth,
    draw(pen, { x, y, width }) {
      for (const [index, some] of lines.entries())
        drawTickLine(pen, some, { x, middle: y + (index + 0.5) * line }, style, drafting);
      if (unknown) drawTick(pen, unknown, x + width - unknownWidth, y + line / 2, style);
    },
    drawAside(pen, x, middle) {
      if (unknown) drawTick(pen, unknown, x, middle, style);
    },
    under(width) {
      const columns = arrangeColumns(answers, width, style, drafting);
      const oneLine = widthOf(answers) <= width;
      return {
        height: (oneLine ? 1 : columns.lines) * line,
        draw(pen, x, y) {
          if (oneLine) drawTickLine(pen, answers, { x, middle: y + line / 2 }, style, drafting);
          else drawTickColumns(pen, answers, { x, y, line }, columns, style);
        },
      };
    },
  });
  const fold = foldInTwo(answers, widthOf);
  return { ...inLines([answers]), ...(fold && { folded: inLines(fold) }) };
}

/** Where the longer of two lines is shortest. */
function foldInTwo(
  answers: readonly Tick[],
  widthOf: (ticks: readonly Tick[]) => number,
): [readonly Tick[], readonly Tick[]] | null {
  const folds = answers
    .slice(1)
    .map((_, index): [readonly Tick[], readonly Tick[]] => [
      answers.slice(0, index + 1),
      answers.slice(index + 1),
    ]);
  const longest = ([one, other]: [readonly Tick[], readonly Tick[]]) =>
    Math.max(widthOf(one), widthOf(other));
  return folds.reduce<[readonly Tick[], readonly Tick[]] | null>(
    (best, fold) => (best && longest(best) <= longest(fold) ? best : fold),
    null,
  );
}
