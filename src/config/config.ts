/** The settings, read once at boot: the one place that looks at the environment. Everything else is handed a Config. */
import { join, resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import { gatherTexts } from './gather-texts.js';
import { DEFAULTS, type Variable, type VariableName, variables } from './variables.js';

export { ConfigError } from './config-error.js';
export { type MailboxAfter, type MailboxSince } from './values.js';

type Forms = ReturnType<typeof variables>;
type Value<Name extends VariableName> = Forms[Name] extends Variable<infer T> ? T : never;

/** `undefined` stands for "not set" wherever the design has no default. Paths are absolute. */
export interface Config {
  /** None: embedded PostgreSQL under dataDir. */
  databaseUrl: string | undefined;
  /** For migrations, where the application's role may not; else databaseUrl serves. */
  databaseAdminUrl: string | undefined;
  dataDir: string;
  imapUrl: string | undefined;
  imapFolders: string[];
  mailboxSince: Value<'MAILBOX_SINCE'>;
  mailboxAfter: Value<'MAILBOX_AFTER'>;
  smtpUrl: string | undefined;
  /** `address` or `Name <address>`. */
  mailFrom: string | undefined;
  mailMaxBytes: number;
  /** False: imap:// and smtp:// must go over to TLS (STARTTLS) before anything is said. */
  mailInsecure: boolean;
  authservId: string | undefined;
  /** Domains whose ARC seal is believed. */
  arcTrusted: readonly string[];
  dkimKeyFile: string | undefined;
  dkimSelector: string;
  tlsCaFile: string | undefined;
  tlsClientCertFile: string | undefined;
  oauth: OauthConfig | undefined;
  leadEmail: string | undefined;
  /** Without a slash at its end. */
  publicUrl: string | undefined;
  port: number;
  role: Value<'ROLE'>;
  studyFolder: string;
  keyFile: string;
  timeZone: string;
  clamdUrl: string | undefined;
  logLevel: Value<'LOG_LEVEL'>;
}

/** With a refresh token: RFC 6749, 6; without: client credentials, 4.4. */
export interface OauthConfig {
  tokenUrl: string;
  clientId: string;
  clientSecret: string | undefined;
  refreshToken: string | undefined;
  scope: string | undefined;
}

export interface ReadOptions {
  /** Path of the `.env` file; one that is not there is no mistake. */
  file?: string;
  /** Where relative paths start; default: the current folder. */
  base?: string;
}

/** The settings of this process: its variables, then `.env` in the current folder, then the defaults. */
export function loadConfig(): Config {
  return readConfig(process.env, { file: resolve('.env') });
}

/** ConfigError with a line for each unknown name in the file and each bad value anywhere. Empty means not set. */
export function readConfig(env: NodeJS.ProcessEnv, options: ReadOptions = {}): Config {
  const known = variables(options.base ?? process.cwd());
  const lines: string[] = [];
  const given = gatherTexts(env, known, options.file, lines);
  const read = <Name extends VariableName>(name: Name): Value<Name> | undefined => {
    const text = given.get(name) ?? (DEFAULTS as Partial<Record<VariableName, string>>)[name];
    if (text === undefined) return undefined;
    const result = known[name].form.safeParse(text);
    if (result.success) return result.data as Value<Name>;
    lines.push(`${name} ${result.error.issues[0]?.message ?? 'cannot be read'}`);
    return undefined;
  };
  // A missing value of a name with a default is one that was refused: the lines stop the start before anyone uses it.
  const need = <Name extends keyof typeof DEFAULTS>(name: Name) => read(name) as Value<Name>;
  const dataDir = need('DATA_DIR');
  const config: Config = {
    databaseUrl: read('DATABASE_URL'),
    databaseAdminUrl: read('DATABASE_ADMIN_URL'),
    dataDir,
    imapUrl: read('IMAP_URL'),
    imapFolders: need('IMAP_FOLDER'),
    mailboxSince: need('MAILBOX_SINCE'),
    mailboxAfter: need('MAILBOX_AFTER'),
    smtpUrl: read('SMTP_URL'),
    mailFrom: read('MAIL_FROM'),
    mailMaxBytes: need('MAIL_MAX_BYTES'),
    mailInsecure: need('MAIL_INSECURE'),
    authservId: read('AUTHSERV_ID'),
    arcTrusted: (read('ARC_TRUSTED') ?? []).map((domain) => domain.toLowerCase()),
    dkimKeyFile: read('DKIM_KEY_FILE'),
    dkimSelector: need('DKIM_SELECTOR'),
    tlsCaFile: read('TLS_CA_FILE'),
    tlsClientCertFile: read('TLS_CLIENT_CERT_FILE'),
    oauth: readOauth(read, lines),
    leadEmail: read('LEAD_EMAIL'),
    publicUrl: read('PUBLIC_URL'),
    port: need('PORT'),
    role: need('ROLE'),
    studyFolder: need('STUDY'),
    keyFile: read('KEY_FILE') ?? join(dataDir, 'key'),
    timeZone: need('TZ'),
    clamdUrl: read('CLAMD_URL'),
    logLevel: need('LOG_LEVEL'),
  };
  if (
    config.databaseAdminUrl &&
    !config.databaseUrl &&
    !lines.some((line) => line.startsWith('DATABASE_URL'))
  ) {
    lines.push('DATABASE_ADMIN_URL is set without DATABASE_URL');
  }
  if (lines.length > 0) throw new ConfigError(lines);
  return config;
}

/** A Config whose settings for letters are all there; without a mailbox messages come as files (recueil import). */
export type MailConfig = Config & { smtpUrl: string; mailFrom: string };

/** For what cannot work without letters. ConfigError names what is missing. */
export function requireMail(config: Config): MailConfig {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl !== undefined && mailFrom !== undefined) {
    return { ...config, smtpUrl, mailFrom };
  }
  const needed = { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom };
  const missing = Object.entries(needed).filter(([, value]) => value === undefined);
  throw new ConfigError(missing.map(([name]) => `${name} is not set: no message can be answered without it`));
}

