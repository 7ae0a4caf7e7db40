/** What the kinds of clinicians have in common: how they are asked, when they answer, and what must have become of it. */
import { after, at, END, remindedAt, writeDay } from './calendar.js';
import {
  type Again,
  ALL,
  type Answer,
  type Body,
  ENDS,
  type End,
  type PlannedCase,
  type Reminded,
} from './plan.js';

/** A clinician's diary, in which a kind writes. */
export interface Diary {
  readonly address: string;
  /** A whole number, both ends included. */
  readonly random: (from: number, to: number) => number;
  /** One of the hours at which people write, at night too. */
  readonly hour: () => number;
  /** The mail's key. */
  readonly mail: (at: Date, body: Body, ends: End) => string;
  /** A sheet of a patient of its own. */
  readonly sheet: (at: Date, without: readonly Answer[], ends?: End, as?: SheetForm) => string;
  /** The same patient's sheet as the mail's, with all answers, in the thread of its letter. */
  readonly corrected: (key: string) => Body;
  /** What the mail made: a case with all its answers, of which nobody was reminded, unless said otherwise. */
  readonly made: (by: string, expected?: Partial<Omit<PlannedCase, 'from' | 'madeBy'>>) => void;
}
/** As a file, with the mail's headers beside it, or as photographs. */
export type SheetForm = Readonly<Record<string, string>> | 'photographs';
export type Habit = (diary: Diary) => void;

export const inThread = (text: string, key?: string): Body => ({
  kind: 'words',
  text,
  answers: key === undefined ? 'newest' : { key },
});
export const stopped = (sent: number, why: string): Reminded => ({
  sent,
  planned: 0,
  stopped: { [why]: 3 - sent },
});
/** Nobody answered. */
export const OPEN = { missing: ALL, known: [] } as const;

/** Asked of two answers on an early day, with time for three reminders; and when these are due. */
export function ask(
  { random, hour, sheet }: Diary,
  latest = 25,
): { readonly key: string; readonly asked: Date; readonly reminded: [Date, Date, Date] } {
  const asked = at(random(0, latest), hour());
  return { key: sheet(asked, ALL), asked, reminded: remindedAt(asked) };
}

/** Reminded so many times, and answers some days later. */
export function answersAfter(reminders: 1 | 2, answer: (diary: Diary, key: string) => Body): Habit {
  return (diary) => {
    const { key, reminded } = ask(diary);
    const replied = after(reminded[reminders === 1 ? 0 : 1], diary.random(1, 5), diary.hour());
    diary.mail(replied, answer(diary, key), ENDS.updated);
    diary.made(key, { reminders: stopped(reminders, 'answered'), quietFrom: replied });
  };
}

/** @param from @param to the days on which the sheet is sent */
export function neverAnswers(from: number, to: number): Habit {
  return ({ random, hour, sheet, made }) => {
    const asked = at(random(from, to), hour());
    const sent = remindedAt(asked).filter((due) => due < END).length;
    made(sheet(asked, ALL), { ...OPEN, reminders: { sent, planned: 3 - sent, stopped: {} } });
  };
}

/**
 * Two or three patients in one week. `end` says what comes after the first reminder of all: on a day by which whoever is reminded of
 * several cases, together or one a day, has been reminded of each.
 */
export function several(
  end: (diary: Diary, keys: readonly [string, ...string[]], when: Date) => void,
): Habit {
  return (diary) => {
    const first = diary.random(0, 20);
    const days = Array.from({ length: diary.random(2, 3) }, (_, index) => at(first + index, 10));
    const [one = '', ...others] = days.map((day) => diary.sheet(day, ALL));
    end(diary, [one, ...others], after(remindedAt(days.at(-1) ?? END)[0], diary.random(6, 8), diary.hour()));
  };
}

/** A notice of absence, a day after being asked; from when on there is somebody to remind. */
export function goesAway({ mail }: Diary, asked: Date, days: number): Date {
  const last = after(asked, days, 0);
  const text = `Bonjour,\nJe suis en congés jusqu’au ${writeDay(last)} inclus.\nEn cas d’urgence : 01 99 00 45 10.`;
  const headers = { 'Auto-Submitted': 'auto-replied' };
  mail(after(asked, 1, 8), { kind: 'words', text, answers: 'newest', headers }, ENDS.away);
  return after(last, 1, 0);
}

export function sendsAgain(as: Again): Habit {
  const ends = { 'new mail': ENDS.unchanged, 'same mail': ENDS.repeated };
  return ({ random, hour, sheet, mail, made }) => {
    const first = at(random(0, 80), hour());
    const key = sheet(first, []);
    mail(after(first, 1, hour()), { kind: 'again', key, as }, ends[as]);
    made(key);
  };
}

/** All is there, and a day later something is said. */
export function complete(say?: (key: string) => readonly [Body, End]): Habit {
  return ({ random, hour, sheet, mail, made }) => {
    const first = at(random(0, 85), hour());
    const key = sheet(first, []);
    if (say) mail(after(first, 1, hour()), ...say(key));
    made(key);
  };
}
