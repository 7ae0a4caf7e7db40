/** Step 3: a case's reference, as printed in letters and said on the phone: DARA-0042. It opens nothing by itself. */
import { Problem } from '../problem.js';

const DIGITS = 4;

export interface CaseReference {
  readonly prefix: string;
  readonly number: number;
}

/** `DARA`, 42 → `DARA-0042`. Numbers start at 1; past 9999 they grow by a digit. */
export function formatReference(prefix: string, number: number): string {
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Problem('case_number', 'invalid', 'A case number is a whole number from 1.');
  return `${prefix.toUpperCase()}-${String(number).padStart(DIGITS, '0')}`;
}

/**
 * A reference as a person types or says it (`dara 42`, `Dara n° 0042`, `DARA-0042`), alone in the text; null when
 * it is not one. For searching only: a reference can be guessed, so it never decides where a sheet is written.
 */
export function parseReference(text: string): CaseReference | null {
  const match = /^\s*([a-z][a-z0-9]*?)[\s\-–—_]*(?:n[°ºo]\.?\s*)?0*([1-9]\d{0,8})\s*$/iu.exec(
    text.normalize('NFKC'),
  );
  const [, prefix, digits] = match ?? [];
  if (!prefix || !digits) return null;
  return { prefix: prefix.toUpperCase(), number: Number(digits) };
}

/** The references of this study that stand in a text, in capitals as our letters write them, without doubles. */
export function listReferences(prefix: string, text: string): string[] {
  const found = text.toUpperCase().matchAll(new RegExp(`\\b${prefix.toUpperCase()}-(\\d{4,9})\\b`, 'g'));
  return [...new Set([...found].map(([, digits = '']) => `${prefix.toUpperCase()}-${digits}`))];
}
