/**
 * Step 1, receive: the connection to an IMAP server over imapflow, from the URL to a folder that is open, and the reasons for which
 * there is none.
 */
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { MailboxFault, type MailboxOptions, type MailboxRefusal } from './mailbox.js';
import { TokenFault } from './oauth-token.js';

const POLL_WITHOUT_IDLE_MS = 20_000;
const MOST_FOLDERS = 100;

/** imapflow's options for the URL: TLS is demanded unless `insecure`. */
function imapOptions(options: MailboxOptions, token: string | undefined): ImapFlowOptions {
  const url = new URL(options.url);
  const secure = url.protocol === 'imaps:';
  if (!secure && url.protocol !== 'imap:')
    throw new TypeError('the mailbox URL starts with imap:// or imaps://');
  const user = decodeURIComponent(url.username);
  const plain = !secure && options.insecure === true;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    // Plain connections are asked for in words; TLS is then taken when offered, without proof of who offers it.
    ...(secure || plain ? {} : { doSTARTTLS: true }),
    tls: {
      ...(options.tls?.ca === undefined ? {} : { ca: options.tls.ca }),
      ...(options.tls?.cert === undefined ? {} : { cert: options.tls.cert, key: options.tls.cert }),
      ...(plain ? { rejectUnauthorized: false } : {}),
    },
    auth:
      token === undefined ? { user, pass: decodeURIComponent(url.password) } : { user, accessToken: token },
    // imapflow's own log would hold subjects and addresses.
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: options.commandTimeoutMs ?? 60_000,
  };
}

export interface ImapConnection {
  readonly client: ImapFlow;
  readonly refusals: Refusals;
}

/** Connects, logs in and selects the folder. Throws a MailboxFault. */
export async function connectImap(options: MailboxOptions): Promise<ImapConnection> {
  const token = await options.accessToken?.().catch(refuseWithoutToken);
  try {
    return await connectWith(options, token);
  } catch (error) {
    if (token === undefined || !(error instanceof MailboxFault) || error.reason !== 'login') throw error;
    // It may have been revoked before its end.
    const another = await options.accessToken?.(token).catch(refuseWithoutToken);
    return connectWith(options, another);
  }
}

async function connectWith(options: MailboxOptions, token: string | undefined): Promise<ImapConnection> {
  const refusals = new Refusals();
  const settings = imapOptions(options, token);
  const client = new ImapFlow({ ...settings, logger: refusals });
  // Without a listener an error event would end the process; the close that follows it says the same.
  client.on('error', (error: Error & { code?: string }) =>
    options.log?.debug({ code: error.code ?? error.name }, 'mailbox connection failed'),
  );
  try {
    await client.connect();
    await client.mailboxOpen(options.folder);
  } catch (error) {
    const fault = asMailboxFault(error);
    const folders = fault.reason === 'folder' ? await listFolders(client) : null;
    client.close();
    throw folders ? new MailboxFault('folder', fault.message, { cause: error, folders }) : fault;
  }
  client.maxIdleTime = client.capabilities.has('IDLE')
    ? 4 * 60_000
    : (options.pollEveryMs ?? POLL_WITHOUT_IDLE_MS);
  return { client, refusals };
}

/** At most 100 names of folders that can be opened; null when the server does not list them. */
async function listFolders(client: ImapFlow): Promise<string[] | null> {
  const listed = await client.list().catch(() => null);
  const open = listed?.filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'));
  return open?.map(({ path }) => path).slice(0, MOST_FOLDERS) ?? null;
}

/** imapflow keeps a server's code to its log: this one looks at the codes of refusals alone and writes nothing. */
export class Refusals {
  #code: string | undefined;

  /** The code of the last refused command since the last call, as OVERQUOTA. */
  take(): string | undefined {
    const code = this.#code;
    this.#code = undefined;
    return code;
  }

  debug(): void {}
  info(): void {}
  error(): void {}
  fatal(): void {}
  warn(entry: { err?: { serverResponseCode?: string } }): void {
    this.#code = entry.err?.serverResponseCode ?? this.#code;
  }
}

function refuseWithoutToken(error: unknown): never {
  if (!(error instanceof TokenFault)) throw error;
  throw error.reason === 'login'
    ? new MailboxFault('login', `the grant for the mailbox has ended or is refused (${error.code})`, {
        cause: error,
      })
    : new MailboxFault('unreachable', `the server for access tokens cannot be reached (${error.code})`, {
        cause: error,
      });
}

function asMailboxFault(error: unknown): MailboxFault {
  const known = error as {
    authenticationFailed?: boolean;
    tlsFailed?: boolean;
    mailboxMissing?: boolean;
    responseStatus?: string;
    code?: string;
    serverResponseCode?: string;
  };
  const fault = (reason: MailboxRefusal, message: string): MailboxFault =>
    new MailboxFault(reason, message, { cause: error });
  if (known.serverResponseCode === 'UNAVAILABLE')
    return fault('unreachable', 'the mailbox is unavailable for now');
  if (known.authenticationFailed === true) return fault('login', 'the mail server refused the login');
  if (known.tlsFailed === true || isCertificateCode(known.code))
    return fault('tls', 'no trusted TLS connection to the mail server');
  if (known.mailboxMissing === true) return fault('folder', 'the folder does not exist in the mailbox');
  if (known.responseStatus === 'NO') return fault('folder', 'the mail server does not open the folder');
  return fault('unreachable', `the mail server cannot be reached (${known.code ?? 'unknown'})`);
}

function isCertificateCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_VERIFY|STARTTLS_INJECTION|ClosedAfterConnectTLS/.test(
      code,
    )
  );
}
