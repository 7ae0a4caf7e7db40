/** Step 3: what a message without a sheet says, where its own words tell: a word for the robot, thanks, or that something is attached. */
import { type Command, type Commands } from '../core/reply/find-commands.js';
import { announcesFile, saysOnlyFile, saysOnlyThanks } from '../core/reply/says-thanks.js';
import { type Envelope } from '../external/sealed-envelope.js';
import { type OutcomeKind } from './outcome-kind.js';

/** The one that is answered when several were written. FICHE is answered by the letter that brings it. */
const KINDS: readonly (readonly [Command, OutcomeKind])[] = [
  ['stop_all', 'stopped_all'],
  ['stop', 'stopped'],
  ['visit', 'visit_asked'],
  ['status', 'status'],
  ['help', 'help'],
];

export interface SaidInWords {
  readonly kind: OutcomeKind;
  /** Something more was written, which a person reads. */
  readonly hasMore: boolean;
}

/** Null: a person reads it all. @param inThread it is of a known case; STOP without one means all */
export function decideWords(
  { text }: Envelope,
  { found, hasMore }: Commands,
  inThread: boolean,
  hasFile: boolean,
): SaidInWords | null {
  const kind = KINDS.find(([command]) => found.has(command))?.[1];
  if (kind) return { kind: kind === 'stopped' && !inThread ? 'stopped_all' : kind, hasMore };
  if (found.has('sheet') || hasFile) return null;
  if (saysOnlyThanks(text)) return { kind: 'thanks', hasMore: false };
  const isOnly = saysOnlyFile(text);
  return isOnly || (inThread && announcesFile(text)) ? { kind: 'no_file', hasMore: !isOnly } : null;
}
