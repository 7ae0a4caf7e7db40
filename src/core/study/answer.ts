/** The values that answer a question, as stored and as printed by `recueil read --json`. */
import { type MissingCode } from './study.js';

export interface Missing {
  readonly missing: MissingCode;
}
/** "< 5" is `{value: 5, comparator: '<'}`. */
export interface Compared {
  readonly value: number;
  readonly comparator: '<' | '<=' | '>' | '>=';
}
/**
 * text, long_text, email, phone: NFC string, trimmed. integer, decimal, year: number (or Compared).
 * date: `YYYY-MM-DD`, month: `YYYY-MM`, or coarser when less was written. yes_no: `yes` or `no`. one_of: a code.
 */
export type Scalar = string | number | Compared | Missing;
/** A table's row: its columns by key; named rows carry `row`. */
export type Row = Readonly<Record<string, Scalar>> & { readonly row?: string };
/** many_of: codes in the definition's order. table: its filled rows in order. */
export type Value = Scalar | readonly string[] | readonly Row[];
/** The answers of a case by field key. An empty field has no entry. */
export type Answers = Readonly<Record<string, Value | undefined>>;

export function isMissing(value: unknown): value is Missing {
  return typeof value === 'object' && value !== null && 'missing' in value;
}
export function isCompared(value: unknown): value is Compared {
  return typeof value === 'object' && value !== null && 'comparator' in value;
}
