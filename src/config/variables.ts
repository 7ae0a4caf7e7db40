/** Every variable the program knows: its form, its default, and whether it is a secret (then NAME_FILE may name a file that holds it). */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type z } from 'zod';
import * as form from './values.js';

const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface Variable<T> {
  form: z.ZodType<T>;
  secret?: true;
}

/** `base` is the folder from which relative paths start. */
export function variables(base: string) {
  return {
    DATABASE_URL: secret(form.url('postgresql', 'postgres')),
    DATABASE_ADMIN_URL: secret(form.url('postgresql', 'postgres')),
    DATA_DIR: plain(form.path(base)),
    IMAP_URL: secret(form.mailUrl('imaps', 'imap')),
    IMAP_FOLDER: plain(form.list),
    MAILBOX_SINCE: plain(form.mailboxSince),
    MAILBOX_AFTER: plain(form.mailboxAfter),
    SMTP_URL: secret(form.mailUrl('smtps', 'smtp')),
    MAIL_FROM: plain(form.sender),
    MAIL_MAX_BYTES: plain(form.integer(100_000, 1_000_000_000)),
    MAIL_INSECURE: plain(form.yesOrNo),
    AUTHSERV_ID: plain(form.oneWord),
    ARC_TRUSTED: plain(form.list),
    DKIM_KEY_FILE: plain(form.path(base)),
    DKIM_SELECTOR: plain(form.oneWord),
    TLS_CA_FILE: plain(form.path(base)),
    TLS_CLIENT_CERT_FILE: plain(form.path(base)),
    OAUTH_TOKEN_URL: plain(form.url('https')),
    OAUTH_CLIENT_ID: plain(form.oneWord),
    OAUTH_CLIENT_SECRET: secret(form.oneWord),
    OAUTH_REFRESH_TOKEN: secret(form.oneWord),
    OAUTH_SCOPE: plain(form.words),
    LEAD_EMAIL: plain(form.address),
    PUBLIC_URL: plain(form.publicUrl),
    PORT: plain(form.integer(0, 65_535)),
    ROLE: plain(form.oneOf('all', 'web', 'worker', 'mailbox')),
    STUDY: plain(form.words.transform((folder) => findStudyFolder(folder, base))),
    KEY_FILE: plain(form.path(base)),
    TZ: plain(form.timeZone),
    CLAMD_URL: plain(form.url('tcp', 'unix')),
    LOG_LEVEL: plain(form.oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')),
  };
}

export const DEFAULTS = {
  DATA_DIR: 'data',
  IMAP_FOLDER: 'INBOX',
  MAILBOX_SINCE: 'all',
  MAILBOX_AFTER: 'keyword',
  MAIL_MAX_BYTES: '41943040',
  MAIL_INSECURE: 'no',
  DKIM_SELECTOR: 'recueil',
  PORT: '3000',
  ROLE: 'all',
  STUDY: 'studies/daratumumab',
  TZ: 'Europe/Paris',
  LOG_LEVEL: 'info',
} as const;

export type VariableName = keyof ReturnType<typeof variables>;

function plain<T>(it: z.ZodType<T>): Variable<T> {
  return { form: it };
}

function secret<T>(it: z.ZodType<T>): Variable<T> {
  return { form: it, secret: true };
}

/** A folder from where the program was started or, so that the command works from anywhere, one that came with the program. */
function findStudyFolder(folder: string, base: string): string {
  const near = resolve(base, folder);
  return existsSync(near) ? near : resolve(PROGRAM, folder);
}
