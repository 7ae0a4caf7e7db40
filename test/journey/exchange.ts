/** The clinician's side of a journey: sends a message, waits until it has come to its end, and opens what came back. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { createLogger } from '../../src/config/log.js';
import { type ListedMessage } from '../../src/database/repositories/messages.js';
import { type Vault } from '../../src/external/vault.js';
import { openVaultOf } from '../../src/open-database.js';
import { type Service } from './service.js';

/** Delivers the messages one after the other and waits until each is settled; what became of each, in the same order. */
export async function send(
  service: Service,
  ...raws: readonly (Buffer | string)[]
): Promise<ListedMessage[]> {
  const settled: ListedMessage[] = [];
  for (const raw of raws) settled.push(await sendOne(service, raw));
  return settled;
}

/** One message, by the envelope's sender where it matters. */
export async function sendOne(
  service: Service,
  raw: Buffer | string,
  envelopeFrom?: string,
): Promise<ListedMessage> {
  const before = new Set((await service.messages()).map(({ id }) => id));
  await service.dovecot.deliver(raw, undefined, envelopeFrom);
  const [made] = (await service.settled(before.size + 1)).filter(({ id }) => !before.has(id));
  if (!made) throw new Error('nothing new was settled');
  return made;
}

/** A letter as the clinician's program shows it. */
export interface Received {
  readonly mail: ParsedMail;
  readonly raw: string;
  /** A header's values as one text, '' without it. */
  header(name: string): string;
  /** Subject, text, HTML without its tags, and every header, decoded: all that somebody could read in it. */
  readonly words: string;
}

/** Every letter to the address so far, the oldest first. */
export async function lettersTo(service: Service, address: string): Promise<Received[]> {
  const own = service.smtp.messages.filter(({ to }) => to.includes(address));
  return Promise.all(own.map(({ raw }) => openReceived(raw)));
}

/** The newest letter to the address; throws when there is none. */
export async function lastLetterTo(service: Service, address: string): Promise<Received> {
  const letter = (await lettersTo(service, address)).at(-1);
  if (!letter) throw new Error(`no letter to ${address}`);
  return letter;
}

async function openReceived(raw: string): Promise<Received> {
  const mail = await simpleParser(raw);
  const lines = mail.headerLines.map(({ line }) => line.replace(/\r?\n[ \t]+/g, ' '));
  const header = (name: string): string =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      .map((line) => line.slice(line.indexOf(':') + 1).trim())
      .join(' ');
  const html = typeof mail.html === 'string' ? mail.html.replace(/<[^>]*>/g, ' ') : '';
  const words = [mail.subject ?? '', mail.text ?? '', html, ...lines].join('\n');
  return { mail, raw, header, words };
}

/** The vault over the service's database, for what only lies there sealed. */
export function openServiceVault(service: Service): Promise<Vault> {
  return openVaultOf(service.config, service.databaseUrl, createLogger(service.config));
}
