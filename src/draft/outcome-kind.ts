/** Step 3: what became of a message, in one word for each case it touched. The reply is worded from it. */
import { type FindingCode } from '../core/sheet/finding.js';
import { type SheetReading } from '../core/sheet/reading.js';

export const OUTCOME_KINDS = [
  'new', // a draft was made
  'updated', // a newer sheet changed a draft
  'unchanged', // the same answers again
  'waiting', // the case is confirmed or set aside: the sheet waits beside it
  'proposed', // a draft was made that may be a known case's patient
  'closed', // the patient objects: the case is closed and its answers are gone
  'blank', // our sheet, without an answer
  'unreadable', // a file that may be a sheet and could not be read
  'no_sheet',
  'oversize',
  'bounce', // a letter of ours did not arrive
] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** Findings that say "there was something, and it could not be read as a sheet". */
const UNREADABLE: readonly FindingCode[] = [
  'unreadable_file',
  'unsupported_format',
  'image_only',
  'password_protected',
  'reader_stopped',
  'too_large',
  'too_nested',
  'xfa_form',
  'other_study',
  'unknown_version',
  'not_a_sheet',
];

/** The kind of a message of which no sheet with an answer could be read. */
export function decideWithoutSheet(oversize: boolean, readings: readonly SheetReading[]): OutcomeKind {
  if (oversize) return 'oversize';
  const codes = readings.flatMap(({ findings }) => findings.map(({ code }) => code));
  if (codes.includes('blank_sheet')) return 'blank';
  return codes.some((code) => UNREADABLE.includes(code)) ? 'unreadable' : 'no_sheet';
}
