/** A date as it was written (`2019`, `2019-03`, `2019-03-05`) as the days that it may be. */
import { type Comparator, type Truth } from './expression.js';

/** First and last day, counted from 1970-01-01. A whole year or month is not sure to a day, yet is `calendar`. */
export interface Period {
  readonly first: number;
  readonly last: number;
  /** Is a calendar day, month or year; false for a month that was moved by days. */
  readonly calendar: boolean;
}

const DAY = 86_400_000;

/** Null for what is not a date of the calendar. */
export function parsePeriod(text: string): Period | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const [year = 0, month, day] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (month !== undefined && (month < 1 || month > 12)) return null;
  const first = countDays(year, month ?? 1, day ?? 1);
  if (day !== undefined) {
    const real = day >= 1 && first < countDays(year, (month ?? 1) + 1, 1);
    return real ? { first, last: first, calendar: true } : null;
  }
  const next = month === undefined ? countDays(year + 1, 1, 1) : countDays(year, month + 1, 1);
  return { first, last: next - 1, calendar: true };
}

function countDays(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY;
}

export function shiftPeriod(period: Period, days: number): Period {
  const exact = period.first === period.last;
  return { first: period.first + days, last: period.last + days, calendar: exact };
}

/** The years in which the period may lie. */
export function yearsOf({ first, last }: Period): readonly [number, number] {
  return [new Date(first * DAY).getUTCFullYear(), new Date(last * DAY).getUTCFullYear()];
}

/**
 * Compares at the coarser precision: 2019 and 2019-03-05 are equal there, so `=`, `<=` and `>=` hold, and nothing
 * can be told of `<`, `>` and `!=`. `fails` is said only of what is false whichever day was meant.
 */
export function comparePeriods(left: Period, comparator: Comparator, right: Period): Truth {
  if (left.last < right.first) return decide(comparator, ['<', '<=', '!=']);
  if (left.first > right.last) return decide(comparator, ['>', '>=', '!=']);
  const exact = left.first === left.last && right.first === right.last;
  if (exact) return decide(comparator, ['=', '<=', '>=']);
  const within =
    (left.first <= right.first && left.last >= right.last) ||
    (right.first <= left.first && right.last >= left.last);
  const coarse = within && left.calendar && right.calendar;
  return coarse && ['=', '<=', '>='].includes(comparator) ? 'holds' : 'unknown';
}

function decide(comparator: Comparator, holding: readonly Comparator[]): Truth {
  return holding.includes(comparator) ? 'holds' : 'fails';
}

/** Are the two at most `days` apart? */
export function arePeriodsWithin(left: Period, right: Period, days: number): Truth {
  const farthest = Math.max(left.last - right.first, right.last - left.first);
  const nearest = Math.max(left.first - right.last, right.first - left.last, 0);
  if (farthest <= days) return 'holds';
  return nearest > days ? 'fails' : 'unknown';
}
