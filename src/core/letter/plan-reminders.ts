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
