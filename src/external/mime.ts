/**
 * Step 2, read: a raw message → its headers, its text and its files, forwarded messages opened. Whatever comes, something is returned:
 * what cannot be parsed is `damaged`, never a fault, for a message that fails must not be a message that is lost.
 */
import { type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import { findMachineTrace } from '../core/letter/may-answer.js';
import { type DeliveryReport, isReport as tellReport, readReport } from './mime-report.js';
import { nameFile } from './mime-names.js';
import { writeBody } from './mime-body.js';
import { renderHtml } from './mime-html.js';
import { openSigned } from './smime.js';

export interface ParsedAttachment {
  /** Decoded (RFC 2047, RFC 2231), without folders and control characters; made up from the type when there is none. */
  readonly name: string;
  /** MIME type as declared, lower case: a hint, never a proof. */
  readonly type: string;
  readonly bytes: Buffer;
  /** Shown within the text by the sender's program (a logo, mostly; a PDF sometimes). */
  readonly inline: boolean;
  /** The part's number in its message (RFC 9051, 6.4.5), after that of each forwarded message around it: `2/1.2`. */
  readonly path: string;
}

export interface ParsedMessage {
  /** The first address of From, as written but for the domain's letter case; null when there is none. */
  readonly from: string | null;
  readonly fromName: string | null;
  readonly replyTo: readonly string[];
  /** To and Cc. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Null when there is none, or none that can be read. */
  readonly date: Date | null;
  /** Message-ID, In-Reply-To and References, with their brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Unfolded values by lower-case name: what RFC 3834 looks at, and our own. Of a repeated header the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, quoted mail included; from HTML when there is no text. */
  readonly text: string;
  /** What this message says itself, forwarded ones left out, its rows and quotations marked (see mime-body.ts). */
  readonly body: string;
  readonly attachments: readonly ParsedAttachment[];
  /** RFC 3464; what it carries is our own letter, so it has no attachments. */
  readonly deliveryReport: DeliveryReport | null;
  /** Any report, read receipts (RFC 8098) included. */
  readonly isReport: boolean;
  readonly sentByMachine: boolean;
  /** Encrypted (S/MIME or PGP): nothing of it could be read. */
  readonly encrypted: boolean;
  /** It could not be parsed, or ends before its end: something may be missing. */
  readonly damaged: boolean;
}

const DEEPEST = 5;
const PARSE_WITHIN_MS = 30_000;
const KEPT_HEADERS =
  /^(auto-submitted|precedence|return-path|content-type|list-.*|x-auto.*|x-mail-autoreply|x-failed-recipients|x-recueil-.*)$/;

/** Never throws. */
export async function parseMessage(raw: Buffer): Promise<ParsedMessage> {
  return parseAt(raw, '', 0);
}

async function parseAt(raw: Buffer, prefix: string, depth: number): Promise<ParsedMessage> {
  const { mail, broken } = await parseOrSalvage(raw);
  const headers = keepHeaders(mail);
  const isReport = tellReport(mail, headers);
  const found = isReport ? [] : await openAll(mail.attachments, prefix, depth);
  const addresses = readAddresses(mail);
  const subject = mail.subject ?? '';
  const encrypted = isEncrypted(headers['content-type'] ?? '', mail.attachments);
  return {
    ...addresses,
    ...readThread(mail),
    subject,
    date: readDate(mail),
    headers,
    text: [readText(mail), ...found.flatMap(({ texts }) => texts)].filter((text) => text !== '').join('\n\n'),
    body: isReport ? '' : writeBody(mail.text ?? '', typeof mail.html === 'string' ? mail.html : ''),
    attachments: found.flatMap(({ files }) => files),
    deliveryReport: isReport ? readReport(raw, mail, headers) : null,
    isReport,
    sentByMachine: isReport || findMachineTrace({ headers, from: addresses.from, subject }) !== null,
    encrypted,
    damaged: broken || isCutShort(raw, headers['content-type'] ?? ''),
  };
}

async function parseOrSalvage(raw: Buffer): Promise<{ mail: ParsedMail; broken: boolean }> {
  try {
    return { mail: await parseWithin(raw), broken: false };
  } catch {
    const end = raw.indexOf('\r\n\r\n');
    try {
      // The headers alone, so that it can be shown, and answered, as what it is.
      return { mail: await parseWithin(raw.subarray(0, end < 0 ? 0 : end + 4)), broken: true };
    } catch {
      return { mail: await simpleParser(Buffer.from('\r\n')), broken: true };
    }
  }
}

async function parseWithin(raw: Buffer): Promise<ParsedMail> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('parsing takes too long')), PARSE_WITHIN_MS);
  });
  const options = {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
  };
  return Promise.race([simpleParser(raw, options), late]).finally(() => clearTimeout(timer));
}