type Read = <Name extends VariableName>(name: Name) => Value<Name> | undefined;

function readOauth(read: Read, lines: string[]): OauthConfig | undefined {
  const tokenUrl = read('OAUTH_TOKEN_URL');
  const clientId = read('OAUTH_CLIENT_ID');
  const clientSecret = read('OAUTH_CLIENT_SECRET');
  const refreshToken = read('OAUTH_REFRESH_TOKEN');
  const scope = read('OAUTH_SCOPE');
  const some = [tokenUrl, clientId, clientSecret, refreshToken, scope].some((value) => value !== undefined);
  if (!some) return undefined;
  if (tokenUrl !== undefined && clientId !== undefined && (clientSecret ?? refreshToken) !== undefined) {
    return { tokenUrl, clientId, clientSecret, refreshToken, scope };
  }
  lines.push(
    'OAUTH_TOKEN_URL, OAUTH_CLIENT_ID and a secret or refresh token go together: one of them is missing',
  );
  return undefined;
}

/** The study's folder alone, for commands that need no other setting; other variables are not even looked at. */
export function loadStudyFolder(): string {
  return readStudyFolder(process.env, resolve('.env'));
}

/** STUDY from the environment, then from the file, then the default. ConfigError when it cannot be read. */
export function readStudyFolder(env: NodeJS.ProcessEnv, file: string): string {
  const { STUDY } = variables(process.cwd());
  const text = gatherTexts(env, { STUDY }, file, []).get('STUDY') ?? DEFAULTS.STUDY;
  const result = STUDY.form.safeParse(text);
  if (result.success) return result.data;
  throw new ConfigError([`STUDY ${result.error.issues[0]?.message ?? 'cannot be read'}`]);
}
