/** Step 3: of which of a letter's cases somebody wants no more reminders: those under whose reference STOP stands, or all of them. */
import { type AskedOfOne } from '../letter/asked-line.js';
import { sortLines } from '../sheet/mail-lines.js';
import { readCommand } from './find-commands.js';
import { splitCases } from './split-cases.js';

/** @param letter the text of the letter that is answered */
export function findStopped(text: string, several: readonly AskedOfOne[], letter: string): string[] {
  const split = splitCases(
    sortLines(text, () => true),
    several,
    letter,
  );
  const named = split.cases.filter(({ lines }) =>
    lines.some(({ kind, text: line }) => kind === 'own' && readCommand(line) === 'stop'),
  );
  const isOfAll = split.others.some(({ kind, text: line }) => kind === 'own' && readCommand(line) === 'stop');
  return isOfAll || named.length === 0
    ? several.map(({ caseId }) => caseId)
    : named.map(({ caseId }) => caseId);
}
