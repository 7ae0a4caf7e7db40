/**
 * The lines of an answer, sorted by whose they are: the letter's own list (known word by word, marked or not, broken or not by the
 * programs on the way), the rest of the letter, and what its reader wrote above, beneath or between.
 */
import { holdsLink } from '../form/personal-link.js';
import { type AskedLine } from '../letter/asked-line.js';
import { type MailLine } from '../sheet/mail-lines.js';
import { foldWords } from '../sheet/normalise-text.js';

export type ReplyLine =
  /** A line of the list; `rest` stands behind it. */
  | { readonly kind: 'item'; readonly item: AskedLine; readonly rest: string; readonly at: number }
  /** Written by whoever answers. `isBelow`: under all that is ours, where disclaimers stand as well. */
  | { readonly kind: 'own'; readonly text: string; readonly at: number; readonly isBelow: boolean }
  | { readonly kind: 'gap' }
  /** Of the letter, or of an older mail: here an answer ends. */
  | { readonly kind: 'end' }
  /** A closing formula: a block of names follows. */
  | { readonly kind: 'signature' };

/** Fewer words than these may be an answer as well as a piece of our letter. */
const TELLING = 4;
const MOST_BROKEN = 5;

/** @param letter the text of the letter that is answered */
export function sortReply(
  lines: readonly MailLine[],
  items: readonly AskedLine[],
  letter: string,
): ReplyLine[] {
  const ourLines = new Set(letter.split('\n').map(fold));
  // A piece of the list may be the beginning of an answer: "Traitement en cours : oui".
  const ours = items.reduce((text, item) => text.replace(` ${fold(item.text)} `, ' | '), ` ${fold(letter)} `);
  const isOurs = (text: string, isOwn = false): boolean => {
    const folded = fold(text);
    if (holdsLink(text) || isRestOfLink(text, letter)) return true;
    if (isOwn) return ourLines.has(folded);
    return ourLines.has(folded) || (folded.split(' ').length >= TELLING && ours.includes(` ${folded} `));
  };
  const tokens = items.map((item) => ({ item, words: fold(item.text).split(' ') }));
  const sorted: ReplyLine[] = [];
  let isWithin = false;
  const lastOurs = lines.findLastIndex(({ depth, text }) => depth <= 1 && text !== '' && isOurs(text));
  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (!line) break;
    const { text, at, kind, depth, end } = line;
    index += 1;
    const isQuoted = depth === 1 || kind === 'asked';
    const item =
      depth > 1 || end === 'other'
        ? null
        : (findItem(lines, index - 1, tokens) ?? (isQuoted ? findByNumber(line, items) : null));
    if (item) {
      index += item.count - 1;
      isWithin ||= kind === 'asked';
      sorted.push({ kind: 'item', item: item.item, rest: item.rest, at: item.at });
    } else if (text === '') sorted.push({ kind: 'gap' });
    else if (end === 'signature') sorted.push({ kind: 'signature' });
    else if (kind === 'own' || end === 'courtesy')
      sorted.push(isOurs(text, true) ? { kind: 'end' } : { kind: 'own', text, at, isBelow: false });
    else if (kind === 'asked' && depth === 0) {
      const isLetter = isOurs(text);
      isWithin ||= isLetter;
      // The header of the quoted mail comes before its first line.
      if (isLetter || !isWithin) sorted.push({ kind: 'end' });
      else sorted.push({ kind: 'own', text, at, isBelow: index - 1 > lastOurs });
    } else sorted.push({ kind: 'end' });
  }
  return sorted;
}

/** The end of a link that a program has broken: one long word of the letter, which nobody writes. */
function isRestOfLink(text: string, letter: string): boolean {
  return /^[a-z2-7]{16,}[>\])]*$/.test(text) && letter.includes(text.replace(/[>\])]+$/, ''));
}

interface FoundItem {
  readonly item: AskedLine;
  readonly rest: string;
  /** The line where the item ends. */
  readonly at: number;
  readonly count: number;
}

function findItem(
  lines: readonly MailLine[],
  from: number,
  items: readonly { readonly item: AskedLine; readonly words: readonly string[] }[],
): FoundItem | null {
  for (const { item, words } of items) {
    let next = 0;
    for (let count = 1; count <= MOST_BROKEN; count += 1) {
      const line = lines[from + count - 1];
      const first = lines[from];
      if (!line || !first || line.depth !== first.depth || line.text === '') break;
      let end = 0;
      let fits = true;
      for (const match of line.text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        if (next === words.length) break;
        fits = foldWords(match[0]) === words[next];
        if (!fits) break;
        next += 1;
        end = match.index + match[0].length;
      }
      if (!fits || end === 0) break;
      if (next === words.length)
        return { item, rest: line.text.slice(end).replace(/^[\s:).?\]*_]+/u, ''), at: line.at, count };
    }
  }
  return null;
}

/** A quoted line that a program has changed, known by its number alone. */
function findByNumber({ text, at }: MailLine, items: readonly AskedLine[]): FoundItem | null {
  const number = /^[\s*•·-]*(\d{1,3}(?:[a-z]\d{1,2})?)\s*[.):]\s/i.exec(text)?.[1]?.toLowerCase();
  const same = items.filter(({ numbers }) => numbers.length === 1 && numbers[0] === number);
  const [item] = same;
  if (number === undefined || !item || same.length > 1) return null;
  return { item, rest: /\s*:\s*(\S.*)$/.exec(text)?.[1] ?? '', at, count: 1 };
}

function fold(text: string): string {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(([word]) => foldWords(word)).join(' ');
}
