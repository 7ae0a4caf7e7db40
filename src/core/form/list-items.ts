/**
 * The page of a personal link: what is asked there, place by place, with what an answer is put in with. Until its reader has shown
 * who they are, it says no more than a letter does: a question that only some patients are asked is a number and a line to write on.
 */
import { type Ask } from '../letter/list-asks.js';
import { type ResolvedName, resolveName, wordFullName, wordName } from '../letter/resolve-name.js';
import { makeSpeaker, type Speaker } from '../letter/speak.js';
import { typeset } from '../letter/typeset.js';
import { wordExpected } from '../letter/word-expected.js';
import { numberPlace } from '../letter/write-list.js';
import { type FieldType, type Language, type MissingCode, type Study } from '../study/study.js';

/** `words`: any, read by a person. */
export const FORM_CONTROLS = ['line', 'number', 'text', 'one', 'many', 'words'] as const;
export type FormControl = (typeof FORM_CONTROLS)[number];

export interface FormItem {
  /** Its name; of an investigator's own question that question's. */
  readonly id: string;
  /** KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  /** As printed: `14`, `46a1`. */
  readonly number: string;
  /** The heading of its part of the sheet; null where that would tell something. */
  readonly section: string | null;
  /** Null: by its number alone. */
  readonly label: string | null;
  /** The form of a date, and the like. */
  readonly hint: string | null;
  /** Why it is asked although something stands there; null: nothing does. */
  readonly reason: string | null;
  readonly control: FormControl;
  readonly choices: readonly { readonly code: string; readonly label: string }[];
  readonly unit: string | null;
  readonly missingCodes: readonly MissingCode[];
  /** An investigator's own words. */
  readonly question: string | null;
}

export interface FormQuestion {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

export interface FormReader {
  readonly language: Language;
  /** They have shown who they are: questions are named in full. */
  readonly isProven: boolean;
}

/** In the sheet's order; investigators' own questions last. */
export function listItems(
  study: Study,
  asked: { readonly asks: readonly Ask[]; readonly questions: readonly FormQuestion[] },
  reader: FormReader,
): FormItem[] {
  const speaker = makeSpeaker(study.letters, reader.language);
  const places = asked.asks.flatMap(({ names, reason }) =>
    names.flatMap((name) => {
      const place = resolveName(study, name);
      return place ? [{ place, reason: reason && speaker.say(`reason.${reason}`) }] : [];
    }),
  );
  const once = new Map(places.map((one) => [one.place.id, one]));
  const items = [...once.values()].map(({ place, reason }) => ({
    ...describe(study, place, speaker, reader),
    reason,
  }));
  const questions = asked.questions.flatMap(({ id, name, text }): FormItem[] => {
    const place = resolveName(study, name);
    if (!place) return [];
    return [
      {
        ...describe(study, place, speaker, reader),
        ...{ label: null, hint: null, reason: null, control: 'words', choices: [], unit: null },
        id,
        missingCodes: [],
        question: typeset(text, speaker.language),
      },
    ];
  });
  return [...items, ...questions];
}

function describe(
  study: Study,
  place: ResolvedName,
  speaker: Speaker,
  { language, isProven }: FormReader,
): FormItem {
  const { field, cell } = place;
  const question = cell?.column ?? field;
  const label = isProven ? wordFullName(place, speaker) : wordName(place, speaker);
  // What only some patients are asked: its choices would tell which.
  const isDiscreet = !isProven && field.shownIf !== undefined;
  const type = cell ? cell.column.type : field.type;
  const control = isDiscreet && type !== 'table' ? 'line' : controlOf(type);
  const hasChoices = control === 'one' || control === 'many';
  const section = study.sections.find(({ key }) => key === field.section);
  const expected = hasChoices ? null : wordExpected(place, speaker);
  const unit = question.unit && !isDiscreet ? question.unit.label[language] : null;
  return {
    id: place.id,
    name: place.id,
    number: numberPlace(place),
    section: label === null || !section ? null : typeset(section.label[language], language),
    label,
    hint: unit === null ? expected : null,
    reason: null,
    control,
    choices: hasChoices
      ? question.choices.map((choice) => ({
          code: choice.code,
          label: typeset(choice.label[language], language),
        }))
      : [],
    unit,
    missingCodes: question.codesAllowed,
    question: null,
  };
}

function controlOf(type: FieldType): FormControl {
  switch (type) {
    case 'one_of':
    case 'yes_no':
      return 'one';
    case 'many_of':
      return 'many';
    case 'integer':
    case 'decimal':
      return 'number';
    case 'long_text':
      return 'text';
    // What is doubtful of a whole table cannot be put in one line: a person reads it.
    case 'table':
      return 'words';
    default:
      return 'line';
  }
}
