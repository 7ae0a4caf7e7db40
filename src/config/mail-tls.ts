/** The certificates for the mail connections, from the files that the configuration names. */
import { readFile } from 'node:fs/promises';
import { type Config } from './config.js';
import { ConfigError } from './config-error.js';

export interface MailTls {
  /** PEM: the authorities that are trusted in the place of the system's. */
  readonly ca?: string;
  /** PEM: certificate and key of this client in one file. */
  readonly cert?: string;
}

export async function readMailTls(config: Config): Promise<MailTls> {
  const read = async (name: string, file: string): Promise<string> => {
    try {
      return await readFile(file, 'utf8');
    } catch {
      throw new ConfigError([`${name} cannot be read`]);
    }
  };
  const { tlsCaFile, tlsClientCertFile } = config;
  return {
    ...(tlsCaFile === undefined ? {} : { ca: await read('TLS_CA_FILE', tlsCaFile) }),
    ...(tlsClientCertFile === undefined
      ? {}
      : { cert: await read('TLS_CLIENT_CERT_FILE', tlsClientCertFile) }),
  };
}
