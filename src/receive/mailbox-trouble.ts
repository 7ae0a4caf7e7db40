/** Step 1, receive: whether a watched folder is in trouble, for the health check, the console and the alarms. */
import { type MailboxTrouble, MAILBOX_TROUBLES } from '../core/letter/write-alarm.js';
import { type MailboxFolder } from '../database/entities/index.js';

/** A watched folder that has not been listed for so long has gone quiet, whatever its connection says. */
const QUIET_AFTER_MS = 15 * 60_000;

/** Null when all is well; the watcher's own code, or `quiet`. */
export function findMailboxTrouble(
  { state, error, reconciledAt }: Pick<MailboxFolder, 'state' | 'error' | 'reconciledAt'>,
  now: Date,
): string | null {
  if (state !== 'watching') return error ?? state;
  if (error !== null) return error;
  return reconciledAt && now.getTime() - reconciledAt.getTime() > QUIET_AFTER_MS ? 'quiet' : null;
}

/** For the words of an alarm; null where nobody need be woken: the service is starting, or was stopped in order. */
export function nameTrouble(code: string | null): MailboxTrouble | null {
  if (code === null || code === 'connecting' || code === 'stopped') return null;
  return MAILBOX_TROUBLES.find((name) => name === code) ?? 'other';
}
