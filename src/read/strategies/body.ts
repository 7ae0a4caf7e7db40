/**
 * Strategy: answers written in the words of a mail. `body/line[12]` is the twelfth line of its text. A mail is a sheet only when
 * enough of a study's questions are answered in it; then everything that was written at a question is told.
 */
import { type BodyAnswer, gatherAnswers } from '../../core/sheet/body-answers.js';
import { SHEET_WORDS } from '../../core/sheet/blank/sheet-words.js';
import { findGrids, type GridCell } from '../../core/sheet/grid-lines.js';
import { LabelWords } from '../../core/sheet/label-words.js';
import { sortLines } from '../../core/sheet/mail-lines.js';
import { foldWords, isBlankText } from '../../core/sheet/normalise-text.js';
import { type Doubt } from '../../core/sheet/parsed-answer.js';
import { findMissingWords } from '../../core/sheet/parse-missing.js';
import { type Candidate, type Source } from '../../core/sheet/reading.js';
import { readRow } from '../../core/sheet/visit-lines.js';
import { BOX, findBoxCode, splitBoxes } from '../../core/sheet/written-boxes.js';
import { type Field, type Language, LANGUAGES, type Question, type Study } from '../../core/study/study.js';

const CONFIDENCE = 0.9;
const DOUBTED = 0.5;
/**
 * Questions about the case that must be answered, one of them required, before words are a sheet. Two may stand in any mail
 * ("Infection : non. Commentaires : merci"), and a signature answers three of the centre's, which do not count; a mail that
 * answers three of the case in the sheet's own words was written with the sheet before the eyes.
 */
const ENOUGH = 3;

/** Characters that are looked at before a colon. */
const LONGEST_LABEL = 200;

export interface BodyRead {
  readonly study: Study;
  /** That of most questions. */
  readonly language: Language;
  readonly candidates: readonly Candidate[];
}

/** Null when the words are no sheet of these studies, or of more than one. */
export function readBody(text: string, studies: readonly Study[]): BodyRead | null {
  const read = studies.flatMap((study) => {
    const found = gather(text, study);
    return isEnough(study, found.answers) ? [{ study, ...found }] : [];
  });
  const [only, second] = read;
  if (!only || second) return null;
  const { study, answers, tables, labels } = only;
  const language = findLanguage(answers);
  return {
    study,
    language,
    candidates: [
      ...answers.flatMap((answer) => readAnswer(answer, language, labels)),
      ...tables.flatMap((table) => readTable(table, language)),
    ],
  };
}

interface Gathered {
  readonly labels: LabelWords;
  readonly answers: readonly BodyAnswer[];
  readonly tables: readonly WrittenTable[];
}
/** Cells of a table of answers; or what was written there as a whole. */
interface WrittenTable {
  readonly field: Field;
  readonly cells: readonly GridCell[] | null;
  readonly text: string;
  readonly at: number;
}

function gather(text: string, study: Study): Gathered {
  const labels = new LabelWords(study);
  const lines = sortLines(text, (head) => namesStudy(head, study));
  const grids = findGrids(lines, labels);
  const taken = new Set(grids.flatMap((grid) => grid.lines.map(({ at }) => at)));
  const tables: WrittenTable[] = grids.map(({ field, cells, lines: own }) => ({
    field,
    cells,
    text: own.map((line) => line.text).join('\n'),
    at: own[0]?.at ?? 0,
  }));
  let above: Field | null = null;
  for (const { text: said, at, kind } of lines) {
    const row = kind === 'own' && !taken.has(at) ? readRow(study, said, above) : null;
    if (!row) {
      const match = kind === 'end' ? null : labels.match(said);
      if (match) above = match.field;
      continue;
    }
    taken.add(at);
    const cells = row.cells?.map((cell) => ({ ...cell, row: row.row, at })) ?? null;
    tables.push({ field: row.field, cells, text: said, at });
  }
  // A line of a table of answers belongs to it and to no question above.
  const others = lines.map((line) => (taken.has(line.at) ? ({ ...line, kind: 'end' } as const) : line));
  return { labels, answers: gatherAnswers(others, labels, makeIsCentre(study)), tables };
}

