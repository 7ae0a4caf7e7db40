/** The little language of `shown_if` and rules: its syntax tree. Parsed at load, evaluated to three values. */

/** A rule's outcome: `unknown` is "cannot be told yet". */
export type Truth = 'holds' | 'fails' | 'unknown';

export type Expression = { readonly kind: string };
