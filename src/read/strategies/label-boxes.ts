/**
 * The boxes of a Word sheet whose controls were lost, told from their words: which box each choice has before it, and
 * how it is marked. An x in the place of a box, or between a box and its words, ticks it; one beside is a person's to read.
 */
import { type DoubtCode } from '../../core/sheet/reading.js';
import { readGlyph, UNCERTAIN } from '../word-text.js';

/** A choice as the blank words it, in the blank's order. */
export interface Slot {
  readonly code: string;
  readonly label: string;
}
export interface ReadTick {
  readonly code: string;
  readonly raw: string;
  readonly doubt?: DoubtCode;
}
export interface ReadBoxes {
  readonly ticks: readonly ReadTick[];
  /** Words that belong to no choice. */
  readonly extra: string;
}

const GLYPHS = `☐□○◯⬜▢☒☑■✓✔✗✘●◉⬛🗷🗹${UNCERTAIN}`;
/** A box, one typed in brackets, or a cross by itself. */
const MARK = `[${GLYPHS}]|[\\[(]\\s*[xX✓✔]?\\s*[\\])]|(?<![\\p{L}\\p{N}])[xX](?![\\p{L}\\p{N}])`;
const MARKS_AT_END = new RegExp(`^(.*?)((?:(?:${MARK})\\s*)*)$`, 'su');
const EACH_MARK = new RegExp(`(${MARK})(\\s*)`, 'gu');
const BOX_AND_WORDS = new RegExp(`([${GLYPHS}])([^${GLYPHS}]*)`, 'gu');
/** A cell of boxes holds no essay. */
const MOST_LETTERS = 5000;
const SEPARATORS = /^[\s,;/|·–-]+|[\s,;/|·–-]+$/gu;

/** The boxes of the blank's own cell. */
export function listSlots(blank: string, findCode: (words: string) => string | null): Slot[] {
  return [...plain(blank).matchAll(BOX_AND_WORDS)].flatMap(([, , words = '']) => {
    const code = findCode(words);
    return code === null ? [] : [{ code, label: words.trim() }];
  });
}

/** Null when the choices no longer stand there in the blank's order, or no box is left. */
export function readInOrder(text: string, slots: readonly Slot[]): ReadBoxes | null {
  const said = plain(text);
  if (said.length > MOST_LETTERS) return null;
  const extras: string[] = [];
  const found: { slot: Slot; marks: Mark[] }[] = [];
  let at = 0;
  for (const slot of slots) {
    const from = findWords(said, slot.label, at);
    if (from === null) return null;
    const { words, marks } = splitGap(said.slice(at, from));
    extras.push(words);
    found.push({ slot, marks });
    at = from + slot.label.length;
  }
  if (found.every(({ marks }) => marks.length === 0)) return null;
  const tail = splitGap(said.slice(at));
  extras.push(tail.words);
  const ticks = found.flatMap(({ slot, marks }, index) =>
    readMarks(slot, marks, found[index - 1]?.slot ?? slot),
  );
  const [last] = slots.slice(-1);
  if (last && tail.marks.length > 0) ticks.push({ code: last.code, raw: 'X', doubt: 'marked_beside' });
  return { ticks, extra: extras.filter((words) => words !== '').join(' ') };
}

/** Each ticked box by the words that follow it, up to the next box. */
export function readByWords(text: string): { readonly before: string; readonly ticked: readonly string[] } {
  const said = plain(text);
  const boxes = [...said.matchAll(BOX_AND_WORDS)];
  const before = said.slice(0, boxes[0]?.index).trim();
  return {
    before,
    ticked: boxes.flatMap(([, glyph = '', words = '']) => (readGlyph(glyph) === false ? [] : [words.trim()])),
  };
}
export function hasBoxes(text: string): boolean {
  return new RegExp(`[${GLYPHS}]`, 'u').test(text);
}

interface Mark {
  readonly raw: string;
  /** The next mark touches it. */
  readonly isGlued: boolean;
}

function splitGap(gap: string): { readonly words: string; readonly marks: Mark[] } {
  const [, words = '', marks = ''] = MARKS_AT_END.exec(gap.trim()) ?? [];
  return {
    words: words.replace(SEPARATORS, ''),
    marks: [...marks.matchAll(EACH_MARK)].map(([, raw = '', space]) => ({ raw, isGlued: space === '' })),
  };
}

function readMarks(slot: Slot, marks: readonly Mark[], previous: Slot): ReadTick[] {
  const raw = marks.map((mark) => mark.raw).join(' ');
  const [first, second, third] = marks;
  const doubtful = (doubt: DoubtCode, code = slot.code): ReadTick[] => [{ code, raw, doubt }];
  if (!first) return doubtful('unknown_state');
  if (first.raw === UNCERTAIN) return doubtful('tick_and_glyph_disagree');
  if (!second) return isTicked(first.raw) ? [{ code: slot.code, raw }] : [];
  if (third) return doubtful('marked_beside');
  const isBoxThenCross = readGlyph(first.raw) === false && /^[xX]$/.test(second.raw);
  if (isBoxThenCross) return [{ code: slot.code, raw }];
  // Between two boxes' words: it may belong to either.
  return doubtful('marked_beside', first.isGlued ? slot.code : previous.code);
}

function isTicked(mark: string): boolean {
  return /[xX✓✔]/.test(mark) || readGlyph(mark) === true;
}

function findWords(text: string, words: string, from: number): number | null {
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + words.length] ?? ' '}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return at;
  }
  return null;
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/[’ʼ]/gu, "'").replace(/\s+/gu, ' ');
}
