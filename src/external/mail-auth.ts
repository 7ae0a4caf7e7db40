/**
 * Step 2, read: is the message from whom it says? IMAP does not give the connecting address, so SPF cannot be recomputed: what the own
 * mail server wrote is believed (RFC 8601, by its name alone), else DKIM (RFC 6376) and DMARC (RFC 7489) from the message.
 */
import { Resolver } from 'node:dns/promises';
import { isVouchedByArc } from './mail-arc.js';
import { authenticate as verify, type DNSResolver } from 'mailauth';

/** `unchecked`: nothing speaks for it or against it, or the DNS could not be asked. */
export type Verdict = 'pass' | 'fail' | 'unchecked';

/** `isImported`: from a file, in which anybody may have written the own server's word; its signature is looked at all the same. */
export type Authenticator = (raw: Buffer, isImported?: boolean) => Promise<Verdict>;

export interface AuthenticatorOptions {
  /** The own mail server's name in Authentication-Results (AUTHSERV_ID); none: none is believed. */
  readonly authservId?: string | undefined;
  /** Domains whose ARC seal is believed (ARC_TRUSTED), small letters. */
  readonly arcTrusted?: readonly string[];
  /** Looks up TXT records; rejects with `ENOTFOUND` or `ENODATA` for what does not exist. */
  readonly resolver?: DNSResolver;
  /** The longest a message may be held up by a slow DNS, ms. */
  readonly withinMs?: number;
}

export function makeAuthenticator(options: AuthenticatorOptions = {}): Authenticator {
  return (raw, isImported = false) =>
    authenticate(raw, isImported ? { ...options, authservId: undefined } : options);
}

/** Never throws. */
export async function authenticate(raw: Buffer, options: AuthenticatorOptions = {}): Promise<Verdict> {
  const said = options.authservId === undefined ? null : readOwnResults(raw, options.authservId);
  if (said !== null) return said;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve('unchecked'), options.withinMs ?? 4000);
  });
  const verdict = verifyMessage(raw, options.resolver ?? askDns(), options.arcTrusted ?? []).catch(
    (): Verdict => 'unchecked',
  );
  return Promise.race([verdict, late]).finally(() => clearTimeout(timer));
}

async function verifyMessage(raw: Buffer, ask: DNSResolver, arcTrusted: readonly string[]): Promise<Verdict> {
  let trouble = false;
  const resolver: DNSResolver = async (domain, type) => {
    try {
      return await ask(domain, type);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== 'ENOTFOUND' && code !== 'ENODATA') trouble = true;
      throw error;
    }
  };
  const disableArc = arcTrusted.length === 0;
  const { dkim, dmarc, arc } = await verify(raw, { resolver, disableArc, disableBimi: true });
  // Two addresses in From are a way to show one and prove the other.
  if (dkim.headerFrom.length > 1) return 'fail';
  if (dkim.headerFrom.length === 0) return 'unchecked';
  const proven = dkim.results.some(
    ({ status }) => status.result === 'pass' && isSet(status.aligned) && !isSet(status.underSized),
  );
  const [from = ''] = dkim.headerFrom;
  const isVouched = !disableArc && isVouchedByArc(arc, from.slice(from.lastIndexOf('@') + 1), arcTrusted);
  if (isVouched) return 'pass';
  if (dmarc === false) return proven ? 'pass' : 'unchecked';
  if (dmarc.status.result === 'pass') return 'pass';
  if (dmarc.status.result === 'none' && proven) return 'pass';
  if (trouble || dmarc.status.result === 'temperror') return 'unchecked';
  // The domain asks that what it did not sign be held back; without that wish a broken signature proves nothing.
  const holdsBack = dmarc.policy === 'reject' || dmarc.policy === 'quarantine';
  return dmarc.status.result === 'fail' && holdsBack ? 'fail' : 'unchecked';
}

/** mailauth writes the aligned domain, or a size, where its types say boolean. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== false && value !== '';
}

/** A resolver of its own with short timeouts: the system's may wait half a minute when offline. */
function askDns(): DNSResolver {
  const resolver = new Resolver({ timeout: 1500, tries: 2 });
  return (domain, type) => {
    if (RESERVED.test(domain)) return refuse(domain, 'ENOTFOUND');
    return type === 'TXT' ? resolver.resolveTxt(domain) : refuse(domain, 'ENODATA');
  };
}

/** Names that no DNS will ever know (RFC 6761, 6): asking would only cost the time-out of a machine without network. */
const RESERVED = /\.(?:test|invalid|localhost|example)\.?$/i;

function refuse(domain: string, code: 'ENOTFOUND' | 'ENODATA'): Promise<never> {
  return Promise.reject(Object.assign(new Error(`nothing is known of ${domain}`), { code }));
}

/**
 * What the own server found, null when it left no word that decides. Only the topmost block of its headers counts: whoever sends a
 * message may write any header below those that our server put on top (RFC 8601, 5 and 7.1).
 */
export function readOwnResults(raw: Buffer, authservId: string): Verdict | null {
  const texts: string[] = [];
  for (const { name, value } of headersOf(raw)) {
    const isOwn = name === 'authentication-results' && authservOf(value) === authservId.toLowerCase();
    if (isOwn) texts.push(value);
    else if (texts.length > 0) break;
    else if (name === 'from') break;
  }
  const results = texts.join(';').toLowerCase();
  if (/[;\s]dmarc\s*=\s*pass\b/.test(results)) return 'pass';
  const failed = /[;\s]dmarc\s*=\s*fail\b([^;]*)/.exec(results);
  if (failed === null) return null;
  return /\bp=none\b|policy\.[a-z.-]*=none\b/.test(failed[1] ?? '') ? 'unchecked' : 'fail';
}

function authservOf(value: string): string {
  return (/^\s*(?:\([^)]*\)\s*)?"?([^;\s"]+)/.exec(value)?.[1] ?? '').toLowerCase();
}

function headersOf(raw: Buffer): { name: string; value: string }[] {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1', 0, 200_000))?.index ?? raw.length;
  const text = raw.toString('latin1', 0, end).replace(/\r?\n[ \t]+/g, ' ');
  return text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1
      ? []
      : [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1) }];
  });
}
