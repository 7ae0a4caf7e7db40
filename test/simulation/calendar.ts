/** The simulated quarter, and the days on which nobody is to be reminded, written down by hand: not what the program computes. */
import { DateTime } from 'luxon';

export const ZONE = 'Europe/Paris';
export const DAYS = 90;
/** A Monday of a quarter with a change to summer time and five public holidays on weekdays. */
const FIRST_DAY = DateTime.fromISO('2028-03-20T00:00', { zone: ZONE });
/** Easter Monday, the first and the eighth of May, Ascension Day and Whit Monday of 2028 (Code du travail, L3133-1). */
const HOLIDAYS = ['2028-04-17', '2028-05-01', '2028-05-08', '2028-05-25', '2028-06-05'];
/** Days after the letter that asks, as the study says them. */
const REMINDED_AFTER = [7, 21, 45];

export const START = FIRST_DAY.toJSDate();
export const END = FIRST_DAY.plus({ days: DAYS }).toJSDate();

/** @param day 0 to 89 @param hour in Paris */
export function at(day: number, hour: number): Date {
  return FIRST_DAY.plus({ days: day }).set({ hour }).toJSDate();
}

/** So many days later, at that hour in Paris. */
export function after(moment: Date, days: number, hour: number): Date {
  return inParis(moment).plus({ days }).set({ hour, minute: 0 }).toJSDate();
}

export function dayOf(moment: Date): string {
  return inParis(moment).toFormat('yyyy-MM-dd');
}

/** `17/04/2028`. */
export function writeDay(moment: Date): string {
  return inParis(moment).toFormat('dd/MM/yyyy');
}

/** At night, on a weekend, on a public holiday: null when it is none of these. */
export function whyClosed(moment: Date): string | null {
  const local = inParis(moment);
  if (local.weekday > 5) return 'weekend';
  if (HOLIDAYS.includes(local.toFormat('yyyy-MM-dd'))) return 'holiday';
  return local.hour < 9 || local.hour >= 17 ? 'night' : null;
}

/** The three moments at which whoever was asked then is reminded. */
export function remindedAt(asked: Date): [Date, Date, Date] {
  const [first, second, third] = REMINDED_AFTER.map((days) =>
    opening(new Date(asked.getTime() + days * 86_400_000)),
  );
  if (!first || !second || !third) throw new Error('three reminders are planned');
  return [first, second, third];
}

/** The moment itself where somebody works then, else nine o'clock on the next such day. */
function opening(moment: Date): Date {
  let local = inParis(moment);
  while (whyClosed(local.toJSDate()) !== null)
    local = (local.hour < 9 ? local : local.plus({ days: 1 })).set({ hour: 9, minute: 0 });
  return local.toJSDate();
}

function inParis(moment: Date): DateTime {
  return DateTime.fromJSDate(moment, { zone: ZONE });
}
