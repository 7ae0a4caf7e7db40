/**
 * A line of an answer cut where another answer may begin: at commas, semicolons, "et", and before a number of the list. Cutting too
 * often does no harm: a piece that names no question goes back to the one before it.
 */
export interface Clause {
  readonly text: string;
  /** Its place in the line. */
  readonly start: number;
  readonly end: number;
}

const CUT =
  /\s*;\s*|,(?!\d)\s*|,(?<!\d,)\s*|\s+(?:et|and|&)\s+|\.\s+(?=\p{L})|\s+[•|]\s+|\t+|\s{2,}|\s+(?=(?:n°\s*|q(?:uestion)?\.?\s*)?\d{1,3}(?:[a-z]\d{1,2})?\s*(?:[:=)]\s*\S|\.\s+\S|[-–—]\s))/giu;

const TO_A_NUMBER =
  /^\s*(?:(?:pour|la|le|au|à|the|to|n[°o]\.?|q\.?|questions?|ligne|line|point|#|[-–•·*])\s*)+$/iu;

/** @param isNumber what may be a number of the list: `âge 54. Merci` is not cut before 54 */
export function splitClauses(line: string, isNumber: (number: string) => boolean): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const add = (end: number): void => {
    const text = line.slice(start, end);
    if (text.trim() !== '') clauses.push({ text, start, end });
  };
  for (const cut of line.matchAll(CUT)) {
    const number = /^\s+$/.test(cut[0]) ? findNumber(line.slice(cut.index))?.number : undefined;
    if (number !== undefined && !isNumber(number)) continue;
    // "14. Réponse": the point belongs to the number before it.
    const before = line.slice(start, cut.index);
    if (
      /^\.\s/.test(cut[0]) &&
      /^\D{0,12}\d{1,3}(?:[a-z]\d{1,2})?$/i.test(before) &&
      !/\p{L}{2}/u.test(before)
    )
      continue;
    // "n° 14", "pour la question 14".
    if (TO_A_NUMBER.test(before)) continue;
    add(cut.index);
    start = cut.index + cut[0].length;
  }
  add(line.length);
  return clauses;
}

/** A number of the list at the start: `14:`, `14.`, `n° 14 -`, `46a1)`. What follows it begins at `end`. */
export function findNumber(text: string): { readonly number: string; readonly end: number } | null {
  const found =
    /^\s*(?:[-–•·*]\s*)?(?:pour\s+)?(?:(?:la|le|l['’]|au|à la|the|to)\s*)?(?:q(?:uestions?)?\.?\s*|n[°o]\.?\s*|#\s*|ligne\s+|line\s+|point\s+){0,2}\(?(\d{1,3}(?:[a-z]\d{1,2})?)\s*(?:[:=)]+\s*|\.\s*[:)]\s*|\.\s+|\s[-–—]+\s+|[-–—]+\s+|\s*→\s*)/iu.exec(
      text,
    ) ??
    // Without a sign behind it only where a word says what it is: "question 14 oui".
    /^\s*(?:[-–•·*]\s*)?(?:pour\s+)?(?:(?:la|le|the|to)\s+)?(?:q(?:uestion)?\.?\s*|n[°o]\.?\s*|#\s*){1,2}(\d{1,3}(?:[a-z]\d{1,2})?)\s+/iu.exec(
      text,
    );
  const number = found?.[1];
  return found && number !== undefined ? { number: number.toLowerCase(), end: found[0].length } : null;
}
