/** The client of the service, typed from its OpenAPI document (schema.d.ts, made by scripts/openapi.mjs). */
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema.js';

/** A page of another origin cannot set this header: the server asks for it on whatever changes something. */
const sameOrigin: Middleware = {
  onRequest({ request }) {
    request.headers.set('x-recueil', 'console');
    return request;
  },
};

export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(sameOrigin);
