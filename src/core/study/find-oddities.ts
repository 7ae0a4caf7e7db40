/** What a single answer shows by itself: out of range, partial, under a question that does not apply. */
import { type Finding, type FindingCode } from '../sheet/finding.js';
import { type Compared, isCompared, isMissing, type Value } from './answer.js';
import { appliesTo, type CaseView, listRows, readValue } from './case-view.js';
import { compareIntervals, makePoint, readInterval } from './number-interval.js';
import { type Column, type Field } from './study.js';

/** In the order in which a person would say them: the question first, then its cells. */
export function findOddities(view: CaseView, field: Field): Finding[] {
  const value = readValue(view, field.key);
  if (value === undefined) return [];
  const applies = appliesTo(view, field);
  const shown: Finding[] =
    applies === 'holds'
      ? []
      : [{ code: applies === 'fails' ? 'not_shown' : 'shown_unknown', key: field.key }];
  return [...shown, ...findInValue(field, field.key, value), ...findInCells(view, field, value)];
}

function findInCells(view: CaseView, field: Field, value: Value): Finding[] {
  const { table } = field;
  if (!table || isMissing(value)) return [];
  return listRows(view, field).flatMap((row) =>
    table.columns.flatMap((column) => {
      const path = `${field.key}.${row}.${column.key}`;
      const cell = readValue(view, path);
      return cell === undefined ? [] : findInValue(column, path, cell);
    }),
  );
}

function findInValue(question: Field | Column, key: string, value: Value): Finding[] {
  const tell = (code: FindingCode, detail: string): Finding[] => [{ code, key, detail }];
  if (isMissing(value)) {
    return question.codesAllowed.includes(value.missing) ? [] : tell('code_not_allowed', value.missing);
  }
  if (typeof value === 'string') return isPartial(question, value) ? tell('partial_date', value) : [];
  if (typeof value === 'number' || isCompared(value)) {
    return isOutOfRange(question, value) ? tell('out_of_range', writeNumber(value)) : [];
  }
  return [];
}

/** Fewer parts were written than asked for: a year for a month, a month for a date. */
function isPartial({ type }: Field | Column, value: string): boolean {
  if (type !== 'date' && type !== 'month') return false;
  return /^\d{4}(-\d{2})?$/.test(value) && value.length < (type === 'date' ? 10 : 7);
}

/** Surely outside: "< 5" is not below 3 for sure. */
function isOutOfRange({ softMin, softMax }: Field | Column, value: number | Compared): boolean {
  const interval = readInterval(value);
  return (
    (softMin !== undefined && compareIntervals(interval, '<', makePoint(softMin)) === 'holds') ||
    (softMax !== undefined && compareIntervals(interval, '>', makePoint(softMax)) === 'holds')
  );
}

function writeNumber(value: number | Compared): string {
  return isCompared(value) ? `${value.comparator} ${value.value}` : String(value);
}
