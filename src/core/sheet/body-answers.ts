/**
 * From the lines of a mail to what its sender wrote at each question: behind it, beneath it, or in the cell beside it. What
 * cannot be told for sure (two answers, an answer that seems to go on, a question that is not quite the sheet's) carries a doubt.
 */
import { type Field, type Language } from '../study/study.js';
import { type LabelMatch, type LabelWords } from './label-words.js';
import { isClosing, type MailLine } from './mail-lines.js';
import { type Doubt } from './parsed-answer.js';
import { BOX } from './written-boxes.js';

export interface BodyAnswer {
  readonly field: Field;
  readonly language: Language | null;
  /** The lines of the answer as written, and the first one's number. */
  readonly lines: readonly string[];
  readonly at: number;
  /** The order of day and month was said beside it. */
  readonly saysOrder: boolean;
  readonly doubt?: Doubt;
}

const BOX_FIRST = new RegExp(`^(?:${BOX.source})`, 'u');
const MOST_BROKEN = 4;
/** A line this long may have been broken by a program, and not by its writer. */
const WRAPPED = 55;
/** "Statut VHC : négatif": a question of another sheet. */
const LIKE_A_QUESTION = /^[^.:=?]{2,80}[:=?]/;

/** A question whose answer is being gathered. */
interface Open {
  readonly match: LabelMatch;
  readonly kind: MailLine['kind'];
  readonly lines: string[];
  at: number;
  isBeneath: boolean;
  hasGap: boolean;
  doubt: Doubt | undefined;
}

/**
 * @param isCentre questions about the centre: a signature may hold their words
 */
export function gatherAnswers(
  lines: readonly MailLine[],
  labels: LabelWords,
  isCentre: (field: Field) => boolean,
): BodyAnswer[] {
  const done: Open[] = [];
  let open: Open | null = null;
  let isSigned = false;
  const all = joinLines(lines, labels).flatMap((line) => splitCells(line, labels));
  for (const line of all) {
    const { text, kind, at } = line;
    if (kind === 'end') {
      isSigned ||= isClosing(text);
      open = null;
      continue;
    }
    if (text === '') {
      if (open) open.hasGap = true;
      continue;
    }
    if (labels.isSection(text)) {
      open = null;
      continue;
    }
    // A choice may be worded like a question: "[ ] Rechute".
    const match = BOX_FIRST.test(text) ? null : labels.match(text, kind === 'asked');
    if (match && isSigned && (match.isDoubtful || isCentre(match.field))) continue;
    if (match) {
      isSigned = false;
      const before: Open | null = open;
      // "1. E. coli" within a long answer is no question; it may be one.
      if (match.language === null && before?.match.field.type === 'long_text' && !before.hasGap)
        before.doubt ??= { code: 'extra_text', detail: text };
      open = { match, kind, lines: [], at, isBeneath: false, hasGap: false, doubt: undefined };
      if (kind !== 'quoted') open.lines.push(...listLines(match.rest));
      // What another wrote behind the question is not this sender's answer.
      else if (match.rest !== '') open.doubt = { code: 'strategies_disagree', detail: match.rest };
      done.push(open);
      continue;
    }
    if (isSigned || !open) continue;
    if (kind !== 'own') {
      open = null;
      continue;
    }
    takeLine(open, text, at);
  }
  return settle(done);
}

/** A line without a question, beneath one. */
function takeLine(open: Open, text: string, at: number): void {
  const isBox = BOX_FIRST.test(text);
  const last = open.lines.at(-1);
  if (last === undefined) {
    open.at = at;
    open.isBeneath = true;
    if (open.hasGap && open.kind === 'own' && !isBox) open.doubt ??= { code: 'low_confidence' };
  } else if (!isBox) {
    // A new paragraph after a long answer may still be of it; after a short one it is something else.
    const isOwnGap = open.hasGap && open.kind === 'own';
    if (isOwnGap && open.match.field.type !== 'long_text') return;
    if (open.hasGap || last.length < WRAPPED || LIKE_A_QUESTION.test(text))
      open.doubt ??= { code: 'extra_text', detail: text };
    if (isOwnGap) return;
  }
  open.hasGap = false;
  open.lines.push(...listLines(text));
}

