/**
 * How a number's digits may be written: 72,5 · 72.5 · 1 234,5 · 1.234,56. A separator that could be the thousands'
 * or the decimals' (1.234) gives both readings; the caller decides which, if any, to propose.
 */
import { type DoubtCode } from './reading.js';

export interface NumberReading {
  /** Every number that the digits can mean; the first is the likelier. */
  readonly values: readonly number[];
  readonly doubt?: Extract<DoubtCode, 'ambiguous_number' | 'mistyped'>;
}

/** Digits at the start of a text, with their separators. Spaces belong to it between groups of three only. */
const TOKEN = /^(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,']\d+)*)/;
/** Longer numbers are not answers but codes or accidents. */
const MAX_DIGITS = 12;

/** The digits that the text begins with, and what follows them. Null when it does not begin with a digit. */
export function splitNumber(text: string): { digits: string; rest: string } | null {
  const digits = TOKEN.exec(text)?.[0];
  return digits === undefined ? null : { digits, rest: text.slice(digits.length) };
}

/** `digits` as given by `splitNumber`. Null when the separators make no number. */
export function readDigits(digits: string): NumberReading | null {
  if (digits.replace(/\D/g, '').length > MAX_DIGITS) return null;
  if (/^\d+$/.test(digits)) {
    const isPadded = /^0\d{2,}$/.test(digits);
    return { values: [Number(digits)], ...(isPadded && { doubt: 'mistyped' }) };
  }
  if (digits.includes(' ')) return readSpaced(digits);
  const simple = /^(\d+)[.,](\d+)$/.exec(digits);
  if (simple) return readSeparated(simple[1] ?? '', simple[2] ?? '');
  return readGrouped(digits);
}

/** 1 234,5: spaces between thousands leave no doubt about the separator after them. */
function readSpaced(digits: string): NumberReading {
  const value = Number(digits.replaceAll(' ', '').replace(',', '.'));
  return digits.startsWith('0') ? { values: [value], doubt: 'ambiguous_number' } : { values: [value] };
}

function readSeparated(whole: string, fraction: string): NumberReading {
  const value = Number(`${whole}.${fraction}`);
  if (/^0\d/.test(whole)) return { values: [value], doubt: 'mistyped' };
  // 0,125 has no thousands; 1234,125 neither. 1,800 mg may be 1800 mg in one hand and 1.8 mg in another.
  const mayBeThousands = fraction.length === 3 && whole.length <= 3 && whole !== '0';
  return mayBeThousands
    ? { values: [value, Number(whole + fraction)], doubt: 'ambiguous_number' }
    : { values: [value] };
}

/** 1.234.567 · 1.234,56 · 1,234.56 · 1'234: one reading, unusual enough for a second look. */
function readGrouped(digits: string): NumberReading | null {
  const grouped = /^([1-9]\d{0,2}(?:([.,'])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(digits);
  if (!grouped) return null;
  const [, whole = '', group, separator, fraction] = grouped;
  if (separator !== undefined && separator === group) return null;
  const value = Number(`${whole.replace(/\D/g, '')}.${fraction ?? '0'}`);
  return { values: [value], doubt: 'ambiguous_number' };
}
