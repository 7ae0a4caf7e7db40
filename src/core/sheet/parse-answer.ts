/**
 * From what was written in one place to a value of the question's type. Anything that can be read in two ways, or not
 * at all, comes back with a doubt: a wrong value that looks right is the worst that can happen here.
 */
import { type Language, type MissingCode, type Question, type ScalarType } from '../study/study.js';
import { isBlankText, isGarbled, normaliseLongText, normaliseText } from './normalise-text.js';
import { parseChoice, parseYesNo } from './parse-choice.js';
import { parseEmail, parsePhone } from './parse-contact.js';
import { parseDate } from './parse-date.js';
import { findLeadingCode, findMissingWords } from './parse-missing.js';
import { parseNumber } from './parse-number.js';
import {
  type ParsedAnswer,
  type ParseOptions,
  readAsDoubtful,
  readAsNothing,
  readAsSure,
} from './parsed-answer.js';

/**
 * `raw` as a strategy found it; blank text gives a null value without a doubt. A missing-data code that the question
 * does not take is proposed with the doubt `code_not_allowed`. `language` is the sheet's.
 */
export function parseAnswer(
  question: Question,
  type: ScalarType,
  raw: string,
  language: Language,
  options: ParseOptions = {},
): ParsedAnswer {
  if (isBlankText(raw)) return { value: null, notes: [] };
  const parsed =
    readMissing(question, type, raw, language) ?? parseType(question, type, raw, language, options);
  // Characters were lost on the way: the rest may look whole and not be.
  if (isGarbled(raw) && !parsed.doubt)
    return readAsDoubtful(parsed.value, 'unreadable_text', normaliseText(raw), parsed.notes);
  return parsed;
}

/** A missing-data code as an answer, sure where the question takes it. */
export function answerMissing(question: Question, code: MissingCode): ParsedAnswer {
  return question.codesAllowed.includes(code)
    ? readAsSure({ missing: code })
    : readAsDoubtful({ missing: code }, 'code_not_allowed', code);
}

function readMissing(
  question: Question,
  type: ScalarType,
  raw: string,
  language: Language,
): ParsedAnswer | null {
  // A study's own label ("Inconnu", "NR") comes before the common words.
  if (type === 'one_of' && !parseChoice(question.choices, raw, language).doubt) return null;
  const found = findMissingWords(raw);
  const isText = type === 'text' || type === 'long_text';
  if (found?.kind === 'code') return answerMissing(question, found.code);
  if (found?.kind === 'unclear') {
    // "en cours" may be a text's answer; "?" and "ND" are not.
    if (!isText) return readAsDoubtful(null, 'missing_unclear', raw.trim());
    return normaliseText(raw).length <= 3
      ? readAsDoubtful(normaliseText(raw), 'missing_unclear', raw.trim())
      : null;
  }
  const leading = isText ? null : findLeadingCode(raw);
  return leading ? readAsDoubtful({ missing: leading }, 'extra_text', raw.trim()) : null;
}

function parseType(
  question: Question,
  type: ScalarType,
  raw: string,
  language: Language,
  options: ParseOptions,
): ParsedAnswer {
  switch (type) {
    case 'text':
      return readText(normaliseText(raw), raw);
    case 'long_text':
      return readText(normaliseLongText(raw), raw);
    case 'integer':
    case 'decimal':
      return parseNumber(question, type, raw, language, options);
    case 'date':
    case 'month':
    case 'year':
      return parseDate(question, type, raw, language, options);
    case 'yes_no':
      return parseYesNo(raw);
    case 'one_of':
      return parseChoice(question.choices, raw, language);
    case 'email':
      return parseEmail(raw);
    case 'phone':
      return parsePhone(raw);
  }
}

function readText(text: string, raw: string): ParsedAnswer {
  return text === '' ? readAsNothing(raw) : readAsSure(text);
}
