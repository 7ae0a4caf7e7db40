/**
 * Numbers as clinicians write them: decimal comma or point, "< 5", "inf. à 5", a unit after the number (converted
 * when the study says how). What is approximate, mistyped or in an unknown unit is proposed at most, never sure.
 */
import { type Compared, type Scalar } from '../study/answer.js';
import { type Language, type Question } from '../study/study.js';
import { foldForGrammar } from './normalise-text.js';
import { type NumberReading, readDigits, splitNumber } from './number-grammar.js';
import {
  type Note,
  type ParsedAnswer,
  type ParseOptions,
  readAsDoubtful,
  readAsNothing,
  readAsSure,
} from './parsed-answer.js';
import { findUnitFactor, foldUnit } from './parse-unit.js';
import { type DoubtCode } from './reading.js';
import { writeNumber } from './write-value.js';

const COMPARATORS: readonly [RegExp, Compared['comparator']][] = [
  [/^(?:<=|=<|≤|⩽|<\/=|inf(?:\.|erieure?)? ou egale? a|au plus|at most)\s*(?=\d)/i, '<='],
  [/^(?:>=|=>|≥|⩾|>\/=|sup(?:\.|erieure?)? ou egale? a|au moins|at least)\s*(?=\d)/i, '>='],
  [/^(?:<|inf(?:\.|erieure?)?(?: a)?|moins de|less than|lower than|below|under)\s*(?=\d)/i, '<'],
  [/^(?:>|sup(?:\.|erieure?)?(?: a)?|plus de|more than|greater than|above|over)\s*(?=\d)/i, '>'],
];
const ABOUT_BEFORE =
  /^(?:~|≈|≃|∼|±|\+\/-|\+-|env(?:\.|iron)?|approx(?:\.|imativement|imately)?|about|around|ca\.?|circa|vers|pres de|presque|nearly|almost)\s*(?=[\d<>])/i;
const ABOUT_AFTER = /\s*(?:\?+|\(\?\)|~|environ|env\.?|approx\.?)$/i;
/** 10-12 · 10 à 12 · 10/12 · 10 ou 12 · 10;12 */
const SECOND_NUMBER = /^\s*(?:-|\/|;|,|\+|±|\+\/-|a|to|et|ou|or|and|puis|then|x)\s*\d/i;
const LETTERS_FOR_DIGITS = /^[\dOoQIl|]+(?:[.,][\dOoQIl|]+)?(?![\w])/;

/** A converted value is rounded to a whole one when that changes it less than a laboratory would. */
const ROUNDING = 0.005;

interface Written {
  readonly reading: NumberReading;
  readonly comparator: Compared['comparator'] | null;
  readonly unit: string;
  readonly doubts: readonly DoubtCode[];
}

/** For `integer` and `decimal`. The value is in the question's unit. */
export function parseNumber(
  question: Question,
  type: 'integer' | 'decimal',
  raw: string,
  language: Language,
  { saidUnits }: ParseOptions,
): ParsedAnswer {
  const written = readWritten(foldForGrammar(raw));
  if (!written) return readAsNothing(raw);
  const isRemark = /^\([^\d()]*\)$/.test(written.unit);
  const factor = isRemark ? 1 : findFactor(question, written.unit, saidUnits);
  if (factor === null) {
    // In a unit that cannot be converted the number would be wrong, however right it looks.
    if (question.unit) return readAsDoubtful(null, 'unit_doubtful', written.unit);
    if (/\d/.test(written.unit)) return readAsNothing(raw);
  }
  const choice = chooseReading(question, type, written.reading, factor ?? 1);
  if (choice === null) return readAsDoubtful(null, 'ambiguous_number', raw.trim());
  const doubts: [DoubtCode, string?][] = written.doubts.map((code) => [code]);
  if (written.reading.doubt) doubts.push([written.reading.doubt]);
  if (isRemark) doubts.push(['extra_text', written.unit]);
  if (factor === null) doubts.push(['unit_doubtful', written.unit]);
  const isConverted = factor !== null && factor !== 1;
  const exact = convert(choice, factor ?? 1);
  const value = isConverted && type === 'integer' ? Math.round(exact) : exact;
  if (value < 0) doubts.push(['negative']);
  if (type === 'integer' && Math.abs(exact - Math.round(exact)) > (isConverted ? exact * ROUNDING : 0)) {
    doubts.push(['not_whole', writeNumber(exact, language)]);
  }
  if (isConverted && isOutside(question, value)) doubts.push(['unit_converted_out_of_range']);
  const scalar: Scalar = written.comparator ? { value, comparator: written.comparator } : value;
  const notes = isConverted ? [noteConversion(question, raw, value, language)] : [];
  const [doubt] = doubts;
  return doubt ? readAsDoubtful(scalar, doubt[0], doubt[1] ?? raw.trim(), notes) : readAsSure(scalar, notes);
}

