/** Every refusal: a request that cannot be done, with a code, a kind and a message that is safe to show. */

export type ProblemKind = 'invalid' | 'denied' | 'notFound' | 'conflict';

/** A refused request. `message` may be shown to anyone; `details` stay in the log's reach and must not hold answers. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly kind: ProblemKind,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'Problem';
  }
}
