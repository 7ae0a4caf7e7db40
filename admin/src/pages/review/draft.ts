/**
 * What is typed before it is saved, by the question's own control. The service reads and checks it; here is only refused what could be
 * taken for another number or date than was meant.
 */
import type { CellView, Language, MissingCode, Question, TypedValue } from './types.js';

export type Control = 'choice' | 'many' | 'date' | 'number' | 'long' | 'text';
export interface Draft {
  readonly text: string;
  /** Of a choice; null: nothing chosen yet, and nothing to save; NONE: chosen to be without an answer. */
  readonly code: string | null;
  readonly codes: readonly string[];
  readonly missing: MissingCode | null;
}
export const NONE = '';
export type Mistake = 'choice' | 'number' | 'number_point' | 'date' | 'month' | 'year';

const CONTROLS: Readonly<Record<string, Control>> = {
  yes_no: 'choice',
  one_of: 'choice',
  many_of: 'many',
  date: 'date',
  month: 'date',
  year: 'number',
  integer: 'number',
  decimal: 'number',
  long_text: 'long',
};

export function controlOf({ type }: Pick<Question, 'type'>): Control {
  return CONTROLS[type] ?? 'text';
}

/** Stands for what was seen and not read, as handwriting: nothing to correct, it is typed. */
const UNREAD = '[?]';

/** What stands there, ready to be changed. What was not understood is given as it was written. */
export function openDraft(question: Question, answer: CellView | null, language: Language): Draft {
  const blank: Draft = { text: '', code: null, codes: [], missing: null };
  if (!answer) return blank;
  const { value, raw } = answer;
  if (value === null || value === '') return { ...blank, text: raw === UNREAD ? '' : raw };
  const { missing, comparator, value: bound } = asParts(value);
  if (missing) return { ...blank, missing };
  const control = controlOf(question);
  if (control === 'many')
    return {
      ...blank,
      codes: Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [],
    };
  if (control === 'choice') return { ...blank, code: typeof value === 'string' ? value : null };
  if (comparator !== undefined && bound !== undefined)
    return { ...blank, text: `${comparator} ${writeNumber(bound, language)}` };
  if (typeof value === 'number') return { ...blank, text: writeNumber(value, language) };
  if (typeof value !== 'string') return blank;
  return { ...blank, text: control === 'date' ? value.split('-').reverse().join('/') : value };
}

/** Digits alone are a date once there are enough of them: 12032020 → 12/03/2020. */
export function spellDate(text: string): string {
  const typed = text.trim().replace(/[.\-\s]+/g, '/');
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(typed) ?? [];
  if (day && month && year) return `${day}/${month}/${year}`;
  const [, shortMonth, shortYear] = /^(\d{2})(\d{4})$/.exec(typed) ?? [];
  return shortMonth && shortYear && Number(shortMonth) <= 12 ? `${shortMonth}/${shortYear}` : typed;
}

export function findMistake(question: Question, draft: Draft, language: Language): Mistake | null {
  const text = draft.text.trim();
  if (draft.missing) return null;
  if (controlOf(question) === 'choice') return draft.code === null ? 'choice' : null;
  if (text === '') return null;
  if (question.type === 'year') return /^\d{4}$/.test(text) ? null : 'year';
  if (controlOf(question) === 'number') {
    if (!/\d/.test(text)) return 'number';
    // 1.234 in French and 1,234 in English may be a thousand and more.
    const doubtful = language === 'fr' ? /\d\.\d{3}(?!\d)/ : /\d,\d/;
    return doubtful.test(text) ? 'number_point' : null;
  }
  if (controlOf(question) === 'date') {
    const spelt = spellDate(text);
    const isPartial = /^(\d{1,2}\/)?\d{4}$/.test(spelt);
    if (question.type === 'month') return isPartial ? null : 'month';
    return isPartial || /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(spelt) ? null : 'date';
  }
  return null;
}

export interface Entry {
  readonly value: TypedValue;
  readonly missing: MissingCode | null;
}

/** As it goes to the service. Numbers whose meaning is plain go as numbers: the sheet may be in the other language. */
export function toEntry(question: Question, draft: Draft, language: Language): Entry {
  if (draft.missing) return { value: null, missing: draft.missing };
  const control = controlOf(question);
  if (control === 'many') return { value: draft.codes.length > 0 ? [...draft.codes] : null, missing: null };
  if (control === 'choice') return { value: draft.code === NONE ? null : draft.code, missing: null };
  const text = control === 'date' ? spellDate(draft.text) : draft.text.trim();
  if (text === '') return { value: null, missing: null };
  const isPlain = language === 'fr' ? /^\d+([.,]\d+)?$/ : /^\d+(\.\d+)?$/;
  if (control === 'number' && isPlain.test(text) && !findMistake(question, draft, language))
    return { value: Number(text.replace(',', '.')), missing: null };
  return { value: text, missing: null };
}

export function isSameDraft(one: Draft, other: Draft): boolean {
  return (
    one.missing === other.missing &&
    one.text.trim() === other.text.trim() &&
    one.code === other.code &&
    one.codes.length === other.codes.length &&
    one.codes.every((code) => other.codes.includes(code))
  );
}

/** Narrow no-break spaces are not for typing in: no thousands separator. */
function writeNumber(value: number, language: Language): string {
  return language === 'fr' ? String(value).replace('.', ',') : String(value);
}

function asParts(value: unknown): {
  readonly missing?: MissingCode;
  readonly comparator?: string;
  readonly value?: number;
} {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
