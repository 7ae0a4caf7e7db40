/** A case's answers as the expressions see them: by name, each as what is known of it. */
import { type Answers, isCompared, isMissing, type Row, type Scalar, type Value } from './answer.js';
import { parsePeriod, type Period } from './date-period.js';
import { type Truth } from './expression.js';
import { type FieldsByKey, findQuestion } from './find-question.js';
import { type Interval, readInterval } from './number-interval.js';
import { type Field, type FieldType } from './study.js';

/** What is known of a question. */
export type Known =
  | { readonly kind: 'number'; readonly interval: Interval }
  | { readonly kind: 'date'; readonly period: Period }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing is written. `inapplicable`: nor could anything be, for the question surely does not apply. */
  | { readonly kind: 'blank'; readonly inapplicable: boolean }
  /** A missing-data code, or a value that is not of the question's type. */
  | { readonly kind: 'untold' };

export interface CaseView {
  readonly fields: FieldsByKey;
  readonly answers: Answers;
  /** The day of receipt. */
  readonly today: Period;
  /** By field key: does the question apply? Questions come in here as they are settled, in the sheet's order. */
  readonly shown: ReadonlyMap<string, Truth>;
}

/** Throws when `today` is not a day. */
export function viewCase(
  fields: FieldsByKey,
  answers: Answers,
  today: string,
  shown: ReadonlyMap<string, Truth>,
): CaseView {
  const period = parsePeriod(today);
  if (!period || period.first !== period.last) throw new RangeError('today must be a day, YYYY-MM-DD');
  return { fields, answers, today: period, shown };
}

/** What is known of the field or cell of this name. */
export function readKnown(view: CaseView, path: string): Known {
  const question = findQuestion(view.fields, path);
  if (!question) return { kind: 'untold' };
  const { field, cell } = question;
  const inapplicable = appliesTo(view, field) === 'fails';
  const value = readValue(view, path);
  if (value === undefined) return { kind: 'blank', inapplicable };
  return knowValue(value, cell?.column.type ?? field.type);
}

/** Does the question (a cell: its table) apply? */
export function appliesTo(view: CaseView, field: Field): Truth {
  return view.shown.get(field.key) ?? 'unknown';
}

/** What is written in the field or cell; undefined when nothing is. */
export function readValue(view: CaseView, path: string): Value | undefined {
  const question = findQuestion(view.fields, path);
  if (!question) return undefined;
  const value = view.answers[question.field.key];
  if (value === undefined || isBlank(value)) return undefined;
  if (!question.cell) return value;
  if (isMissing(value)) return value;
  const { row, column } = question.cell;
  const cell = findRow(question.field, value, row)?.[column.key];
  return cell === undefined || isBlank(cell) ? undefined : cell;
}

/** The names of the table's rows: codes, or the numbers of the rows that are filled. */
export function listRows(view: CaseView, table: Field): string[] {
  if (table.table?.rows.kind === 'named') return table.table.rows.rows.map(({ code }) => code);
  const value = view.answers[table.key];
  return Array.isArray(value) ? value.map((_, index) => String(index + 1)) : [];
}

/** Every date and month that is written in the case, by name. */
export function listDates(view: CaseView): { path: string; period: Period }[] {
  const paths = [...view.fields.values()].flatMap((field) => {
    if (field.table) {
      const dates = field.table.columns.filter(({ type }) => isDateType(type));
      return listRows(view, field).flatMap((row) => dates.map(({ key }) => `${field.key}.${row}.${key}`));
    }
    return isDateType(field.type) ? [field.key] : [];
  });
  return paths.flatMap((path) => {
    const known = readKnown(view, path);
    return known.kind === 'date' ? [{ path, period: known.period }] : [];
  });
}

function isDateType(type: FieldType): boolean {
  return type === 'date' || type === 'month';
}

function isBlank(value: Value): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function findRow(field: Field, value: Value, row: string): Row | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows = value.filter((item: string | Row): item is Row => typeof item === 'object');
  if (field.table?.rows.kind === 'named') return rows.find((item) => item.row === row);
  return rows[Number(row) - 1];
}

function knowValue(value: Value, type: FieldType): Known {
  if (isMissing(value)) return { kind: 'untold' };
  if (Array.isArray(value)) {
    const codes = value.filter((item: string | Row): item is string => typeof item === 'string');
    return type === 'many_of' ? { kind: 'codes', codes } : { kind: 'untold' };
  }
  return knowScalar(value as Scalar, type);
}

function knowScalar(value: Scalar, type: FieldType): Known {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'year':
      return typeof value === 'number' || isCompared(value)
        ? { kind: 'number', interval: readInterval(value) }
        : { kind: 'untold' };
    case 'date':
    case 'month': {
      const period = typeof value === 'string' ? parsePeriod(value) : null;
      return period ? { kind: 'date', period } : { kind: 'untold' };
    }
    case 'yes_no':
    case 'one_of':
      return typeof value === 'string' ? { kind: 'code', code: value } : { kind: 'untold' };
    case 'text':
    case 'long_text':
    case 'email':
    case 'phone':
      return typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'untold' };
    case 'many_of':
    case 'table':
      return { kind: 'untold' };
  }
}
