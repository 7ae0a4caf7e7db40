/**
 * Access tokens for mailboxes that take no password (Gmail, Microsoft 365): by a refresh token (RFC 6749, 6) or the program's own name and secret
 * (4.4). A token is kept until shortly before its end; whoever connects meanwhile shares it.
 */
import { z } from 'zod';

export interface TokenSettings {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** Without one the program asks in its own name. */
  readonly refreshToken: string | undefined;
  readonly scope: string | undefined;
}
/** `login`: the grant has ended or was never good, and a person has to renew it. `unreachable`: try again later. */
export class TokenFault extends Error {
  constructor(
    readonly reason: 'login' | 'unreachable',
    /** OAuth's own word (`invalid_grant`), or a status. */
    readonly code: string,
    options?: { cause: unknown },
  ) {
    super(`no access token (${reason}, ${code})`, options);
    this.name = 'TokenFault';
  }
}

/** Renewed so long before its end, ms: a connection that begins with it must not outlive it at once. */
const EARLY_MS = 120_000;
/** Of a server that does not say (RFC 6749, 5.1 recommends it). */
const USUAL_SECONDS = 3600;
const WITHIN_MS = 20_000;

const ANSWER = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
});
const REFUSAL = z.object({ error: z.string().max(60) });

/**
 * Each call gives a token that holds for a while; throws a TokenFault. `refused`: one that the mail server did not take although it should
 * hold (it was revoked, the clocks differ): another is asked for in its place.
 */
export type TokenSource = (refused?: string) => Promise<string>;

export function openTokenSource(settings: TokenSettings, now: () => number = Date.now): TokenSource {
  let { refreshToken } = settings;
  let held: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;
  const renew = async (): Promise<string> => {
    const answer = await askToken({ ...settings, refreshToken });
    // Some servers change the refresh token at each use and let the older one go.
    refreshToken = answer.refresh_token ?? refreshToken;
    held = {
      token: answer.access_token,
      until: now() + 1000 * (answer.expires_in ?? USUAL_SECONDS) - EARLY_MS,
    };
    return held.token;
  };
  return (refused) => {
    if (held && held.token === refused) held = null;
    if (held && held.until > now()) return Promise.resolve(held.token);
    asking ??= renew().finally(() => (asking = null));
    return asking;
  };
}

async function askToken(settings: TokenSettings): Promise<z.infer<typeof ANSWER>> {
  const { tokenUrl, clientId, clientSecret, refreshToken, scope } = settings;
  const body = new URLSearchParams({
    ...(refreshToken === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    ...(scope === undefined ? {} : { scope }),
  });
  let response: Response;
  let told: unknown;
  try {
    response = await fetch(tokenUrl, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    told = await response.json().catch(() => null);
  } catch (error) {
    throw new TokenFault('unreachable', 'network', { cause: error });
  }
  const answer = ANSWER.safeParse(told);
  if (response.ok && answer.success) return answer.data;
  const refusal = REFUSAL.safeParse(told);
  const code = refusal.success ? refusal.data.error : `http_${response.status}`;
  const isFinal = response.status >= 400 && response.status < 500 && response.status !== 429;
  throw new TokenFault(isFinal ? 'login' : 'unreachable', code);
}
