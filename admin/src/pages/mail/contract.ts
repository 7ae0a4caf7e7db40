/** The routes of the mail, as the service has them. */
import { readRefusal, Refusal } from '../../api/client.js';

interface Words {
  readonly fr: string;
  readonly en: string;
}
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly finding: Words | null;
}
export interface MessageRow {
  readonly id: string;
  readonly origin: string;
  readonly state: string;
  readonly receivedAt: string;
  readonly from: string | null;
  readonly subject: string | null;
  /** Why a person should look at it: a code. */
  readonly toSee: string | null;
  readonly lastError: string | null;
  readonly references: readonly string[];
  readonly outcomes: readonly string[];
  readonly letters: readonly { readonly id: string; readonly kind: string; readonly state: string }[];
}
export interface MessageView extends MessageRow {
  readonly text: string | null;
  readonly files: readonly FileView[];
  readonly authentication: string | null;
  readonly replyTo: string | null;
}
export interface LetterRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly to: string | null;
  readonly subject: string | null;
  readonly reference: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly lastError: string | null;
  readonly attempts: number;
}
export interface LetterView extends LetterRow {
  readonly text: string | null;
}
export interface ReminderView {
  readonly id: string;
  readonly reference: string;
  readonly step: number;
  readonly dueAt: string;
  readonly state: 'planned' | 'held' | 'sent' | 'stopped';
  readonly stopReason: string | null;
  readonly letterId: string | null;
  readonly preview: { readonly subject: string; readonly text: string } | null;
}
export interface ThreadEntry {
  readonly kind: 'message' | 'letter' | 'reminder';
  readonly id: string;
  readonly at: string;
  readonly title: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly state: string;
  readonly text: string | null;
  readonly files: readonly FileView[];
}
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
