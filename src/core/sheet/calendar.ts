/** The days that exist (proleptic Gregorian calendar). A date that does not is never turned into its neighbour. */

/** Years that a sheet can speak of: a patient's birth at the earliest. */
const FIRST_YEAR = 1880;
const LAST_YEAR = 2199;

export interface DateParts {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

export function existsInCalendar({ year, month, day }: DateParts): boolean {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return false;
  if (month === undefined) return day === undefined;
  if (month < 1 || month > 12) return false;
  return day === undefined || (day >= 1 && day <= countDays(year, month));
}

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export function writeIso({ year, month, day }: DateParts): string {
  const parts = [String(year).padStart(4, '0')];
  if (month !== undefined) parts.push(String(month).padStart(2, '0'));
  if (month !== undefined && day !== undefined) parts.push(String(day).padStart(2, '0'));
  return parts.join('-');
}

/** 0 (Sunday) to 6. */
export function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function countDays(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
