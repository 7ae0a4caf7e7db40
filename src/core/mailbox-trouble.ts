/** Whether a watched folder is in trouble: for the health check, the console and the alarms. */

/** A watched folder that has not been listed for so long has gone quiet, whatever its connection says. */
const QUIET_AFTER_MS = 15 * 60_000;

/** Null when all is well; the watcher's own code (see receive/ledger.ts), or `quiet`. */
export function findMailboxTrouble(
  folder: { readonly state: string; readonly error: string | null; readonly reconciledAt: Date | null },
  now: Date,
): string | null {
  const { state, error, reconciledAt } = folder;
  if (state !== 'watching') return error ?? state;
  if (error !== null) return error;
  return reconciledAt && now.getTime() - reconciledAt.getTime() > QUIET_AFTER_MS ? 'quiet' : null;
}
