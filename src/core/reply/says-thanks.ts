/** Step 3: whether a message says thank you, or that ours has arrived, and nothing else: the answer to it is silence. */
import { listOwnLines } from '../letter/own-words.js';
import { isClosing } from '../sheet/mail-lines.js';
import { holdsThanks, isCourtesy, looksLikeName, pointsToFile } from './courtesy.js';

/** Below a closing formula stands a signature, unless something is asked there. */
const SAYS_MORE = /\?|^\s*(?:ps|p\.s\.|nb|n\.b\.)\b/i;

export function saysOnlyThanks(text: string): boolean {
  let isThanks = false;
  let isSigned = false;
  for (const line of listOwnLines(text)) {
    const said = line.trim();
    if (said === '') continue;
    if (isSigned) {
      if (SAYS_MORE.test(said)) return false;
    } else if (isClosing(said) || /^--\s*$/.test(line)) isSigned = true;
    else if (isCourtesy(said)) isThanks ||= holdsThanks(said);
    else if (isThanks && looksLikeName(said)) isSigned = true;
    else return false;
  }
  return isThanks;
}

/** Words that say that something is attached, whatever is said beside. */
export function announcesFile(text: string): boolean {
  return listOwnLines(text).some((line) => pointsToFile(line.trim()));
}

/** Nothing but that. */
export function saysOnlyFile(text: string): boolean {
  const lines = listOwnLines(text).filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => isClosing(line.trim()));
  const said = at === -1 ? lines : lines.slice(0, at);
  return (
    said.some((line) => pointsToFile(line.trim())) &&
    said.every((line) => pointsToFile(line.trim()) || isCourtesy(line.trim()) || looksLikeName(line.trim()))
  );
}