/** The study's own name or address: plus-addresses of it too. */
export function namesStudy(head: string, { contact, shortTitle }: Study): boolean {
  const said = foldWords(head);
  const [local = '', domain = ''] = contact.email.toLowerCase().split('@');
  const at = said.indexOf(`@${domain}`);
  const before = at < 0 ? '' : (/[^\s<>"'(,;:[\]]*$/.exec(said.slice(0, at))?.[0] ?? '');
  if (at >= 0) return before === local || before.startsWith(`${local}+`);
  const names = LANGUAGES.flatMap((language) => [shortTitle[language], contact.team[language]]);
  return names.some((name) => said.includes(foldWords(name)));
}

/** The part of the sheet that names the centre, unless the whole sheet is one part. */
function makeIsCentre(study: Study): (field: Field) => boolean {
  const centre = study.fields.find(({ key }) => key === study.identity.centre);
  const isWhole = study.fields.every(({ section }) => section === centre?.section);
  return ({ section }) => !isWhole && section === centre?.section;
}

function isEnough(study: Study, answers: readonly BodyAnswer[]): boolean {
  const isCentre = makeIsCentre(study);
  const known = new Set(
    answers.flatMap(({ field, doubt, lines }) =>
      doubt || isCentre(field) || isBlankText(lines.join(' ')) ? [] : [field],
    ),
  );
  return known.size >= ENOUGH && [...known].some(({ required }) => required);
}

function findLanguage(answers: readonly BodyAnswer[]): Language {
  const count = (language: Language) =>
    // A question that is worded alike in both tells nothing.
    answers.filter((one) => one.language === language && one.field.label.fr !== one.field.label.en).length;
  return count('en') > count('fr') ? 'en' : 'fr';
}

function sourceOf(at: number): Source {
  return { strategy: 'body', page: null, rect: null, path: `body/line[${at}]` };
}

function readTable({ field, cells, text, at }: WrittenTable, language: Language): Candidate[] {
  if (cells)
    return cells.flatMap((cell) => {
      const name = `${field.key}.${cell.row}.${cell.column.key}`;
      return readPlace(
        { name, question: cell.column, type: cell.column.type, language, at: cell.at },
        cell.text,
      );
    });
  const doubt = { code: 'unparsed' } as const;
  return [{ name: field.key, raw: text, confidence: DOUBTED, doubt, source: sourceOf(at) }];
}

function readAnswer(
  { field, lines, at, saysOrder, doubt: known }: BodyAnswer,
  language: Language,
  labels: LabelWords,
): Candidate[] {
  const text = lines.join('\n');
  const place: WrittenPlace = { name: field.key, question: field, type: field.type, language, at };
  if (known) return readPlace(place, text, known);
  if (field.type === 'table') {
    const isCode = findMissingWords(text)?.kind === 'code';
    return readPlace(place, text, isCode ? undefined : { code: 'unparsed' });
  }
  const isDate = field.type === 'date' || field.type === 'month';
  // The sheet says beside the place in which order; a mail does not, and English has two.
  if (language === 'en' && isDate && !saysOrder && isEitherWay(text))
    return readPlace(place, text, { code: 'ambiguous_date', detail: text });
  const second = findSecond(text, labels) ?? (isSpread(field, lines) ? text : null);
  return readPlace(place, text, second === null ? undefined : { code: 'extra_text', detail: second });
}

/** A short answer on several lines: where it ends is not for sure. */
function isSpread({ type }: Field, lines: readonly string[]): boolean {
  return lines.length > 1 && type !== 'long_text' && !BOX.test(lines.join('\n'));
}

interface WrittenPlace {
  readonly name: string;
  readonly question: Question;
  readonly type: Field['type'];
  readonly language: Language;
  readonly at: number;
}

function readPlace(place: WrittenPlace, written: string, known?: Doubt): Candidate[] {
  const text = written.replace(/~~[^~]*~~/g, ' ').trim();
  if (isBlankText(text) || isInvitation(text)) return [];
  const isStruck = text !== written.trim();
  const doubt = known ?? (isStruck ? ({ code: 'extra_text', detail: written } as const) : undefined);
  const { type } = place;
  const boxes =
    type === 'one_of' || type === 'yes_no' || type === 'many_of' ? readBoxes(place, text, doubt) : null;
  return boxes ?? [write(place, text, doubt)];
}

function write({ name, at }: WrittenPlace, raw: string, doubt: Doubt | undefined): Candidate {
  const source = sourceOf(at);
  return { name, raw, confidence: doubt ? DOUBTED : CONFIDENCE, ...(doubt && { doubt }), source };
}

/** Null when no box was written. */
function readBoxes(place: WrittenPlace, text: string, doubt: Doubt | undefined): Candidate[] | null {
  const written = splitBoxes(text);
  if (!written) return null;
  // "Oui [x] Non [ ]": the boxes may be before their words or behind them.
  if (written.before !== '' || written.boxes.some(({ mark }) => mark === 'unclear'))
    return [write(place, text, { code: 'unparsed' })];
  return written.boxes.flatMap(({ mark, words, raw }): Candidate[] => {
    if (mark === 'empty') return [];
    const code = findBoxCode(place.question, words, place.language);
    if (code === null)
      return [write(place, words === '' ? raw : words, { code: 'unknown_state', detail: words })];
    const name = place.type === 'many_of' ? `${place.name}.${code}` : place.name;
    return [{ ...write(place, raw, doubt), name, code }];
  });
}

/** Another question on the same line: where the first answer ends is not for sure. */
function findSecond(text: string, labels: LabelWords): string | null {
  for (const { index } of text.matchAll(/[:=?]/g)) {
    const before = text.slice(Math.max(0, index - LONGEST_LABEL), index);
    const starts = [...before.matchAll(/(?:^|[\s,;|(/])(?=[\p{L}\d])/gu)].map((found) => found.index);
    const found = starts.some((start) =>
      labels.match(`${before.slice(start).replace(/^[\s,;|(/]+/u, '')} :`),
    );
    if (found) return text.slice(0, index).trim();
  }
  return null;
}

/** 03/04/2021 is in March or in April. */
function isEitherWay(text: string): boolean {
  const [, one, other] = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]/.exec(text) ?? [];
  return one !== other && Number(one) <= 12 && Number(other) <= 12;
}

/** The empty place of the Word sheet, copied with it. */
function isInvitation(text: string): boolean {
  return LANGUAGES.some((language) => foldWords(SHEET_WORDS[language].clickHere) === foldWords(text));
}
