/** The reminders' settings. */
import { readRefusal, Refusal } from './client.js';

export interface ReminderSettings {
  readonly enabled: boolean;
  readonly days: readonly number[];
}

export const getReminderSettings = (): Promise<ReminderSettings> => call('GET');
export const putReminderSettings = (settings: ReminderSettings): Promise<ReminderSettings> =>
  call('PUT', settings);

async function call(method: 'GET' | 'PUT', body?: ReminderSettings): Promise<ReminderSettings> {
  const headers = { 'x-recueil': 'console', 'content-type': 'application/json' };
  const answer = await fetch('/api/settings/reminders', {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refusal('offline');
  });
  if (!answer.ok) throw readRefusal(await answer.json().catch(() => null), answer.status);
  return (await answer.json()) as ReminderSettings;
}
