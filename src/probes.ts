/** What /health/ready looks at: the database, the mailbox's last word, and letters or messages that are stuck. */
import { type DataSource, Not } from './database/orm.js';
import { type Config } from './config/config.js';
import { findMailboxTrouble } from './core/mailbox-trouble.js';
import { MailboxFolder } from './database/entities/index.js';
import { type Antivirus } from './external/antivirus.js';
import { type Mailer } from './external/smtp.js';
import { type Probe } from './http/health.controller.js';

export function makeProbes(
  config: Config,
): (source: DataSource, mailer: Mailer, antivirus: Antivirus | null, now: () => Date) => Probe[] {
  return (source, mailer, antivirus, now) => [
    { name: 'database', check: () => source.query('select 1').then(() => 'ok') },
    ...(config.imapUrl === undefined ? [] : [{ name: 'mailbox', check: () => checkMailbox(source, now()) }]),
    ...(config.smtpUrl === undefined ? [] : [{ name: 'smtp', check: () => mailer.check() }]),
    ...(antivirus ? [{ name: 'antivirus', check: () => antivirus.check() }] : []),
  ];
}

async function checkMailbox(source: DataSource, now: Date): Promise<string> {
  const folders = await source.getRepository(MailboxFolder).findBy({ state: Not('left') });
  if (folders.length === 0) return 'connecting';
  return folders.map((folder) => findMailboxTrouble(folder, now)).find((trouble) => trouble !== null) ?? 'ok';
}
