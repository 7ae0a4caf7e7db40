/**
 * The questions that an answer in words may be about: every question and cell of the sheet with the words that name it, and which of
 * them the letter asked.
 */
import { parseAnswer } from '../sheet/parse-answer.js';
import { parseChoiceList } from '../sheet/parse-choice.js';
import { findMissingWords } from '../sheet/parse-missing.js';
import { type Doubt } from '../sheet/parsed-answer.js';
import { isBlankText } from '../sheet/normalise-text.js';
import { isSlip, listLabels, listWords } from '../sheet/label-words.js';
import {
  type Field,
  type FieldType,
  type Language,
  LANGUAGES,
  type Localised,
  type Question,
  type Study,
} from '../study/study.js';
import { type AskedList } from '../letter/asked-line.js';

export interface AnswerPlace {
  /** `KEY` or `KEY.ROW.COLUMN`. */
  readonly name: string;
  readonly field: Field;
  readonly question: Question;
  readonly type: FieldType;
  readonly isAsked: boolean;
  /** Asked in an investigator's own words: what answers it is hers to read. */
  readonly isQuestion: boolean;
  /** Its names, as folded words without the small ones. */
  readonly labels: readonly (readonly string[])[];
}

/** What a place makes of a text: its part that is the value, and whether it is read for sure. Null: nothing. */
export interface Taken {
  readonly raw: string;
  readonly sure: boolean;
  /** What the judge, who sees the value alone, cannot doubt. */
  readonly doubt?: Doubt;
}

