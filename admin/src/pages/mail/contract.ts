/** The routes of the mail, as the service has them. */
import { readRefusal, Refusal, type Schemas } from '../../api/client.js';

export type FileView = Schemas['FileView'];
export type MessageRow = Schemas['MessageLine'];
export type MessageView = Schemas['OpenedMessage'];
export type LetterRow = Schemas['LetterLine'];
export type LetterView = Schemas['OpenedLetter'];
export type OutboxRow = Schemas['OutboxRow'];
export type ReminderView = Schemas['ReminderView'];
export type ThreadEntry = Schemas['ThreadEntry'];
export interface Listed<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export async function ask<T>(path: string, init: { method?: string; body?: unknown } = {}): Promise<T> {
  const isForm = init.body instanceof FormData;
  const headers: Record<string, string> = { 'x-recueil': 'console' };
  if (init.body !== undefined && !isForm) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method: init.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(init.body !== undefined && {
        body: init.body instanceof FormData ? init.body : JSON.stringify(init.body),
      }),
    });
  } catch {
    throw new Refusal('offline');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw readRefusal(body, response.status);
  return body as T;
}
