/** Months and weekdays as they are written, in full or cut short, in French and English (folded: no accents, no case). */

/** Each month's names; a cut is any start of a name that is listed. "jui" (juin, juillet) is no one's. */
const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'january', 'janv', 'jan'],
  ['fevrier', 'february', 'fevr', 'fev', 'febr', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'april', 'avr', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'july', 'juill', 'juil', 'jul'],
  ['aout', 'august', 'aou', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dec'],
];
const WEEKDAYS: readonly (readonly string[])[] = [
  ['dimanche', 'sunday', 'dim', 'sun'],
  ['lundi', 'monday', 'lun', 'mon'],
  ['mardi', 'tuesday', 'tue', 'tues'],
  ['mercredi', 'wednesday', 'mer', 'wed'],
  ['jeudi', 'thursday', 'jeu', 'thu', 'thur', 'thurs'],
  ['vendredi', 'friday', 'ven', 'fri'],
  ['samedi', 'saturday', 'sam', 'sat'],
];

/** 1 to 12; null when the word is no month. */
export function findMonth(word: string): number | null {
  const index = MONTHS.findIndex((names) => names.includes(word));
  return index === -1 ? null : index + 1;
}

/** 0 (Sunday) to 6; null when the word is no weekday. */
export function findWeekday(word: string): number | null {
  const index = WEEKDAYS.findIndex((names) => names.includes(word));
  return index === -1 ? null : index;
}
