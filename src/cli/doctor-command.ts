/** `recueil doctor`: looks at every part of an installation and says what is wrong, one line a part. */
import { resolveTxt } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config-error.js';
import { type Config, loadConfig } from '../config/config.js';
import { createLogger } from '../config/log.js';
import { readMailSigning } from '../config/mail-signing.js';
import { readMailTls } from '../config/mail-tls.js';
import { withClient } from '../database/data-source.js';
import { findEmbeddedPostgres } from '../database/embedded-postgres.js';
import { openAntivirus } from '../external/antivirus.js';
import { openMailbox } from '../external/imap-mailbox.js';
import { MailboxFault } from '../external/mailbox.js';
import { openTokenSource } from '../external/oauth-token.js';
import { writeKeyRecord } from '../external/sign-mail.js';
import { openMailer } from '../external/smtp.js';
import { explainStartFailure } from '../explain-start-failure.js';
import { openVaultOf } from '../open-database.js';
import { loadStudy } from '../studies/load-study.js';

const NO_MAILBOX = 'none is watched (IMAP_URL is not set): messages come as files, by `recueil import`';

type Write = (text: string) => void;
/** `null`: in order. Otherwise what is wrong, and the exit code that it stands for. */
type Diagnosis = { readonly lines: readonly string[]; readonly exitCode: number } | null;

/** Exit code: 0 all in order; 3 configuration; 4 a service is out of reach. */
export async function runDoctor(out: Write): Promise<number> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const line of error.lines) out(`settings   ${line}\n`);
    return 3;
  }
  out('settings   ok\n');
  const checks: readonly (readonly [string, () => Promise<Diagnosis>])[] = [
    ['study', () => checkStudy(config)],
    ['database', () => checkDatabase(config)],
    ['mailbox', () => checkMailbox(config)],
    ['smtp', () => checkSmtp(config)],
    ...(config.dkimKeyFile === undefined ? [] : [['dkim', () => checkSigning(config)] as const]),
    ...(config.clamdUrl === undefined
      ? []
      : [['antivirus', () => checkAntivirus(config.clamdUrl ?? '')] as const]),
  ];
  let exitCode = 0;
  for (const [part, check] of checks) {
    const diagnosis = await check().catch((error: unknown) => explainStartFailure(error));
    const lines = diagnosis?.lines ?? ['ok'];
    for (const line of lines) out(`${part.padEnd(10)} ${line}\n`);
    exitCode = Math.max(exitCode, diagnosis?.exitCode ?? 0);
  }
  return exitCode;
}

function checkStudy(config: Config): Promise<Diagnosis> {
  loadStudy(config.studyFolder);
  return Promise.resolve(null);
}

/** The database answers and its tables are there; the key file opens what they hold. */
async function checkDatabase(config: Config): Promise<Diagnosis> {
  const url = config.databaseUrl ?? (await findEmbeddedPostgres(config.dataDir));
  if (url === null) {
    const made = existsSync(join(config.dataDir, 'postgres', 'password'));
    return made
      ? { lines: ['the service is not running (its own database starts with it)'], exitCode: 4 }
      : { lines: ['none yet: it is made when the service first starts'], exitCode: 0 };
  }
  const { rows } = await withClient(url, (client) =>
    client.query<{ there: boolean }>(`select to_regclass('public.messages') is not null as there`),
  );
  if (rows[0]?.there !== true) return { lines: ['it has no tables: run `recueil migrate`'], exitCode: 3 };
  if (!existsSync(config.keyFile)) {
    const keys = await withClient(url, (client) => client.query('select 1 from data_keys limit 1'));
    if ((keys.rowCount ?? 0) === 0) return null;
  }
  await openVaultOf(config, url, createLogger({ logLevel: 'silent' }, { to: 'stderr' }));
  return null;
}

/** The key can sign, and the domain publishes its other half. */
async function checkSigning(config: Config): Promise<Diagnosis> {
  const signing = await readMailSigning(config);
  if (!signing) return null;
  let record: { readonly name: string; readonly text: string };
  try {
    record = writeKeyRecord(signing);
  } catch (error) {
    return { lines: [`DKIM_KEY_FILE: ${error instanceof Error ? error.message : 'unknown'}`], exitCode: 3 };
  }
  const key = /p=(\S+)/.exec(record.text)?.[1] ?? '';
  const published = await resolveTxt(record.name).catch(() => null);
  const isThere =
    published?.some((parts) => parts.join('').replace(/\s+/g, '').includes(`p=${key}`)) === true;
  return isThere
    ? null
    : {
        lines: [`letters are signed, but the key is not published: ${record.name} TXT "${record.text}"`],
        exitCode: 3,
      };
}

async function checkAntivirus(url: string): Promise<Diagnosis> {
  const state = await openAntivirus(url).check();
  return state === 'ok' ? null : { lines: [`no answer from CLAMD_URL: ${state}`], exitCode: 4 };
}

async function checkMailbox(config: Config): Promise<Diagnosis> {
  if (config.imapUrl === undefined) return { lines: [NO_MAILBOX], exitCode: 0 };
  const tls = await readMailTls(config);
  for (const folder of config.imapFolders) {
    try {
      const mailbox = await openMailbox({
        ...{ url: config.imapUrl, folder, tls, insecure: config.mailInsecure },
        accessToken: config.oauth && openTokenSource(config.oauth),
      });
      await mailbox.close();
    } catch (error) {
      if (!(error instanceof MailboxFault)) throw error;
      const there = error.folders === null ? [] : [`folders there: ${error.folders.join(', ')}`];
      const lines = [`${folder}: ${error.message}`, ...there];
      return { lines, exitCode: error.reason === 'unreachable' ? 4 : 3 };
    }
  }
  return null;
}

async function checkSmtp(config: Config): Promise<Diagnosis> {
  if (config.smtpUrl === undefined) return { lines: ['SMTP_URL is not set'], exitCode: 3 };
  if (config.mailFrom === undefined) return { lines: ['MAIL_FROM is not set'], exitCode: 3 };
  const mailer = openMailer({
    url: config.smtpUrl,
    tls: await readMailTls(config),
    insecure: config.mailInsecure,
    accessToken: config.oauth && openTokenSource(config.oauth),
  });
  try {
    const code = await mailer.check();
    if (code === 'ok') return null;
    return {
      lines: [SMTP_WORDS[code] ?? `the mail server refuses (${code})`],
      exitCode: code === 'login' ? 3 : 4,
    };
  } finally {
    await mailer.close();
  }
}

const SMTP_WORDS: Readonly<Record<string, string>> = {
  login: 'the mail server refuses the name or the password in SMTP_URL (or the OAUTH_* grant)',
  tls: 'the connection cannot be secured: check the port, TLS_CA_FILE, or MAIL_INSECURE=yes on your own machine',
  unreachable: 'the mail server is out of reach: check the host and port in SMTP_URL',
  timeout: 'the mail server does not answer',
};
