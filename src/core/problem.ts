/** Every refusal: a request that cannot be done, with a code, a kind and a message that is safe to show. */

export type ProblemKind = 'invalid' | 'denied' | 'notFound' | 'conflict';

/**
 * A refused request. `message` may be shown to anyone; so may `details`, which are logged as well and must not hold answers.
 * `shown` goes to the caller alone, who may see the case: it may hold answers, and is never logged.
 */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly kind: ProblemKind,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
    readonly shown: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'Problem';
  }
}
