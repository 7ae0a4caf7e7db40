/** Step 3: what became of a message, in one word for each case it touched. The reply is worded from it. */
import { type FindingCode } from '../core/sheet/finding.js';
import { type SheetReading } from '../core/sheet/reading.js';

export const OUTCOME_KINDS = [
  'new', // a draft was made
  'updated', // a newer sheet changed a draft
  'unchanged', // the same answers again
  'repeated', // the same message again, whatever its way here changed in its bytes: nothing is said twice
  'waiting', // the case is confirmed or set aside: the sheet waits beside it
  'proposed', // a draft was made that may be a known case's patient
  'closed', // the patient objects: the case is closed and its answers are gone
  'blank', // our sheet, without an answer
  'unreadable', // a file that may be a sheet and could not be read
  'no_sheet',
  'oversize',
  'declined', // the answer to a call: there is no case
  'away', // a notice of absence: silence, and reminders wait
  'thanks', // nothing but thanks: silence
  'no_file', // it says that something is attached, and nothing is
  'help', // words that the robot understands: AIDE, STATUT, STOP, VISITE; what is left of the message is read by a person
  'status',
  'stopped',
  'stopped_all',
  'visit_asked',
  'bounce', // a letter of ours did not arrive
  'bounce_retried', // not yet: another goes in its place
  'delayed', // a server goes on trying
] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** Of two sheets of one message in one case, the one that its letter answers: the first in this list. */
const STRONGEST: readonly OutcomeKind[] = [
  'closed',
  'new',
  'proposed',
  'updated',
  'waiting',
  'unchanged',
  'repeated',
];
export function findStronger(one: OutcomeKind, other: OutcomeKind): OutcomeKind {
  return STRONGEST.indexOf(one) <= STRONGEST.indexOf(other) ? one : other;
}

/** Findings that say "there was something, and it could not be read as a sheet". */
const UNREADABLE: readonly FindingCode[] = [
  'unreadable_file',
  'unsupported_format',
  'image_only',
  'page_not_placed',
  'password_protected',
  'infected_file',
  'reader_stopped',
  'too_large',
  'too_nested',
  'xfa_form',
  'other_study',
  'unknown_version',
  'not_a_sheet',
];

/** Of these a file beside a sheet may be another sheet; what is only not ours is no news there. */
const MAY_BE_A_SHEET: readonly FindingCode[] = [
  ...UNREADABLE.filter((code) => code !== 'not_a_sheet' && code !== 'other_study'),
  'answers_in_words',
];
/** A page cannot be read on a smaller image, bytes: a logo or a signature. */
const SMALLEST_SCAN = 60_000;

export function isLogo({ mediaType, size }: { readonly mediaType: string; readonly size: number }): boolean {
  return mediaType.startsWith('image/') && size < SMALLEST_SCAN;
}

/** Whether a file that came beside sheets and gave no draft may be a sheet. */
export function mayBeUnreadSheet(
  { findings }: SheetReading,
  file: { readonly mediaType: string; readonly size: number } | undefined,
): boolean {
  if (file && isLogo(file)) return false;
  return findings.some(({ code }) => MAY_BE_A_SHEET.includes(code));
}

/** The kind of a message of which no sheet with an answer could be read. */
export function decideWithoutSheet(oversize: boolean, readings: readonly SheetReading[]): OutcomeKind {
  if (oversize) return 'oversize';
  const codes = readings.flatMap(({ findings }) => findings.map(({ code }) => code));
  if (codes.includes('blank_sheet')) return 'blank';
  return codes.some((code) => UNREADABLE.includes(code)) ? 'unreadable' : 'no_sheet';
}
