/**
 * Step 4: when a letter that answers nobody may go: on working days from 9 to 17 h where the study is. A reminder at night or
 * on a holiday is read as a machine's, and is one.
 */
import { DateTime } from 'luxon';

const OPENS = 9;
const CLOSES = 17;

/** The moment itself where it will do, else the next opening. `timeZone` is an IANA name. */
export function nextSendingTime(moment: Date, timeZone: string): Date {
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

/** The eleven public holidays of France (Code du travail, L3133-1), `MM-DD`. */
export function listHolidays(year: number): string[] {
  const easter = findEaster(year);
  const moving = [1, 39, 50].map((days) => easter.plus({ days }).toFormat('MM-dd'));
  return ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25', ...moving].sort();
}

/** Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function findEaster(year: number): DateTime {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return DateTime.utc(year, Math.floor(sum / 31), (sum % 31) + 1);
}
