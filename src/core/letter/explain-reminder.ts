/** Step 4: why a reminder goes when it goes, from what was planned and what moved it. */
import { type ReminderSettings } from './plan-reminders.js';
import { nextSendingTime } from './sending-times.js';

/** What puts a reminder off; kept with it. */
export const MOVE_REASONS = [
  'hours', // at its time it was night, or no working day
  'reminded_today', // its clinician had a reminder that day
  'words', // an answer in words that nobody has read
  'page_unread', // what is asked stands on a page that nobody has read
  'letter_not_gone', // the letter before it has not gone, or nobody knows whether it has
  'away', // a notice of absence
  'spaced', // the one before it went late
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

export type WhyThen =
  | MoveReason
  /** A delay of the study's after the letter that asked; `calendar`: it fell on a time when nothing goes. */
  | 'schedule'
  | 'calendar'
  /** A person said so. */
  | 'person';

export interface ExplainedTime {
  readonly why: WhyThen;
  /** Of the study's delay; null where it is not what decided, or was another when this was planned. */
  readonly days: number | null;
}

const DAY_MS = 86_400_000;

/** @param askedAt of the letter that asked; null for an investigator's own letter */
export function explainReminder(
  reminder: {
    readonly step: number;
    readonly dueAt: Date;
    readonly urgent: boolean;
    readonly movedBecause: MoveReason | null;
    readonly askedAt: Date | null;
  },
  { days }: ReminderSettings,
  timeZone: string,
): ExplainedTime {
  const { step, dueAt, askedAt, movedBecause } = reminder;
  if (reminder.urgent || step === 0 || !askedAt) return { why: 'person', days: null };
  if (movedBecause) return { why: movedBecause, days: null };
  const delay = days[step - 1];
  const planned = delay === undefined ? null : new Date(askedAt.getTime() + delay * DAY_MS);
  if (!planned || nextSendingTime(planned, timeZone).getTime() !== dueAt.getTime())
    return { why: 'schedule', days: null };
  return { why: planned.getTime() === dueAt.getTime() ? 'schedule' : 'calendar', days: delay ?? null };
}
