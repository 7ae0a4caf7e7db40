/**
 * Runs of text in one place, put together as they were written: a space where there is a gap, a line for a line,
 * but not where a program broke a long text for want of room. And whether the end was cut off with its box.
 */
import { type Place } from '../core/sheet/layout.js';

export interface WrittenRun {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From a box's frame to what is written in it, at most: its field's inset and a viewer's own margin. */
const PADDING = 6;

export function joinRuns(runs: readonly WrittenRun[], place: Place): string {
  const lines = listLines(runs);
  return lines.reduce((text, line, index) => {
    const before = lines[index - 1];
    if (!before) return line.text;
    return text + (isBroken(before, line, place) ? ' ' : '\n') + line.text;
  }, '');
}

/** The text fills its place to the end: what came after may have been cut off. */
export function mayBeCut(runs: readonly WrittenRun[], place: Place): boolean {
  const { rect } = place;
  const lines = listLines(runs);
  const last = lines.at(-1);
  if (!last) return false;
  const fills = rect.x + rect.width - last.end < PADDING;
  if (place.kind !== 'multiline') return fills;
  // The next line would not have stood in the box.
  return rect.y + rect.height - last.y < last.height;
}

interface Line {
  readonly text: string;
  readonly y: number;
  readonly height: number;
  readonly end: number;
}

function listLines(runs: readonly WrittenRun[]): Line[] {
  const groups: WrittenRun[][] = [];
  for (const run of [...runs].sort((one, other) => one.y - other.y)) {
    const group = groups.at(-1);
    if (group?.[0] && Math.abs(group[0].y - run.y) < 0.5 * Math.max(run.height, 4)) group.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => {
    let text = '';
    let end = Number.NEGATIVE_INFINITY;
    for (const run of group.sort((one, other) => one.x - other.x)) {
      if (text !== '' && run.x - end > 0.15 * run.height) text += ' ';
      text += run.text;
      end = run.x + endOf(run);
    }
    const [first] = group;
    const height = Math.max(...group.map((run) => run.height));
    return { text: text.replace(/\s+/gu, ' ').trim(), y: first?.y ?? 0, height, end };
  });
}

/** Spaces at the end of a run take up room, but nothing is written there. */
function endOf({ text, width }: WrittenRun): number {
  return (width * text.trimEnd().length) / Math.max(1, text.length);
}

/** The line ends where it does because the next word found no room in it. */
function isBroken(line: Line, next: Line, { kind, rect }: Place): boolean {
  if (kind !== 'multiline') return false;
  const letter = (line.end - rect.x) / Math.max(1, line.text.length);
  const word = /^\S+/u.exec(next.text)?.[0] ?? '';
  return line.end + (word.length + 1) * letter > rect.x + rect.width - PADDING;
}
