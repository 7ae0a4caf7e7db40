/** Step 1, receive: what a folder's trouble is called in an alarm. */
import { type MailboxTrouble, MAILBOX_TROUBLES } from '../core/letter/write-alarm.js';

/** Null where nobody need be woken: all is well, the service is starting, or was stopped in order. */
export function nameTrouble(code: string | null): MailboxTrouble | null {
  if (code === null || code === 'connecting' || code === 'stopped') return null;
  return MAILBOX_TROUBLES.find((name) => name === code) ?? 'other';
}
