/**
 * Step 5: what a person typed or chose in the console, through the same grammar as sheets. A person is asked again rather than
 * guessed at: whatever the grammar doubts is refused, with its reason in words.
 */
import { Problem } from '../problem.js';
import { wordDoubt } from '../sheet/doubt-words.js';
import { answerMissing, parseAnswer } from '../sheet/parse-answer.js';
import { parseChoiceList } from '../sheet/parse-choice.js';
import { type Doubt } from '../sheet/parsed-answer.js';
import { type Scalar } from '../study/answer.js';
import {
  type Field,
  type Language,
  type MissingCode,
  type Question,
  type ScalarType,
} from '../study/study.js';

/** A text or code, codes of a many_of, rows of a table, or whether a box is ticked. */
export type TypedValue =
  string | number | boolean | readonly string[] | readonly Readonly<Record<string, string | number>>[];

export interface TypedContext {
  readonly language: Language;
  /** The day of receipt, for years of two digits. */
  readonly today: string;
}

/** The value of one question or cell; null when nothing was typed. Throws the Problem `answer_invalid`. */
export function parseTyped(
  question: Question,
  type: ScalarType,
  typed: string | number,
  name: string,
  { language, today }: TypedContext,
): Scalar | null {
  if (typeof typed === 'string' && isCode(question, type, typed)) return typed;
  if (typeof typed === 'number' && isNumber(type, typed)) return typed;
  const parsed = parseAnswer(question, type, String(typed), language, { today });
  if (parsed.doubt) throw refuse(name, parsed.doubt);
  return parsed.value;
}

/** A missing-data code, where the question takes it. */
export function parseCode(question: Question, code: MissingCode, name: string): Scalar {
  const { value, doubt } = answerMissing(question, code);
  if (doubt || value === null) throw refuse(name, doubt ?? { code: 'code_not_allowed' });
  return value;
}

/** Codes of a many_of in the study's order, from codes or from a list in words. Empty: none. */
export function parseCodes(field: Field, typed: string | readonly string[], language: Language): string[] {
  const given = typeof typed === 'string' ? parseChoiceList(field.choices, typed, language) : typed;
  const unknown = given?.find((code) => !field.choices.some((choice) => choice.code === code));
  if (!given || unknown !== undefined)
    throw refuse(field.key, { code: 'unparsed', detail: unknown ?? String(typed) });
  return field.choices.flatMap(({ code }) => (given.includes(code) ? [code] : []));
}

/** What was typed has another shape than the question. */
export function refuseShape(name: string): Problem {
  return refuse(name, { code: 'unparsed' });
}

function refuse(name: string, doubt: Doubt): Problem {
  const reason = { fr: wordDoubt(doubt, 'fr'), en: wordDoubt(doubt, 'en') };
  const message = `This answer cannot be taken: ${wordDoubt({ code: doubt.code }, 'en')}.`;
  return new Problem('answer_invalid', 'invalid', message, { doubt: doubt.code }, { name, reason });
}

function isCode({ choices }: Question, type: ScalarType, typed: string): boolean {
  return (type === 'one_of' || type === 'yes_no') && choices.some(({ code }) => code === typed);
}

/** As a program sends it: `1.234` typed by a person may be a thousand and more. */
function isNumber(type: ScalarType, typed: number): boolean {
  if (type === 'decimal') return Number.isFinite(typed) && typed >= 0;
  return (type === 'integer' || type === 'year') && Number.isSafeInteger(typed) && typed >= 0;
}