interface Opened {
  readonly files: readonly ParsedAttachment[];
  /** Texts of forwarded messages, which may hold answers. */
  readonly texts: readonly string[];
}

async function openAll(attachments: readonly Attachment[], prefix: string, depth: number): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (const [at, attachment] of attachments.entries()) {
    const path = `${prefix}${attachment.partId ?? String(at + 1)}`;
    opened.push(await openOne(attachment, path, depth));
  }
  return opened;
}

/** A forwarded or signed message is opened in the place of its file; beyond the depth it stays the file that it is. */
async function openOne(attachment: Attachment, path: string, depth: number): Promise<Opened> {
  const type = attachment.contentType.toLowerCase();
  const name = nameFile(attachment.filename, type, path);
  const whole = innerMessage(type, name, attachment.content);
  if (whole !== null && depth < DEEPEST) {
    const inner = await parseAt(whole, `${path}/`, depth + 1);
    return { files: inner.attachments, texts: [inner.text] };
  }
  const inline = attachment.related === true || attachment.contentDisposition === 'inline';
  return { files: [{ name, type, bytes: attachment.content, inline, path }], texts: [] };
}

function innerMessage(type: string, name: string, bytes: Buffer): Buffer | null {
  if (type === 'message/rfc822' || type === 'message/global') return bytes;
  const looksForwarded = type === 'application/octet-stream' && /\.eml$/i.test(name);
  if (looksForwarded && /^[A-Za-z][A-Za-z-]*: /m.test(bytes.toString('latin1', 0, 2000))) return bytes;
  return /^application\/(x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(name) ? openSigned(bytes) : null;
}

function isEncrypted(contentType: string, attachments: readonly Attachment[]): boolean {
  if (/^multipart\/encrypted\b/i.test(contentType)) return true;
  if (!/^application\/(x-)?pkcs7-mime\b/i.test(contentType)) return false;
  return attachments.every(({ content }) => openSigned(content) === null);
}

function keepHeaders(mail: ParsedMail): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { key, line } of mail.headerLines ?? []) {
    if (!KEPT_HEADERS.test(key) || key in kept) continue;
    kept[key] = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]*/g, ' ')
      .trim();
  }
  return kept;
}

function readAddresses(mail: ParsedMail): Pick<ParsedMessage, 'from' | 'fromName' | 'replyTo' | 'to'> {
  const all = (field: ParsedMail['to']): { name: string; address: string }[] =>
    (field === undefined ? [] : Array.isArray(field) ? field : [field])
      .flatMap(({ value }) => value.flatMap((entry) => entry.group ?? [entry]))
      .flatMap(({ name, address }) => (address?.includes('@') === true ? [{ name, address }] : []));
  const [sender] = all(mail.from);
  return {
    from: sender?.address ?? null,
    fromName: sender === undefined || sender.name === '' ? null : sender.name,
    replyTo: all(mail.replyTo).map(({ address }) => address),
    to: [...all(mail.to), ...all(mail.cc)].map(({ address }) => address),
  };
}

function readThread(mail: ParsedMail): Pick<ParsedMessage, 'messageId' | 'inReplyTo' | 'references'> {
  const ids = (text: string | readonly string[] | undefined): string[] =>
    (text === undefined ? [] : [text].flat()).flatMap((part) => part.match(/<[^<>\s]+>/g) ?? []);
  return {
    messageId: ids(mail.messageId)[0] ?? null,
    inReplyTo: ids(mail.inReplyTo),
    references: ids(mail.references),
  };
}

/** mailparser gives the present time for a date that it cannot read; that is not the message's date. */
function readDate(mail: ParsedMail): Date | null {
  const line = (mail.headerLines ?? []).find(({ key }) => key === 'date')?.line;
  const written = line === undefined ? NaN : Date.parse(line.slice(line.indexOf(':') + 1).trim());
  return Number.isNaN(written) ? null : new Date(written);
}

function readText(mail: ParsedMail): string {
  const text = (mail.text ?? '').trim();
  return text === '' && typeof mail.html === 'string' ? renderHtml(mail.html) : text;
}

/** A multipart whose closing boundary never comes was cut on its way. */
function isCutShort(raw: Buffer, contentType: string): boolean {
  if (!/^multipart\//i.test(contentType)) return false;
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  return name !== undefined && !raw.includes(`--${name}--`);
}