function settle(done: readonly Open[]): BodyAnswer[] {
  const filled = done.filter(({ lines }) => lines.length > 0);
  const hasBeside = filled.some(({ isBeneath, kind }) => !isBeneath && kind === 'own');
  const labelled = new Set(filled.flatMap(({ match }) => (match.language === null ? [] : [match.field])));
  const kept = filled.filter(({ match }) => match.language !== null || !labelled.has(match.field));
  return kept.map((one): BodyAnswer => {
    const { match, lines, at, isBeneath, kind } = one;
    const same = kept.filter((other) => other.match.field === match.field);
    const isTwice = new Set(same.map((other) => other.lines.join('\n'))).size > 1;
    const isOddlyPlaced =
      hasBeside && isBeneath && kind === 'own' && match.field.type !== 'table' && !BOX.test(lines.join('\n'));
    const doubt: Doubt | undefined = isTwice
      ? { code: 'strategies_disagree', detail: same.map((other) => other.lines.join(' ')).join(' / ') }
      : match.isDoubtful
        ? { code: 'label_differs' }
        : (one.doubt ?? (isOddlyPlaced ? { code: 'low_confidence' } : undefined));
    return {
      field: match.field,
      language: match.language,
      lines,
      at,
      saysOrder: match.saysOrder,
      ...(doubt && { doubt }),
    };
  });
}

/** A question that its mail program broke into two or three lines is one line again. */
function joinLines(lines: readonly MailLine[], labels: LabelWords): MailLine[] {
  const joined: MailLine[] = [];
  for (let index = 0; index < lines.length;) {
    const { line, count } = joinFrom(lines.slice(index, index + MOST_BROKEN), labels);
    joined.push(...line);
    index += count;
  }
  return joined;
}

function joinFrom(
  [first, ...next]: readonly MailLine[],
  labels: LabelWords,
): { readonly line: readonly MailLine[]; readonly count: number } {
  if (!first) return { line: [], count: 1 };
  let text = first.text;
  for (const [at, line] of next.entries()) {
    // "Date de la dernière perfusion :" begins a longer question too, and is one itself.
    if (/[:?\t]$/.test(text) || labels.match(line.text)?.isDoubtful === false) break;
    if (line.kind !== first.kind || line.text === '' || !labels.isBeginning(text)) break;
    text = `${text} ${line.text}`;
    const match = labels.match(text, first.kind === 'asked');
    if (match && !match.isDoubtful) return { line: [{ ...first, text }], count: at + 2 };
  }
  return { line: [first], count: 1 };
}

/** Two questions beside each other in one row of a table are two lines. */
function splitCells(line: MailLine, labels: LabelWords): MailLine[] {
  const cells = line.text.split('\t').map((cell) => cell.trim());
  if (cells.length < 3) return [line];
  const parts: string[][] = [[]];
  for (const cell of cells) {
    const match = labels.match(cell);
    const before = parts.at(-1) ?? [];
    if (match && match.language !== null && match.rest === '' && before.length > 0) {
      // Its number may have a cell of its own.
      const isItsNumber =
        /^\d{1,3}[.)]?$/.test(before.at(-1) ?? '') && parseInt(before.at(-1) ?? '') === match.field.number;
      parts.push(isItsNumber ? [...before.splice(-1), cell] : [cell]);
    } else before.push(cell);
  }
  return parts
    .map((part) => ({ ...line, text: part.join('\t').trim() }))
    .filter(({ text }, at) => text !== '' || at === 0);
}

function listLines(text: string): string[] {
  return text
    .replace(/\t+/g, ' ')
    .split('\u2028')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
