/** The jobs of the walk and what each carries: ids only, checked when added and when taken. */
import { z } from 'zod';

export const JOBS = {
  /** A stored message → attachments and readings. */
  read: z.strictObject({ messageId: z.uuid() }),
  /** A message's readings → draft cases and outcomes. */
  draft: z.strictObject({ messageId: z.uuid() }),
  /** An outcome → a letter, or a reasoned silence. */
  reply: z.strictObject({ outcomeId: z.uuid() }),
  /** A letter → SMTP. */
  send: z.strictObject({ letterId: z.uuid() }),
  /** A reminder whose time has come → a letter, or its end. */
  remind: z.strictObject({ reminderId: z.uuid() }),
  /** What a person has had written → a letter. */
  dispatch: z.strictObject({ dispatchId: z.uuid() }),
  /** A call for cases whose hour has come → a letter, or its end. */
  call: z.strictObject({ callId: z.uuid() }),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>;
export const JOB_NAMES = Object.keys(JOBS) as JobName[];

/** One job of a name for a row: adding it again while it waits or runs changes nothing. */
export function jobId<N extends JobName>(name: N, payload: JobPayload<N>): string {
  return `${name}-${Object.values(payload).join('-')}`;
}
