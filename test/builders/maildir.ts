/** Many old messages at once: files written straight into a Maildir, as a migration or years of use leave them. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dovecot } from '../fakes/dovecot.js';
import { rawMessage } from './mime.js';

/** Subjects are `old 1` to `old COUNT`; `receivedAt` becomes INTERNALDATE (the file's time, as Dovecot has it). */
export function fillMaildir(
  dovecot: Dovecot,
  count: number,
  receivedAt: (at: number) => Date = () => new Date('2024-03-04T08:00:00Z'),
): void {
  const home = dovecot.maildir();
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(home, name), { recursive: true });
  for (let at = 1; at <= count; at += 1) {
    const date = receivedAt(at);
    const raw = rawMessage({ subject: `old ${at}`, date, messageId: `<old.${at}@chu-valmont.test>` });
    const path = join(home, 'cur', `${1_700_000_000 + at}.M${at}P1.valmont,S=${Buffer.byteLength(raw)}:2,S`);
    writeFileSync(path, raw);
    utimesSync(path, date, date);
  }
  dovecot.adopt(join(home, '..'));
}
