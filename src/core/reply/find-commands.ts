/**
 * Step 3: words that are said to the robot, in French or in English: alone in the subject or alone on a line of what was written now.
 * “Stop du daratumumab en mars” is an answer.
 */
import { listOwnLines } from '../letter/own-words.js';
import { foldWords } from '../sheet/normalise-text.js';
import { isClosing } from '../sheet/mail-lines.js';
import { isCourtesy, looksLikeName } from './courtesy.js';

export type Command = 'sheet' | 'status' | 'stop' | 'stop_all' | 'help' | 'visit';

const WORDS: Readonly<Record<Command, RegExp>> = {
  sheet: /^(?:(?:une |la |a |the )?(?:fiche|fiche (?:de recueil )?vierge|(?:blank )?(?:collection )?sheet))$/,
  status: /^(?:statut|status|etat)$/,
  stop: /^stop$/,
  stop_all: /^stop (?:tout|all)$/,
  help: /^(?:aide|help)$/,
  visit: /^(?:visite|visit)$/,
};
/** The subject of a reply or a forward is that of the letter it answers. */
const BORROWED_SUBJECT = /^\s*(?:re|ré|rép|tr|fw|fwd|aw|sv)\s*:/iu;

export interface Commands {
  readonly found: ReadonlySet<Command>;
  /** Other words were written, which are no courtesy: a person reads them. */
  readonly hasMore: boolean;
}

export function findCommands({
  subject,
  text,
}: {
  readonly subject: string;
  readonly text: string;
}): Commands {
  const found = new Set<Command>();
  const inSubject = BORROWED_SUBJECT.test(subject) ? null : readCommand(subject);
  if (inSubject) found.add(inSubject);
  let hasMore = false;
  let isSigned = false;
  let isFirst = true;
  let isSheetSaid = false;
  for (const line of listOwnLines(text)) {
    if (line.trim() === '') continue;
    if (isClosing(line.trim()) || /^--\s*$/.test(line)) {
      isSigned = true;
      continue;
    }
    if (isCourtesy(line)) continue;
    const command = readCommand(line);
    // "Visite" may be a line of a signature, or of an answer; STOP is nothing else.
    const isSaid = command !== null && (isFirst || command === 'stop' || command === 'stop_all');
    isFirst = false;
    isSheetSaid ||= isSaid && command === 'sheet';
    if (isSaid) found.add(command);
    else if (!isSigned && !looksLikeName(line)) hasMore = true;
  }
  // "Fiche" is what people call a message that is about one.
  if (hasMore && inSubject === 'sheet' && !isSheetSaid) found.delete('sheet');
  return { found, hasMore };
}

export function readCommand(line: string): Command | null {
  const words = foldWords(line)
    .replace(/["'«»“”*_.!,]+/g, ' ')
    .replace(/\b(?:svp|s il vous plait|please|merci|thanks?|thank you)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const known = Object.entries(WORDS).find(([, pattern]) => pattern.test(words));
  return known ? (known[0] as Command) : null;
}
