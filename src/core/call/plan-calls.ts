/** Who is called, and who is not and why; and when each letter goes, so that no mail server takes them for a flood. */
import { nextSendingTime } from '../letter/sending-times.js';

/** What is known of a colleague on the list. */
export interface ContactStanding {
  readonly contactId: string;
  /** Calls that went or will go, and when. */
  readonly calls: readonly { readonly at: Date; readonly isSent: boolean }[];
  /** A person's message came in a call's thread or from this address after it, whatever it said. */
  readonly hasReplied: boolean;
  readonly cases: number;
  readonly hasDeclined: boolean;
  readonly hasBounced: boolean;
  readonly hasStopped: boolean;
}

/** In this order: the first that holds is said. */
export const CONTACT_STATES = [
  'stopped',
  'returned',
  'declined',
  'bounced',
  'replied',
  'planned',
  'silent',
  'not_called',
] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

export function tellState(standing: ContactStanding): ContactState {
  if (standing.hasStopped) return 'stopped';
  if (standing.cases > 0) return 'returned';
  if (standing.hasDeclined) return 'declined';
  if (standing.hasBounced) return 'bounced';
  if (standing.hasReplied) return 'replied';
  if (standing.calls.some(({ isSent }) => !isSent)) return 'planned';
  return standing.calls.length > 0 ? 'silent' : 'not_called';
}

export type NotCalled =
  Exclude<ContactState, 'not_called' | 'silent'> | 'called' | 'called_twice' | 'too_soon';

/** Days between the two calls. */
export const SECOND_CALL_AFTER_DAYS = 14;
const DAY_MS = 86_400_000;

/** Null: this one is called. `again`: the second call, to the silent; otherwise the first. */
export function whyNotCalled(standing: ContactStanding, again: boolean, now: Date): NotCalled | null {
  const state = tellState(standing);
  if (state === 'not_called') return again ? 'called' : null;
  if (state !== 'silent') return state;
  if (!again) return 'called';
  if (standing.calls.length > 1) return 'called_twice';
  const last = Math.max(...standing.calls.map(({ at }) => at.getTime()));
  return now.getTime() - last < SECOND_CALL_AFTER_DAYS * DAY_MS ? 'too_soon' : null;
}

export const CALLS_AN_HOUR = 20;

/** When each of `count` letters goes, in hours in which people work; `after`: the last one that is planned already. */
export function planTimes(count: number, now: Date, after: Date | null, timeZone: string): Date[] {
  const step = 3_600_000 / CALLS_AN_HOUR;
  const times: Date[] = [];
  let at = after && after.getTime() + step > now.getTime() ? new Date(after.getTime() + step) : now;
  for (let index = 0; index < count; index += 1) {
    at = nextSendingTime(at, timeZone);
    times.push(at);
    at = new Date(at.getTime() + step);
  }
  return times;
}
