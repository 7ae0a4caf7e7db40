/**
 * Choices that were written instead of ticked: the label or the code of one choice, accents and case apart. Almost a
 * label is a proposal; the place of a choice in its list ("2" for the second) is nothing.
 */
import { type Choice, type Language } from '../study/study.js';
import { foldWords } from './normalise-text.js';
import { type ParsedAnswer, readAsDoubtful, readAsNothing, readAsSure } from './parsed-answer.js';

const YES = /^(?:oui|o|yes|y)$/;
const NO = /^(?:non|n|no)$/;
const NEGATION = /\b(?:non|pas|no|not|sans|without|aucune?|ni|nor?)\b/;

/** `yes` or `no`. A cross alone says neither. */
export function parseYesNo(raw: string): ParsedAnswer {
  const text = fold(raw);
  if (YES.test(text)) return readAsSure('yes');
  if (NO.test(text)) return readAsSure('no');
  const [, first = '', rest = ''] = /^([a-z]+)(?=[^a-z])(.*)$/.exec(text) ?? [];
  // "oui, en 2020" is proposed; "oui / non", "non, oui" are not.
  const hasOther = /\b(?:oui|non|yes|no|[ony])\b/.test(rest);
  if (hasOther) return readAsNothing(raw);
  if (/^(?:oui|yes)$/.test(first)) return readAsDoubtful('yes', 'extra_text', raw.trim());
  if (/^(?:non|no)$/.test(first)) return readAsDoubtful('no', 'extra_text', raw.trim());
  return readAsNothing(raw);
}

/** The code of the choice whose label (in the sheet's language, then in the other) or code was written. */
export function parseChoice(choices: readonly Choice[], raw: string, language: Language): ParsedAnswer {
  const text = fold(raw);
  const other: Language = language === 'fr' ? 'en' : 'fr';
  for (const names of [
    (choice: Choice) => listSpellings(choice.label[language]),
    (choice: Choice) => listSpellings(choice.label[other]),
    listCodeSpellings,
  ]) {
    const found = choices.filter((choice) => names(choice).includes(text));
    const [only] = found;
    if (found.length === 1 && only) return readAsSure(only.code);
    if (found.length > 1) return readAsNothing(raw);
  }
  const near = choices.filter((choice) =>
    [
      ...listSpellings(choice.label[language]),
      ...listSpellings(choice.label[other]),
      ...listCodeSpellings(choice),
    ].some((name) => isNear(name, text)),
  );
  const [only] = near;
  return near.length === 1 && only ? readAsDoubtful(only.code, 'near_miss', raw.trim()) : readAsNothing(raw);
}

/** Several choices in one text, as a many_of that was typed. Null when a part is not surely one of them. */
export function parseChoiceList(
  choices: readonly Choice[],
  raw: string,
  language: Language,
): readonly string[] | null {
  const whole = parseChoice(choices, raw, language);
  const parts = whole.doubt
    ? raw.split(/[,;\n/+]|\s(?:et|and)\s/).filter((part) => part.trim() !== '')
    : [raw];
  const codes = parts.map((part) => parseChoice(choices, part, language));
  if (codes.length === 0 || codes.some((code) => code.doubt)) return null;
  const found = new Set(codes.map(({ value }) => value));
  return choices.filter(({ code }) => found.has(code)).map(({ code }) => code);
}

/** Letters, digits and signs that tell labels apart (AgHBs +), without the rest. */
function fold(text: string): string {
  return foldWords(text)
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:!"'«»]+|[\s.,;:!"'«»]+$/g, '');
}

/** Vivant(e) is also vivant and vivante. */
function listSpellings(label: string): string[] {
  const whole = fold(label);
  return whole.includes('(e)') ? [whole, whole.replaceAll('(e)', ''), whole.replaceAll('(e)', 'e')] : [whole];
}

/** Nobody writes "no" to mean the code `no` of a list whose labels say more than yes and no. */
function listCodeSpellings({ code }: Choice): string[] {
  return YES.test(code) || NO.test(code) ? [] : [fold(code)];
}

/** A slip of the pen in a word that is long enough, or the label among other words (unless one of them denies). */
function isNear(name: string, text: string): boolean {
  const slips = name.length >= 10 ? 2 : name.length >= 5 ? 1 : 0;
  if (slips > 0 && editDistance(name, text) <= slips) return true;
  if (NEGATION.test(text) && !NEGATION.test(name)) return false;
  const words = text.split(/[^\p{L}\p{N}+-]+/u);
  const wanted = name.split(/[^\p{L}\p{N}+-]+/u).filter((word) => word !== '');
  return wanted.length > 0 && words.length <= 12 && wanted.every((word) => words.includes(word));
}

/** Insertions, deletions and substitutions between two short texts (Levenshtein 1966). */
function editDistance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
