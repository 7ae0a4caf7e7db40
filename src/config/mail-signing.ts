/** The key that signs the letters, from the file that the configuration names; null where none is set. */
import { readFile } from 'node:fs/promises';
import { bareAddress } from './bare-address.js';
import { type Config } from './config.js';
import { ConfigError } from './config-error.js';

export interface MailSigning {
  readonly pem: string;
  readonly selector: string;
  readonly domain: string;
}

export async function readMailSigning({
  dkimKeyFile,
  dkimSelector,
  mailFrom,
}: Config): Promise<MailSigning | null> {
  if (dkimKeyFile === undefined) return null;
  if (mailFrom === undefined) throw new ConfigError(['DKIM_KEY_FILE needs MAIL_FROM: its domain signs']);
  const address = bareAddress(mailFrom);
  try {
    const pem = await readFile(dkimKeyFile, 'utf8');
    return { pem, selector: dkimSelector, domain: address.slice(address.lastIndexOf('@') + 1) };
  } catch {
    throw new ConfigError(['DKIM_KEY_FILE cannot be read']);
  }
}
