/**
 * The ways in which a date is written: 12/03/2021, 1/2/23, 1er mars 2021, mars 2021, 03/2021, 2021-03, March 12, 2021.
 * Day before month, as the sheet prints it; what could be read in another way carries its doubt.
 */
import { type DateParts, existsInCalendar, weekdayOf, writeIso } from './calendar.js';
import { findMonth, findWeekday } from './month-names.js';
import { type DoubtCode } from './reading.js';

export interface DateReading {
  /** Null when nothing can be proposed: the date does not exist. */
  readonly parts: DateParts | null;
  readonly doubt?: DoubtCode;
}

export interface DateContext {
  /** `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  /** English writers may put the month first. */
  readonly monthMayComeFirst: boolean;
  /** Two numbers are a month and a year, not a day and a month. */
  readonly asksMonth: boolean;
}

const DAY = '(\\d{1,2})';
const ORDINAL_DAY = '(\\d{1,2})(?:er|e|st|nd|rd|th)?';
const WORD = '([a-z]{3,9})\\.?';
const YEAR = "(\\d{4}|'?\\d{2})";
const GAP = "[-/., ]{0,2}(?:of |de |d')?";

/** `text` is folded (no accents, no case, plain spaces). Null when it is not one date. */
export function readDate(text: string, context: DateContext): DateReading | null {
  const bare = text
    .replace(/ ?([/.-]) ?/g, '$1')
    .replace(/[t ]\d{1,2}[:h]\d{2}(?::\d{2})?(?:\.0+)?$/, '')
    .replace(/^(?:le|the|on|en|in|du) /, '')
    .replace(/[.,;]$/, '');
  const named = /^([a-z]{3,9})(?:\.,? ?|,? )(?=.*\d)/.exec(bare);
  const weekday = named?.[1] === undefined ? null : findWeekday(named[1]);
  // "mar" is both Tuesday cut short in French and March.
  if (weekday === null || findMonth(named?.[1] ?? '') !== null) return readBare(bare, context);
  return checkWeekday(readBare(bare.slice(named?.[0].length ?? 0), context), weekday);
}

function checkWeekday(reading: DateReading | null, weekday: number): DateReading | null {
  const { year, month, day } = reading?.parts ?? {};
  if (!reading || year === undefined || month === undefined || day === undefined) return null;
  if (reading.doubt || weekdayOf(year, month, day) === weekday) return reading;
  return { parts: reading.parts, doubt: 'impossible_date' };
}

function readBare(text: string, context: DateContext): DateReading | null {
  const match = (pattern: string) => new RegExp(`^${pattern}$`).exec(text)?.slice(1);
  let found = match(`(\\d{4})([-/. ])${DAY}\\2${DAY}`);
  if (found) return check({ year: Number(found[0]), month: Number(found[2]), day: Number(found[3]) });
  found = match(`${DAY}([-/. ])${DAY}\\2${YEAR}`);
  if (found) return readNumeric(Number(found[0]), Number(found[2]), found[3] ?? '', context);
  found = match(`${DAY}[-/. ]${DAY}[-/. ]${YEAR}`);
  if (found) {
    const reading = readNumeric(Number(found[0]), Number(found[1]), found[2] ?? '', context);
    return { ...reading, doubt: reading.doubt ?? 'mistyped' };
  }
  found = match('(\\d{4})');
  if (found) return check({ year: Number(found[0]) });
  found = match(`(\\d{4})[-/.]${DAY}`);
  // 2019-20 is a span of years.
  if (found) return Number(found[1]) > 12 ? null : check({ year: Number(found[0]), month: Number(found[1]) });
  found = match(`${DAY}[-/. ](\\d{4})`);
  if (found) return check({ year: Number(found[1]), month: Number(found[0]) });
  found = match(`${DAY}[-/.](\\d{2})`);
  if (found) return readTwoNumbers(Number(found[0]), found[1] ?? '', context);
  found = match('(\\d{2})(\\d{2})(\\d{4})');
  if (found) return readRunTogether(text);
  found = match(`(?:[x?*_-]{1,2}|00)([-/. ])${DAY}\\1(\\d{4})`);
  if (found)
    return { ...check({ year: Number(found[2]), month: Number(found[1]) }), doubt: 'impossible_date' };
  return readWithMonthName(match, context);
}

