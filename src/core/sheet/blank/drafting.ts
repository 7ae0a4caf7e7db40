/** What the parts of the sheet are laid out with: the measures of a density, wrapped text, and a pen for a page. */
import { type Language, type Study } from '../../study/study.js';
import { type Label, type Measure, type Place, type Shape } from '../layout.js';
import { SHEET_WORDS, type SheetWords } from './sheet-words.js';

/** How much room things are given; lengths in points. */
export interface Density {
  readonly label: number;
  /** Height of a box to write in. */
  readonly box: number;
  readonly gap: number;
  readonly choiceLine: number;
  readonly notes: number;
  readonly tableRow: number;
  readonly tickRow: number;
  readonly band: number;
}

export interface Drafting {
  readonly study: Study;
  readonly language: Language;
  readonly words: SheetWords;
  readonly measure: Measure;
  readonly density: Density;
}

export function startDrafting(
  study: Study,
  language: Language,
  measure: Measure,
  density: Density,
): Drafting {
  return { study, language, words: SHEET_WORDS[language], measure, density };
}

export interface Pen {
  readonly page: number;
  readonly labels: Label[];
  readonly shapes: Shape[];
  readonly places: Place[];
}

/** Something to be drawn with its top left at a point; `more` is height given to it above its own. */
export interface Block {
  readonly height: number;
  draw(pen: Pen, x: number, y: number, more?: number): void;
}

/** Where an answer is given: a box to write in, or boxes to tick. */
export interface Control {
  /** Least width beside a label. */
  readonly least: number;
  readonly height: number;
  /** Takes all the width there is. */
  readonly stretches: boolean;
  draw(pen: Pen, at: { readonly x: number; readonly y: number; readonly width: number }): void;
  /** What stands at the end of the label's line when the rest stands below it. */
  readonly asideWidth: number;
  drawAside(pen: Pen, x: number, middle: number): void;
  /** The same in two lines. */
  readonly folded?: Control;
  /** The same below its label. */
  under(width: number): Block;
}

/** Side of a tick box (4 mm), and of one in a table. */
export const TICK = 11.3;
export const SMALL_TICK = 9;
/** Where a question's number stands before its label. */
export const GUTTER = 19;

export const leading = (size: number): number => size * 1.18;
/** From the middle of a line to its baseline. */
export const below = (size: number): number => size * 0.33;

/** A run of text in one font. */
export interface Run {
  readonly text: string;
  readonly font: Label['font'];
  readonly tone: Label['tone'];
  readonly size: number;
}

interface Word extends Run {
  readonly width: number;
  readonly space: number;
}
export type TextLine = readonly (Run & { readonly at: number })[];

/** Lines no wider than `width`, unless a single word is; a no-break space holds its words together. */
export function wrapRuns(runs: readonly Run[], width: number, measure: Measure): TextLine[] {
  const words = runs.flatMap((run) =>
    run.text
      .split(/ +/)
      .filter((text) => text !== '')
      .map((text): Word => ({
        ...run,
        text,
        width: measure(text, run.size, run.font),
        space: measure(' ', run.size, run.font),
      })),
  );
  const lines: Word[][] = [];
  let used = 0;
  for (const word of words) {
    const line = lines.at(-1);
    if (line && used + word.space + word.width <= width + 0.01) {
      line.push(word);
      used += word.space + word.width;
    } else {
      lines.push([word]);
      used = word.width;
    }
  }
  return lines.map(joinLine);
}

/** Words of one run become one label again, so that the text can be searched and copied. */
function joinLine(words: readonly Word[]): TextLine {
  const line: { text: string; font: Run['font']; tone: Run['tone']; size: number; at: number }[] = [];
  let x = 0;
  let previous: Word | null = null;
  for (const word of words) {
    const { width, space, ...run } = word;
    const last = line.at(-1);
    if (previous) x += space;
    if (previous && last && sameStyle(previous, word)) last.text = `${last.text} ${word.text}`;
    else line.push({ ...run, at: x });
    x += width;
    previous = word;
  }
  return line;
}
function sameStyle(one: Run, other: Run): boolean {
  return one.font === other.font && one.tone === other.tone && one.size === other.size;
}

export function lineWidth(line: TextLine, measure: Measure): number {
  const last = line.at(-1);
  return last ? last.at + measure(last.text, last.size, last.font) : 0;
}

/** Draws lines with the first one's baseline at `y`. */
export function drawLines(pen: Pen, lines: readonly TextLine[], x: number, y: number, step: number): void {
  for (const [index, line] of lines.entries())
    for (const { at, ...run } of line) pen.labels.push({ ...run, x: x + at, y: y + index * step });
}
