/** The client of the service, typed from its OpenAPI document (schema.d.ts, made by scripts/openapi.mjs). */
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type Schemas = components['schemas'];

/** A page of another origin cannot set this header: the server asks for it on whatever changes something. */
const sameOrigin: Middleware = {
  onRequest({ request }) {
    request.headers.set('x-recueil', 'console');
    return request;
  },
};

export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(sameOrigin);

/** What the service refused, with its code; `offline` when it could not be reached. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    message = code,
  ) {
    super(message);
  }
}

/** The data of an answer; throws a Refusal. */
export async function take<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  let answer;
  try {
    answer = await asked;
  } catch {
    throw new Refusal('offline');
  }
  if (!answer.response.ok) throw readRefusal(answer.error, answer.response.status);
  return answer.data as NonNullable<T>;
}

export function readRefusal(body: unknown, status: number): Refusal {
  const { code, message, details } = (typeof body === 'object' && body !== null ? body : {}) as {
    code?: unknown;
    message?: unknown;
    details?: unknown;
  };
  return new Refusal(
    typeof code === 'string' ? code : `http_${status}`,
    typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {},
    typeof message === 'string' ? message : undefined,
  );
}