/** Nobody tells two questions apart by these. */
const SMALL = new Set(
  'a au aux en dans at in on for pour by par et and ou or un une l le la les d de du des the of'.split(' '),
);
const SAME_WORDS: Readonly<Record<string, string>> = {
  '1ere': 'premiere',
  '1re': 'premiere',
  '1er': 'premier',
  '1st': 'first',
  nb: 'nombre',
  nbre: 'nombre',
  nber: 'number',
  diag: 'diagnostic',
};
/** Between a question and its answer. */
const LEAD = /^[\s:=→>?…]+|^[.)\]–—-]+(?=\s|$)|^,(?=\s)/u;
const LINK =
  /^(?:est|etait|était|soit|c['’]est|c['’]était|fut|is|was|de|du|d['’]|le|la|l['’]|les|au|aux|à|en|of|on|in|at|the|il y a)(?:\s+|(?<=['’]))/iu;
const TAIL = /[\s,;:.!]+$/u;

export interface Word {
  readonly text: string;
  /** Where it ends in the text. */
  readonly end: number;
}

export function listPlaces(study: Study, { lines }: AskedList): AnswerPlace[] {
  const asked = new Set(lines.flatMap(({ names }) => names));
  const questions = new Set(lines.flatMap(({ names, isQuestion }) => (isQuestion ? names : [])));
  const mark = (name: string) => ({ name, isAsked: asked.has(name), isQuestion: questions.has(name) });
  return study.fields.flatMap((field): AnswerPlace[] => {
    const labels = LANGUAGES.flatMap((language) => [
      ...listLabels(study, field, language).map(({ words }) => foldLabel(words.join(' '))),
      ...(field.mailLabel ? [foldLabel(field.mailLabel[language])] : []),
    ]);
    const whole = { ...mark(field.key), field, question: field, type: field.type, labels };
    const { table } = field;
    if (!table) return [whole];
    const rows: readonly { code: string; label: Localised | null }[] =
      table.rows.kind === 'named'
        ? table.rows.rows
        : Array.from({ length: table.rows.count }, (_, at) => ({ code: String(at + 1), label: null }));
    const cells = rows.flatMap((row) =>
      table.columns.map((column): AnswerPlace => ({
        ...mark(`${field.key}.${row.code}.${column.key}`),
        field,
        question: column,
        type: column.type,
        labels: LANGUAGES.map((language) =>
          foldLabel(
            `${column.label[language]} ${row.label?.[language] ?? `ligne line ${row.code}`} ${field.label[language]}`,
          ),
        ),
      })),
    );
    return [whole, ...cells];
  });
}

/** Words that name something, with where each ends. */
export function listNaming(text: string): Word[] {
  return listWords(text).flatMap(({ text: word, end }) =>
    SMALL.has(word) ? [] : [{ text: SAME_WORDS[word] ?? word, end }],
  );
}

/** How many of the first words are this place's own. */
export function countNaming({ labels }: AnswerPlace, words: readonly Word[]): number {
  return Math.max(
    0,
    ...labels.map((label) => {
      const at = words.findIndex(({ text }) => !label.some((own) => own === text || isSlip(own, text)));
      return at === -1 ? words.length : at;
    }),
  );
}

/** The first `count` words are all that one of its names has. */
export function isWholeName({ labels }: AnswerPlace, words: readonly Word[], count: number): boolean {
  const said = words.slice(0, count).map(({ text }) => text);
  return labels.some(
    (label) =>
      label.length > 0 && label.every((own) => said.some((text) => own === text || isSlip(own, text))),
  );
}

/** They begin with the word that its name begins with. */
export function beginsLike({ labels }: AnswerPlace, words: readonly Word[]): boolean {
  const first = words[0]?.text ?? '';
  return labels.some(([own = '']) => own === first || isSlip(own, first));
}

/** Reads a text as the place's answer, with or without the small words before it. */
export function takeText(
  place: AnswerPlace,
  text: string,
  language: Language,
  today: string | undefined,
): Taken | null {
  const tries = listTries(text, place.type === 'text' || place.type === 'long_text');
  let best: Taken | null = null;
  for (const raw of tries) {
    const sure = readValue(place, raw, language, today);
    // English has two orders of day and month, and a letter cannot hold its reader to one.
    const isDate = place.type === 'date' || place.type === 'month';
    if (sure === true && language === 'en' && isDate && isEitherWay(raw))
      return { raw, sure: false, doubt: { code: 'ambiguous_date', detail: raw } };
    if (sure === true) return { raw, sure };
    if (sure === false) best ??= { raw, sure };
  }
  return best;
}

/** Null: no value at all. */
function readValue(
  { question, type }: AnswerPlace,
  raw: string,
  language: Language,
  today: string | undefined,
): boolean | null {
  if (isBlankText(raw) || type === 'table') return null;
  if (type === 'many_of') {
    if (parseChoiceList(question.choices, raw, language)) return true;
    const missing = findMissingWords(raw);
    return missing?.kind === 'code' ? question.codesAllowed.includes(missing.code) : null;
  }
  const { value, doubt } = parseAnswer(question, type, raw, language, today === undefined ? {} : { today });
  if (value === null) return null;
  // Anything is a bad address.
  if (doubt?.code === 'bad_address') return null;
  return doubt === undefined;
}

/** 03/04/2021 is in March or in April. */
function isEitherWay(text: string): boolean {
  const [, one, other] = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]/.exec(text) ?? [];
  return one !== other && Number(one) <= 12 && Number(other) <= 12;
}

function listTries(text: string, isWords: boolean): string[] {
  const bare = trim(text);
  const tries = [bare];
  const hint = /^\([^()]{1,40}\)\s*(?=\S)/u.exec(bare)?.[0];
  if (hint) tries.unshift(trim(bare.slice(hint.length)));
  if (isWords) return tries.map((one) => one.replace(/^(?:est|était|is|was)\s+/iu, ''));
  for (let rest = tries[0] ?? '', turns = 0; turns < 4; turns += 1) {
    const next = trim(rest.replace(LINK, ''));
    if (next === rest) break;
    tries.push(next);
    rest = next;
  }
  return [...new Set(tries)];
}

function trim(text: string): string {
  let rest = text.replace(TAIL, '').trim();
  while (LEAD.test(rest)) rest = rest.replace(LEAD, '').trim();
  return rest;
}

function foldLabel(text: string): string[] {
  return listNaming(text).map(({ text: word }) => word);
}
