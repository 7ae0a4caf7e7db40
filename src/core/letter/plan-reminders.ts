/** Step 4: when a clinician who was asked for something is reminded of it, and what ends the reminding. */
import { z } from 'zod';
import { nextSendingTime } from './sending-times.js';

export const reminderSettings = z
  .strictObject({
    enabled: z.boolean(),
    /** After the letter that asked. */
    days: z.array(z.number().int().min(1).max(365)).min(1).max(5),
  })
  .refine(({ days }) => days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0)), {
    message: 'the delays must grow',
  });
export type ReminderSettings = z.infer<typeof reminderSettings>;
/** planned ⇄ held → sent (its letter exists) or stopped (with why). */
export const REMINDER_STATES = ['planned', 'held', 'sent', 'stopped'] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

export const STOP_REASONS = [
  'answered',
  'confirmed',
  'set_aside',
  'bounced',
  'clinician',
  'investigator',
  'superseded',
  'disabled',
  'no_address',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export interface PlannedReminder {
  /** From 1. */
  readonly step: number;
  readonly dueAt: Date;
}

const DAY_MS = 86_400_000;

export function planReminders(
  askedAt: Date,
  settings: ReminderSettings,
  timeZone: string,
): PlannedReminder[] {
  if (!settings.enabled) return [];
  return settings.days.map((days, at) => ({
    step: at + 1,
    dueAt: nextSendingTime(new Date(askedAt.getTime() + days * DAY_MS), timeZone),
  }));
}

/** Fewer only where the lead has planned fewer. */
const LEAST_DAYS_BETWEEN = 7;

/**
 * One that went late (its clinician was away, the service was) moves those that would follow at its heels: nobody comes back to three on
 * three days. Gives those that move, with their new time. @param sent the step that goes now; 0 for an investigator's own letter
 */
export function spaceReminders(
  sent: number,
  now: Date,
  later: readonly PlannedReminder[],
  { days }: ReminderSettings,
  timeZone: string,
): PlannedReminder[] {
  const dayOf = (step: number): number => (step === 0 ? 0 : (days[step - 1] ?? Number.POSITIVE_INFINITY));
  return later.flatMap(({ step, dueAt }) => {
    if (step <= sent) return [];
    const apart = Math.min((step - sent) * LEAST_DAYS_BETWEEN, dayOf(step) - dayOf(sent) || 0);
    const earliest = nextSendingTime(new Date(now.getTime() + apart * DAY_MS), timeZone);
    return apart > 0 && earliest > dueAt ? [{ step, dueAt: earliest }] : [];
  });
}
