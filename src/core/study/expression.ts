/**
 * The little language of `shown_if` and of the rules: its syntax tree. `parseExpression` makes it at load,
 * `evaluateExpression` gives one of three truths. docs/study-format.md lists the words with examples.
 *
 *   patient.age >= 18                             4 <= dara.dose / patient.weight <= 24
 *   disease.diagnosis = lupus                     centre.city is given, is empty, is asked
 *   outcome.best in cr|pr                         prior.drugs has rituximab|other
 *   none stands alone in prior.drugs              table.*.name mentions "coombs"|"antiglobulin*"
 *   last >= first + 42 days                       visits.m0.date within 31 days of dara.first_date
 *   in_order(a.date, b.date, today)               in_order(visits.*.date)
 *   every visits.*.igg >= safety.nadir            some visits.*.rescue = yes        every date <= today
 *   year(dara.first_date) - patient.birth_year    rank(outcome.best, nr, pr, cr)
 *   not A   A and B   A or B   A implies B   A iff B   (A)          (from the tightest to the loosest)
 */

/** A rule's outcome: `unknown` is "cannot be told yet". */
export type Truth = 'holds' | 'fails' | 'unknown';

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A field `key`, a cell `table.row.column`, or every row's cell `table.*.column`, as written. */
export interface Reference {
  readonly kind: 'reference';
  readonly path: string;
}

export type Operand =
  | Reference
  | { readonly kind: 'number'; readonly value: number }
  /** `YYYY-MM-DD`, `YYYY-MM`. */
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'today' }
  /** A code of the question that it is compared with. */
  | { readonly kind: 'code'; readonly code: string }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'shift'; readonly date: Operand; readonly days: number }
  | { readonly kind: 'year'; readonly date: Operand }
  /** The place of a code in an order given from the lowest to the highest. */
  | { readonly kind: 'rank'; readonly reference: Reference; readonly order: readonly string[] };

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'implies' | 'iff'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'in' | 'has'; readonly reference: Reference; readonly codes: readonly string[] }
  | { readonly kind: 'alone'; readonly code: string; readonly reference: Reference }
  | { readonly kind: 'mentions'; readonly reference: Reference; readonly phrases: readonly string[] }
  | { readonly kind: 'state'; readonly reference: Reference; readonly state: 'empty' | 'given' | 'asked' }
  | { readonly kind: 'within'; readonly left: Operand; readonly days: number; readonly right: Operand }
  | { readonly kind: 'in_order'; readonly operands: readonly Operand[] }
  /** Over the rows of the table that `*` stands for. */
  | { readonly kind: 'rows'; readonly quantifier: 'every' | 'some'; readonly body: Expression }
  /** Over every date and month of the case. */
  | { readonly kind: 'dates'; readonly comparator: Comparator; readonly limit: Operand };
