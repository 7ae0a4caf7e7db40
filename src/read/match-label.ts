/**
 * Which question a label asks, also one that was retyped: by its number and words, by its words alone, or by almost
 * its words. Two questions may sound alike: what fits more than one of them is told as doubtful, or not at all.
 */
import { foldForGrammar } from '../core/sheet/normalise-text.js';
import { type Field } from '../core/study/study.js';
import { type KnownSheet } from './known-sheets.js';

export interface LabelMatch {
  readonly field: Field;
  /** Its number and words are the sheet's own, or nearly; nothing else fits. */
  readonly isSure: boolean;
  /** How good the match is: of two rows for one question the better one is the question's. */
  readonly rank: number;
}

/** One letter in so many may be another. */
const LETTERS_AN_EDIT = 8;
const MOST_EDITS = 6;

/** The number is there and the words after it hold the field's own: nothing else is taken for a label here. */
export function matchNumbered(text: string, sheet: KnownSheet): LabelMatch | null {
  const { number, words } = split(text);
  const field = sheet.study.fields.find((one) => one.number === number);
  const label = bare(field?.label[sheet.language] ?? '');
  return field && label !== '' && bare(words).includes(label.slice(0, 40))
    ? { field, isSure: true, rank: 0 }
    : null;
}

/** `blank`: the words of each label cell of the blank, by key. */
export function matchLabel(
  text: string,
  sheet: KnownSheet,
  blank: ReadonlyMap<string, string>,
): LabelMatch | null {
  const { number, words } = split(text);
  const said = bare(words);
  if (said === '' || said.length > 400) return null;
  const numbered = matchNumbered(text, sheet);
  if (numbered && bare(text) === bare(blank.get(numbered.field.key) ?? '')) return numbered;
  const withoutHint = bare(words.replace(/\s*\([^()]*\)\s*$/u, ''));
  const near = listOwnWords(sheet, blank)
    .map(({ field, own }) => ({ field, edits: countEdits([said, withoutHint], own) }))
    .filter(({ edits }) => edits <= MOST_EDITS)
    .sort((one, other) => one.edits - other.edits);
  const [best, next] = near;
  if (numbered && (!best || best.field === numbered.field || best.edits > 0)) return numbered;
  if (!best) {
    const field = sheet.study.fields.find((one) => one.number === number);
    // The number is the sheet's, the words are others.
    return field ? { field, isSure: false, rank: 3 } : null;
  }
  const isAlone = next === undefined || next.edits > 0;
  const fits = number === null ? best.edits === 0 && isAlone : number === best.field.number;
  const isClear = next === undefined || next.edits > best.edits;
  if (!isClear && !fits) return null;
  return { field: best.field, isSure: fits && isClear, rank: best.edits === 0 ? 1 : 2 };
}

interface OwnWords {
  readonly field: Field;
  /** Its label, and all that the blank says in the label's place, for comparing. */
  readonly own: readonly string[];
}
const prepared = new WeakMap<ReadonlyMap<string, string>, readonly OwnWords[]>();
function listOwnWords(sheet: KnownSheet, blank: ReadonlyMap<string, string>): readonly OwnWords[] {
  const known = prepared.get(blank);
  if (known) return known;
  const list = sheet.study.fields.map((field) => ({
    field,
    own: [field.label[sheet.language], split(blank.get(field.key) ?? '').words]
      .map(bare)
      .filter((label) => label !== ''),
  }));
  prepared.set(blank, list);
  return list;
}

function countEdits(said: readonly string[], own: readonly string[]): number {
  const counts = own.flatMap((label) => {
    const most = Math.min(MOST_EDITS, Math.floor(label.length / LETTERS_AN_EDIT));
    return said.map((words) => measureEdits(words, label, most));
  });
  return Math.min(Number.POSITIVE_INFINITY, ...counts);
}

/** What was written after the label, in the label's own cell; '' when the cell holds the blank's words only. */
export function cutLabel(text: string, blank: string | undefined): string {
  if (blank === undefined) return '';
  const [said, own] = [text, blank].map((one) => one.normalize('NFC').replace(/\s+/gu, ' ').trim());
  const at = own === undefined || own === '' ? -1 : (said?.indexOf(own) ?? -1);
  if (said === undefined || own === undefined || at < 0) return '';
  return `${said.slice(0, at)} ${said.slice(at + own.length)}`.replace(/^[\s:]+/u, '').trim();
}

/** Whether one of the items is meant, by its words or by their beginning (a hint may follow); null when none or several. */
export function matchWords<Item>(
  text: string,
  items: readonly Item[],
  words: (item: Item) => string,
): Item | null {
  const said = bare(text);
  if (said === '') return null;
  const exact = items.filter((item) => bare(words(item)) === said);
  if (exact.length > 0) return exact.length === 1 ? (exact[0] ?? null) : null;
  const started = items
    .filter((item) => said.startsWith(`${bare(words(item))}(`))
    .sort((one, other) => bare(words(other)).length - bare(words(one)).length);
  return started[0] ?? null;
}

/** For comparing words: letters, digits and signs, no case, no accents, no spaces. */
export function bare(text: string): string {
  return foldForGrammar(text)
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/[.:…_]+$/u, '');
}

function split(text: string): { readonly number: number | null; readonly words: string } {
  const [, number, words] = /^\s*(\d{1,3})(?:[.)]\s*|\s+)(.*)$/su.exec(text) ?? [];
  return number === undefined
    ? { number: null, words: text }
    : { number: Number(number), words: words ?? '' };
}

/** Letters put in, taken out or changed; Infinity when there are more than `most`. */
function measureEdits(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return Number.POSITIVE_INFINITY;
  let line = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const change = (line[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(change, (line[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return Number.POSITIVE_INFINITY;
    line = next;
  }
  const edits = line.at(-1) ?? 0;
  return edits <= most ? edits : Number.POSITIVE_INFINITY;
}
