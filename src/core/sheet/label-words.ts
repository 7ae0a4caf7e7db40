/**
 * A question known again by its words in a line that somebody wrote: with or without its number, its accents, its unit. Where
 * the words are not exactly one question's own, the match is doubtful; where they could be two's, there is none.
 */
import { type Field, type Language, LANGUAGES, type Localised, type Study } from '../study/study.js';
import { writeCue } from './blank/write-cue.js';
import { SHEET_WORDS } from './blank/sheet-words.js';
import { foldWords } from './normalise-text.js';

export interface LabelMatch {
  readonly field: Field;
  /** Null when only its number was written. */
  readonly language: Language | null;
  /** Not its very words, or another question's number. */
  readonly isDoubtful: boolean;
  /** What stands behind it. */
  readonly rest: string;
  /** The sheet's "(dd/mm/yyyy)" stands beside it. */
  readonly saysOrder: boolean;
}

interface Word {
  readonly text: string;
  readonly end: number;
}
export interface Label<Of> {
  readonly of: Of;
  readonly language: Language;
  readonly words: readonly string[];
}
interface Found {
  readonly label: Label<Field>;
  readonly typos: number;
  readonly end: number;
}

/** Programs and people leave these out; no two questions differ by them alone (where they do, there is no match). */
const ARTICLES = new Set(['l', 'le', 'la', 'les', 'd', 'de', 'du', 'des', 'the', 'of']);
const NUMBER = /^(?:q(?:uestion)?\.?\s*)?(?:n[°o]\s*)?\(?(\d{1,3})\s*(?:[.):\]–-]|\t|\s(?=\p{L}))\s*/iu;
const BULLET = /^(?:[-–•·*▪◦➢>→]\s*)+(?=[\p{L}\d(])/u;
const SEPARATOR = /^\s*\??\s*(?:[:=→?\t]|[–-](?=\s)|$)[\s:=→]*/u;

export class LabelWords {
  private readonly labels: readonly Label<Field>[];
  private readonly sections: ReadonlySet<string>;

  constructor(private readonly study: Study) {
    this.labels = study.fields.flatMap((field) =>
      LANGUAGES.flatMap((language) => listLabels(study, field, language)),
    );
    this.sections = new Set(
      study.sections.flatMap(({ label }) => LANGUAGES.map((language) => foldWords(label[language]))),
    );
  }

  /** The title of a part of the sheet stands alone on its line. */
  isSection(text: string): boolean {
    return this.sections.has(foldWords(text).replace(/[\s:*#]+$/, ''));
  }

  /** @param isOurs the line is of our own mail, which adds its reason to ask in brackets */
  match(line: string, isOurs = false): LabelMatch | null {
    const text = stripMarks(line);
    const numbered = NUMBER.exec(text);
    const field = numbered
      ? this.study.fields.find(({ number }) => number === Number(numbered[1]))
      : undefined;
    const words = text.slice(numbered?.[0].length ?? 0);
    const found = this.findFull(words) ?? this.findShort(words, field);
    if (!found) return numbered && field ? matchNumber(field, words, text) : null;
    const { label, end } = found;
    const agrees = field === label.of;
    const hint = readHint(label.of, words.slice(end), isOurs);
    const separator = SEPARATOR.exec(hint.rest);
    // More words than the question has: another thing, unless its number says that it is this one.
    if (!separator && !agrees) return null;
    const rest = hint.rest.slice(separator?.[0].length ?? 0).trim();
    const isOther = numbered !== null && !agrees;
    // A part of its words alone on a line is a word like others.
    if (found.isDoubtful && rest === '' && !agrees) return null;
    return {
      field: label.of,
      language: label.language,
      isDoubtful: isOther || hint.isStrange || found.isDoubtful || !separator,
      rest,
      saysOrder: hint.saysOrder,
    };
  }

  /** The line holds the beginning of a question, which the next line may end. */
  isBeginning(line: string): boolean {
    const text = stripMarks(line);
    const words = listWords(text.slice(NUMBER.exec(text)?.[0].length ?? 0));
    return this.labels.some(
      (label) =>
        words.length >= 3 &&
        label.words.length > words.length &&
        words.every(({ text: word }, at) => word === label.words[at]),
    );
  }

  /** Its words as they are, but for slips of the pen; of two that fit the longer, of two as long none. */
  private findFull(text: string): (Found & { readonly isDoubtful: boolean }) | null {
    const words = listWords(text);
    const fitting = this.labels.flatMap((label) => compareLabel(label, words) ?? []);
    const longest = Math.max(0, ...fitting.map(({ label }) => label.words.length));
    const long = fitting.filter(({ label }) => label.words.length === longest);
    const fewest = Math.min(...long.map(({ typos }) => typos));
    const best = long.filter(({ typos }) => typos === fewest);
    const [first] = best;
    if (!first || best.some(({ label }) => label.of !== first.label.of)) return null;
    // A slip that leads to one question, and could as well be of another.
    const near = fewest > 0 && this.listNear(words.slice(0, longest)).some((of) => of !== first.label.of);
    return { ...first, isDoubtful: near };
  }

  /** "Âge" for "Âge à la première perfusion": doubtful, but beside its number. */
  private findShort(
    text: string,
    numbered: Field | undefined,
  ): (Found & { readonly isDoubtful: boolean }) | null {
    const head = /^[^:=?\t(]*/.exec(text)?.[0] ?? '';
    const words = listWords(head);
    const last = words.at(-1);
    if (!last) return null;
    const near = new Set(this.listNear(words));
    const [only] = near;
    const field = numbered && near.has(numbered) ? numbered : near.size === 1 ? only : undefined;
    const label = field && this.labels.find(({ of, words: own }) => of === field && startsWith(own, words));
    return label ? { label, typos: 0, end: last.end, isDoubtful: field !== numbered } : null;
  }

  private listNear(words: readonly Word[]): Field[] {
    return this.labels.filter((label) => startsWith(label.words, words)).map(({ of }) => of);
  }
}

/** The label's words, with and without what it says in brackets, alone and after its condition. */
export function listLabels(study: Study, field: Field, language: Language): Label<Field>[] {
  const cue = writeCue(study, field, language);
  const plain = listSpellings(field.label, language);
  const spellings = cue === '' ? plain : [...plain, ...plain.map((label) => `${cue} ${label}`)];
  return spellings.map((spelling) => ({
    of: field,
    language,
    words: listWords(spelling).map(({ text }) => text),
  }));
}

export function listSpellings(label: Localised, language: Language): string[] {
  const whole = label[language];
  return [...new Set([whole, whole.replace(/\s*\([^()]*\)/g, '')])];
}

/** Folded words with the place where each ends, articles left out. */
export function listWords(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .map(({ 0: word, index }) => ({ text: foldWords(word), end: index + word.length }))
    .filter(({ text: word }) => !ARTICLES.has(word));
}

function stripMarks(line: string): string {
  return line
    .replace(BULLET, '')
    .replace(/^[*_]+(?=\S)|(?<=\S)[*_]+(?=\s*[:=\t]|$)|(?<=[:=])[*_]+/gu, '')
    .trim();
}

function matchNumber(field: Field, words: string, text: string): LabelMatch | null {
  // "12 mois", "12.5" are no numbers of questions.
  if (!/^\D{0,12}\d{1,3}\s*[.):\]–-]\s/.test(text) || words === '') return null;
  const label = /^[^\d:=?\t]*[:=?\t]\s*(.+)$/u.exec(words);
  return { field, language: null, isDoubtful: true, rest: label?.[1] ?? words, saysOrder: false };
}

/** The whole label at the start of what was written. */
function compareLabel(label: Label<Field>, words: readonly Word[]): Found | null {
  const last = words[label.words.length - 1];
  if (!last) return null;
  let typos = 0;
  for (const [at, word] of label.words.entries()) {
    const written = words[at]?.text ?? '';
    if (written === word) continue;
    if (!isSlip(word, written)) return null;
    typos += 1;
  }
  return typos <= 2 ? { label, typos, end: last.end } : null;
}

function startsWith(label: readonly string[], words: readonly Word[]): boolean {
  return (
    words.length > 0 &&
    words.length <= label.length &&
    words.every(({ text }, at) => text === label[at] || isSlip(label[at] ?? '', text))
  );
}

/**
 * One letter more, less or other, within a long word and after its beginning: VHB and VHC, IgG and IgA, typical and atypical
 * are other words.
 */
export function isSlip(word: string, written: string): boolean {
  if (!/^\p{L}{4,}$/u.test(word) || !/^\p{L}+$/u.test(written)) return false;
  if (word === `${written}s` || written === `${word}s`) return true;
  if (word.length < 6 || word.slice(0, 2) !== written.slice(0, 2)) return false;
  let from = 0;
  while (from < word.length && word[from] === written[from]) from += 1;
  const tails = [
    [word.slice(from + 1), written.slice(from)],
    [word.slice(from), written.slice(from + 1)],
    [word.slice(from + 1), written.slice(from + 1)],
  ];
  if (tails.some(([one, other]) => one === other)) return true;
  const isSwapped = word[from] === written[from + 1] && word[from + 1] === written[from];
  return isSwapped && word.slice(from + 2) === written.slice(from + 2);
}

/** "(ans)", "(jj/mm/aaaa)": said on the sheet itself. Other words in brackets may make it another question. */
function readHint(
  field: Field,
  after: string,
  isOurs: boolean,
): { rest: string; isStrange: boolean; saysOrder: boolean } {
  const said: string[] = [];
  // The label's own last signs.
  let rest = after.replace(/^[\s….)\]]*(?=[)…\]])[)…\]]/u, '');
  for (;;) {
    const hint = /^\s*[([]([^()[\]]+)[)\]]/u.exec(rest);
    // "[x]" begins an answer.
    if (!hint?.[1] || /^\s*[xX✓✔✗✘]?\s*$/.test(hint[1])) break;
    said.push(bare(hint[1]));
    rest = rest.slice(hint[0].length);
  }
  const known = listHints(field);
  return {
    rest,
    isStrange: !isOurs && said.some((hint) => !known.has(hint)),
    saysOrder: said.some((hint) => /(?:dd|jj)\/mm/.test(hint)),
  };
}

function listHints({ unit, hint, type, label }: Field): Set<string> {
  const said = LANGUAGES.flatMap((language) => {
    const date = type === 'table' || type === 'many_of' ? undefined : SHEET_WORDS[language].dates[type];
    const one = [unit?.label[language], date, hint?.[language]].filter((text) => text !== undefined);
    const own = [...label[language].matchAll(/\(([^()]*)\)/g)].map((found) => found[1] ?? '');
    return [...one, one.join(';'), ...own];
  });
  return new Set([...said, unit?.code ?? ''].map(bare));
}

function bare(text: string): string {
  return foldWords(text).replace(/\s+/g, '');
}
