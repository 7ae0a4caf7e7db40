/**
 * Step 4, send: a composed letter to SMTP, with an honest word on its fate. SMTP cannot promise exactly once: when the connection
 * is lost after the last byte and before the server's answer, nobody on this side knows (RFC 5321, 4.5.3.2.6 and RFC 1047).
 */
import { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionOptions,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { TokenFault, type TokenSource } from './oauth-token.js';
import { type Sign } from './sign-mail.js';
import { type Courier, openCourier, SmtpPool } from './smtp-pool.js';

/**
 * `refused`: the server said no for good, nothing was sent. `temporary`: nothing was sent, try again later.
 * `uncertain`: it may have been sent; only a person may decide to send it again.
 */
export type SendFate = 'refused' | 'temporary' | 'uncertain';

export class SendFault extends Error {
  constructor(
    readonly fate: SendFate,
    /** `login`, `tls`, `unreachable`, `timeout`, `lost`, `recipient`, `too_large`, `signing`, `smtp_NNN`: never a server's text. */
    readonly code: string,
    options?: { cause: unknown },
  ) {
    super(`the letter was not accepted (${fate}, ${code})`, options);
    this.name = 'SendFault';
  }
}

export interface OutgoingLetter {
  /** RFC 5321 sender and recipients, bare addresses. An empty sender makes a letter that cannot bounce. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** The whole message, as composeMail made it. */
  readonly raw: Buffer;
}

export interface Mailer {
  /** Resolves when the server has taken the letter for all recipients; throws a SendFault otherwise. */
  send(letter: OutgoingLetter): Promise<void>;
  /** `ok`, or a SendFault's code: connects and logs in, at most every half minute. */
  check(): Promise<string>;
  close(): Promise<void>;
}

export interface MailerOptions {
  /** `smtps://user:password@host:port`, or `smtp://` where STARTTLS is then demanded. */
  readonly url: string;
  readonly tls?: { readonly ca?: string | Buffer; readonly cert?: string | Buffer };
  /** Allows `smtp://` without TLS (MAIL_INSECURE=yes). */
  readonly insecure?: boolean;
  readonly accessToken?: TokenSource | undefined;
  /** Signs each letter on its way out (sign-mail.ts). */
  readonly sign?: Sign | undefined;
  readonly connections?: number;
  /** How long the server may stay without a word, ms. RFC 5321 grants ten minutes after the last byte. */
  readonly timeoutMs?: number;
}

const CHECK_EVERY_MS = 30_000;

/** A mailer with a few connections that are kept for the next letter. Connects when the first letter comes. */
export function openMailer(options: MailerOptions): Mailer {
  const pool = new SmtpPool(() => connect(options), options.connections ?? 3);
  let checked: { at: number; answer: Promise<string> } | undefined;
  return {
    async send(letter) {
      const raw = options.sign ? await signOrWait(options.sign, letter.raw) : letter.raw;
      // A connection that served before may have been ended by the server meanwhile: one more try, on a new one.
      await sendOver(pool, { ...letter, raw }, true);
    },
    check() {
      if (checked === undefined || Date.now() - checked.at > CHECK_EVERY_MS)
        checked = { at: Date.now(), answer: checkConnection(options) };
      return checked.answer;
    },
    close: () => pool.close(),
  };
}

/** What could not be signed has not been sent. */
async function signOrWait(sign: Sign, raw: Buffer): Promise<Buffer> {
  try {
    return await sign(raw);
  } catch (error) {
    throw new SendFault('temporary', 'signing', { cause: error });
  }
}

async function checkConnection(options: MailerOptions): Promise<string> {
  try {
    const courier = await connect(options);
    courier.connection.quit();
    return 'ok';
  } catch (error) {
    return error instanceof SendFault ? error.code : 'unreachable';
  }
}

async function sendOver(pool: SmtpPool, letter: OutgoingLetter, again: boolean): Promise<void> {
  const courier = await pool.take();
  const { used } = courier;
  try {
    await transmit(courier, letter);
  } catch (error) {
    const lost = courier.isLost;
    // A refused letter leaves the session in the middle of a transaction, which the next one must not fall into.
    pool.giveBack(courier, false);
    if (again && used && lost && error instanceof SendFault && error.fate === 'temporary')
      return sendOver(pool, letter, false);
    throw error;
  }
  pool.giveBack(courier, true);
}

function transmit(courier: Courier, { envelope, raw }: OutgoingLetter): Promise<void> {
  courier.used = true;
  const smtp: SMTPEnvelope = { from: envelope.from, to: [...envelope.to], size: raw.length };
  // The source is read only after the server's 354, and its end is what writes the final dot: before that, the server
  // has not got the message and cannot have taken it, whatever breaks.
  let ended = false;
  const source = Readable.from(cut(raw), { objectMode: false }).once('end', () => (ended = true));
  return new Promise((resolve, reject) => {
    courier.connection.send(smtp, source, (error, info) => {
      if (error) reject(toFault(error, ended));
      // Some recipients refused and some not: our letters have one, and never go out in part unseen.
      else if ((info?.rejected.length ?? 0) > 0) reject(new SendFault('uncertain', 'recipient'));
      else resolve();
    });
  });
}

function* cut(raw: Buffer): Generator<Buffer> {
  for (let start = 0; start < raw.length; start += 65_536) yield raw.subarray(start, start + 65_536);
}

/** nodemailer's view of an SMTP error: `code` its kind, `command` where, `responseCode` the server's own word. */
interface SmtpError extends Error {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** The fate after an error of send(). @param ended whether the final dot may have gone out */
export function toFault(error: SmtpError, ended: boolean): SendFault {
  const fault = (fate: SendFate, code: string): SendFault => new SendFault(fate, code, { cause: error });
  const said = error.responseCode;
  // EMESSAGE and EENVELOPE are answers of the server to a command of this letter; everything else is the line's fault.
  const answered = error.code === 'EMESSAGE' || error.code === 'EENVELOPE';
  if (answered && said !== undefined && said >= 400)
    // 503 speaks of the session, not of the letter; 552 and 452 as RFC 5321 4.5.3.1.10 has them.
    return fault(said >= 500 && said !== 503 ? 'refused' : 'temporary', `smtp_${said}`);
  if (ended) return fault('uncertain', kindOf(error));
  if (answered) return fault('refused', error.command === 'MAIL FROM' ? 'too_large' : 'recipient');
  return fault('temporary', kindOf(error));
}

function kindOf({ code, responseCode }: SmtpError): string {
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return 'login';
  if (code === 'ETLS') return 'tls';
  if (code === 'ETIMEDOUT') return 'timeout';
  return responseCode === undefined ? 'lost' : `smtp_${responseCode}`;
}

/** A connection that is ready to send. Throws a SendFault of fate `temporary`: nothing was said of any letter yet. */
async function connect(options: MailerOptions): Promise<Courier> {
  const token = await askToken(options);
  try {
    return await connectWith(options, token);
  } catch (error) {
    if (token === undefined || !(error instanceof SendFault) || error.code !== 'login') throw error;
    const another = await askToken(options, token);
    if (another === token) throw error;
    return connectWith(options, another);
  }
}

async function askToken({ accessToken }: MailerOptions, refused?: string): Promise<string | undefined> {
  return accessToken?.(refused).catch((error: unknown) => {
    const code = error instanceof TokenFault ? error.reason : 'unreachable';
    throw new SendFault('temporary', code, { cause: error });
  });
}

async function connectWith(options: MailerOptions, accessToken: string | undefined): Promise<Courier> {
  const url = new URL(options.url);
  const secure = url.protocol === 'smtps:';
  if (!secure && url.protocol !== 'smtp:')
    throw new TypeError('the SMTP URL starts with smtp:// or smtps://');
  const plain = !secure && options.insecure === true;
  const { ca, cert } = options.tls ?? {};
  const settings: SMTPConnectionOptions = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !plain,
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert, key: cert }),
      ...(plain ? { rejectUnauthorized: false } : {}),
    },
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: options.timeoutMs ?? 120_000,
    logger: false,
  };
  const user = decodeURIComponent(url.username);
  const oauth = accessToken === undefined ? undefined : new XOAuth2({ user, accessToken });
  const pass = decodeURIComponent(url.password);
  try {
    return await openCourier(
      new SMTPConnection(settings),
      user === '' ? undefined : oauth === undefined ? { user, pass } : { user, oauth2: oauth },
    );
  } catch (error) {
    const known = error as SmtpError;
    const tls = known.code === 'ETLS' || /certificate|self.signed|TLS|STARTTLS/i.test(known.message);
    const kind = tls ? 'tls' : kindOf(known);
    throw new SendFault('temporary', kind === 'lost' ? 'unreachable' : kind, { cause: error });
  }
}