type Match = (pattern: string) => string[] | undefined;

function readWithMonthName(match: Match, context: DateContext): DateReading | null {
  let found = match(`${ORDINAL_DAY}${GAP}${WORD}${GAP}${YEAR}`);
  let [day, word, year] = found ?? [];
  if (!found) {
    found = match(`${WORD}${GAP}${ORDINAL_DAY}(?:, ?| )${YEAR}`);
    [word, day, year] = found ?? [];
  }
  if (!found) {
    found = match(`${WORD}${GAP}${YEAR}`);
    [word, year] = found ?? [];
  }
  const month = word === undefined ? null : findMonth(word);
  if (month === null || year === undefined) return null;
  const parts = { month, ...(day !== undefined && { day: Number(day) }) };
  // "March 21" is a day in English, "mars 21" may be one in French where a full date is asked.
  const isBareYear = /^\d{2}$/.test(year) && day === undefined;
  const reading = withYear(year, parts, context);
  if (isBareYear && (context.monthMayComeFirst || !context.asksMonth)) {
    return { ...reading, doubt: reading.doubt ?? 'ambiguous_date' };
  }
  return reading;
}

/** Day, month, year; 03/25/2021 has its month first, 03/04/05 may begin with anything. */
function readNumeric(first: number, second: number, year: string, context: DateContext): DateReading {
  if (first === 0 || second === 0) {
    // 00/03/2020 and 00/00/2020: the unknown part is left out of what is proposed.
    const known = { year: Number(year), ...(second > 0 && { month: second }) };
    const exists = year.length === 4 && existsInCalendar(known);
    return { parts: exists ? known : null, doubt: 'impossible_date' };
  }
  if (second > 12 && first <= 12) {
    return { ...withYear(year, { month: first, day: second }, context), doubt: 'ambiguous_date' };
  }
  const reading = withYear(year, { month: second, day: first }, context);
  if (reading.doubt || year.length === 4) return reading;
  const isSmall = Number(year.replace("'", '')) <= 12 && first <= 12;
  const isSwappable = context.monthMayComeFirst && first <= 12 && first !== second;
  return isSmall || isSwappable ? { ...reading, doubt: 'ambiguous_date' } : reading;
}

/** 03/21: March 2021 where a month is asked; elsewhere it may be a day and a month. */
function readTwoNumbers(first: number, second: string, context: DateContext): DateReading {
  const reading = withYear(second, { month: first }, context);
  if (Number(second) > 12 && context.asksMonth) return reading;
  if (Number(second) > 12) return { ...reading, doubt: reading.doubt ?? 'ambiguous_date' };
  return { parts: context.asksMonth ? reading.parts : null, doubt: 'ambiguous_date' };
}

/** 12032021 in a box with a comb. */
function readRunTogether(text: string): DateReading | null {
  const number = (from: number, to: number) => Number(text.slice(from, to));
  const options: DateParts[] = [
    { day: number(0, 2), month: number(2, 4), year: number(4, 8) },
    { year: number(0, 4), month: number(4, 6), day: number(6, 8) },
  ];
  const [parts] = options.filter(existsInCalendar);
  return parts ? { parts, doubt: 'mistyped' } : null;
}

/** A year of two digits is 20yy, unless that lies after today (or there is no today): then only a proposal. */
function withYear(year: string, parts: Omit<DateParts, 'year'>, { today }: DateContext): DateReading {
  if (/^\d{4}$/.test(year)) return check({ year: Number(year), ...parts });
  const short = Number(year.replace("'", ''));
  const reading = check({ year: 2000 + short, ...parts });
  if (today === undefined) return { ...reading, doubt: reading.doubt ?? 'ambiguous_date' };
  const written = reading.parts ? writeIso(reading.parts) : `${2000 + short}`;
  if (written <= today.slice(0, written.length)) return reading;
  const earlier = check({ year: 1900 + short, ...parts });
  return { ...earlier, doubt: earlier.doubt ?? 'ambiguous_date' };
}

function check(parts: DateParts): DateReading {
  return existsInCalendar(parts) ? { parts } : { parts: null, doubt: 'impossible_date' };
}
