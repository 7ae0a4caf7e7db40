/**
 * Step 4: when a letter that answers nobody may go: on working days from 9 to 17 h where the study is. A reminder at night or
 * on a holiday is read as a machine's, and is one.
 */
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';

const OPENS = 9;
const CLOSES = 17;
const FRANCE = new Holidays('FR');
const holidaysOf = new Map<number, readonly string[]>();

/** The moment itself where it will do, else the next opening. `timeZone` is an IANA name. */
export function nextSendingTime(moment: Date, timeZone: string): Date {
  if (Number.isNaN(moment.getTime())) throw new RangeError('no sending time follows an invalid date');
  let at: DateTime<boolean> = DateTime.fromJSDate(moment, { zone: timeZone });
  if (at.hour >= CLOSES) at = open(at.plus({ days: 1 }));
  else if (at.hour < OPENS) at = open(at);
  while (!isWorkingDay(at)) at = open(at.plus({ days: 1 }));
  return at.toJSDate();
}

function open(day: DateTime<boolean>): DateTime<boolean> {
  return day.set({ hour: OPENS, minute: 0, second: 0, millisecond: 0 });
}

function isWorkingDay(day: DateTime<boolean>): boolean {
  return day.weekday <= 5 && !listHolidays(day.year).includes(day.toFormat('MM-dd'));
}

/** The public holidays of France (Code du travail, L3133-1), `MM-DD`, in order; of all its regions, as date-holidays knows them. */
export function listHolidays(year: number): readonly string[] {
  const known = holidaysOf.get(year);
  if (known) return known;
  const days = FRANCE.getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice('YYYY-'.length, 'YYYY-MM-DD'.length))
    .sort();
  holidaysOf.set(year, days);
  return days;
}