function noteConversion({ unit }: Question, raw: string, value: number, language: Language): Note {
  const ownUnit = unit ? ` ${unit.label[language]}` : '';
  return { code: 'converted', detail: `${raw.trim()} → ${writeNumber(value, language)}${ownUnit}` };
}

/** 1 without a unit. Null when the unit is neither the question's nor said elsewhere on the sheet. */
function findFactor(
  { unit }: Question,
  written: string,
  saidUnits: ReadonlySet<string> | undefined,
): number | null {
  if (written === '') return 1;
  if (unit) return findUnitFactor(unit, written);
  return saidUnits?.has(foldUnit(written).toLowerCase()) ? 1 : null;
}

/** Without the last binary digits: 110 × 0.1 is 11. */
function convert(value: number, factor: number): number {
  return factor === 1 ? value : Number((value * factor).toPrecision(12));
}

/** Comparator, sign, digits, unit. Null when there is no number to speak of, or more than one. */
function readWritten(folded: string): Written | null {
  const doubts: DoubtCode[] = [];
  let text = folded.replace(/^[=:]\s*(?=[\d<>])/, '');
  if (ABOUT_BEFORE.test(text) || ABOUT_AFTER.test(text)) {
    doubts.push('approximate');
    text = text.replace(ABOUT_BEFORE, '').replace(ABOUT_AFTER, '');
  }
  const found = COMPARATORS.find(([words]) => words.test(text));
  if (found) text = text.replace(found[0], '');
  const sign = /^[+-]\s*(?=\d)/.exec(text)?.[0] ?? '';
  text = text.slice(sign.length);
  if (sign.startsWith('+')) doubts.push('mistyped');
  const misspelt = LETTERS_FOR_DIGITS.exec(text)?.[0] ?? '';
  if (/[OoQIl|]/.test(misspelt)) {
    // "12l" may be 121 or 12 litres; "O" alone is no number.
    if (!/\d/.test(misspelt) || /[Il|]$/.test(misspelt)) return null;
    doubts.push('mistyped');
    text = misspelt.replace(/[OoQ]/g, '0').replace(/[Il|]/g, '1') + text.slice(misspelt.length);
  }
  if (/^[.,]\d/.test(text)) {
    doubts.push('mistyped');
    text = `0${text}`;
  }
  const split = splitNumber(text);
  if (!split) return null;
  let unit = split.rest.trim();
  if (/^[.,]$/.test(unit)) {
    doubts.push('mistyped');
    unit = '';
  }
  // More digits, or another number: not one number and its unit.
  if (/^[\d.,'^|]/.test(split.rest.replace(/^[.,]$/, '')) || SECOND_NUMBER.test(withoutPower(split.rest)))
    return null;
  const reading = readDigits(split.digits);
  if (!reading) return null;
  const signed = sign.startsWith('-')
    ? { ...reading, values: reading.values.map((value) => -value) }
    : reading;
  return { reading: signed, comparator: found?.[1] ?? null, unit, doubts };
}

/** x10^9/L begins like a second number, and is a unit. */
function withoutPower(rest: string): string {
  return rest.replace(/^\s*[xX*×]?\s*10(?:\^|\*\*?|[eE])\d+/, '');
}

/** Of several readings the only one that the question can take; null when that does not tell. */
function chooseReading(
  question: Question,
  type: 'integer' | 'decimal',
  { values }: NumberReading,
  factor: number,
): number | null {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  const whole =
    type === 'integer' ? values.filter((value) => Number.isInteger(convert(value, factor))) : values;
  const [first, second] = whole.filter((value) => !isOutside(question, convert(value, factor)));
  return first !== undefined && second === undefined ? first : null;
}

function isOutside({ softMin, softMax }: Question, value: number): boolean {
  return (softMin !== undefined && value < softMin) || (softMax !== undefined && value > softMax);
}
