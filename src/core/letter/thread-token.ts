/**
 * Step 4 and 3: the unforgeable reference of a thread. A token names a case and is signed; it goes out in several places
 * at once (Message-ID, plus-address of Reply-To, a header, the last line of the text), since each of them is lost
 * on the way through some server, and comes back in whichever survived. Whoever cannot sign cannot make one.
 */

/** A keyed signature (HMAC-SHA-256) of a text, as hexadecimal, in the caller's hands: core holds no key. */
export type Sign = (text: string) => string;

/** RFC 4648 base32 in small letters: survives programs that change the case of an address. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** 26 characters hold the 128 bits of an UUID; 24 hold the 120 bits of signature that are kept. */
const ID_LENGTH = 26;
const SIGNATURE_LENGTH = 24;
const TOKEN = `[a-z2-7]{${ID_LENGTH + SIGNATURE_LENGTH}}`;
/** What is signed says what it is for, so that no other signature of the program serves as a token. */
const PURPOSE = 'recueil thread 1:';
/** A call's token names no case, and is never taken for one that does. */
const CALL_PURPOSE = 'recueil call 1:';
/** That of a letter on several cases names the letter: whatever does not know of it takes it for no case's. */
const SEVERAL_PURPOSE = 'recueil several 1:';

/** That of a personal link names the link, and opens its page: no letter's token does, nor does it find a thread. */
const LINK_PURPOSE = 'recueil link 1:';

export const THREAD_HEADER = 'X-Recueil-Thread';

/** The case's token: 50 characters a-z, 2-7. @param caseId a UUID */
export function makeThreadToken(caseId: string, sign: Sign): string {
  return makeToken(caseId, sign, PURPOSE);
}

/** The token of a call for cases. @param callId a UUID */
export function makeCallToken(callId: string, sign: Sign): string {
  return makeToken(callId, sign, CALL_PURPOSE);
}

/** The token of a letter that asks of several cases. @param letterId a UUID */
export function makeSeveralToken(letterId: string, sign: Sign): string {
  return makeToken(letterId, sign, SEVERAL_PURPOSE);
}

/** The token of a personal link. @param linkId a UUID drawn by lot */
export function makeLinkToken(linkId: string, sign: Sign): string {
  return makeToken(linkId, sign, LINK_PURPOSE);
}

function makeToken(uuid: string, sign: Sign, purpose: string): string {
  const id = encodeBase32(readUuid(uuid));
  return id + signId(id, sign, purpose);
}

/** The case that a token names; null for one that was not signed here. Any letter case. */
export function verifyThreadToken(token: string, sign: Sign): string | null {
  return verifyToken(token, sign, PURPOSE);
}

/** The link that a token names; null for one that was not signed here, or for anything else. */
export function verifyLinkToken(token: string, sign: Sign): string | null {
  return verifyToken(token, sign, LINK_PURPOSE);
}

function verifyToken(token: string, sign: Sign, purpose: string): string | null {
  const lower = token.toLowerCase();
  if (!new RegExp(`^${TOKEN}$`).test(lower)) return null;
  const id = lower.slice(0, ID_LENGTH);
  if (!isSame(lower.slice(ID_LENGTH), signId(id, sign, purpose))) return null;
  const hex = decodeBase32(id);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** The Message-ID of a letter, with its brackets: `<r.TOKEN.LETTER@DOMAIN>`; without a case `<r.LETTER@DOMAIN>`. */
export function writeMessageId(token: string | null, letterId: string, domain: string): string {
  return `<${['r', ...(token ? [token] : []), letterId.toLowerCase()].join('.')}@${domain}>`;
}

/** The letter that a Message-ID of ours names, for bounces and read receipts; null when it is not of ours. */
export function findLetterId(messageId: string): string | null {
  const match = new RegExp(`<r\\.(?:${TOKEN}\\.)?([0-9a-f-]{36})@[^<>@\\s]+>`, 'i').exec(messageId);
  return match?.[1]?.toLowerCase() ?? null;
}

/** `recueil@etude.test` → `recueil+TOKEN@etude.test`, for Reply-To (a local part of 64 characters at most, RFC 5321). */
export function writePlusAddress(address: string, token: string): string {
  const at = address.lastIndexOf('@');
  const local = `${address.slice(0, at)}+${token}`;
  return at > 0 && local.length <= 64 ? `${local}${address.slice(at)}` : address;
}

/** Where a token may have come back. Every part may be absent, folded or lower-cased. */
export interface ThreadTraces {
  readonly inReplyTo?: string | null;
  readonly references?: string | readonly string[] | null;
  /** To, Cc, Delivered-To, X-Original-To: as texts of addresses. */
  readonly to?: string | readonly string[] | null;
  readonly subject?: string | null;
  /** The THREAD_HEADER, which some programs keep in a reply or a forward. */
  readonly threadHeader?: string | null;
  /** The body, quoted text included. */
  readonly text?: string | null;
}

/**
 * Everything in a message that has the form of a token, small letters, without doubles, the most telling place first
 * (the address and the letter answered before the older letters of the thread, from the newest). Nothing is verified.
 */
export function findThreadTokens(message: ThreadTraces): string[] {
  const references = toList(message.references).join(' ');
  const places = [
    ...listTokens(message.inReplyTo, `<r\\.(${TOKEN})\\.`),
    ...listTokens(toList(message.to).join(' '), `\\+(${TOKEN})@`),
    ...listTokens(message.threadHeader, `\\b(${TOKEN})\\b`),
    ...listTokens(references, `<r\\.(${TOKEN})\\.`).reverse(),
    ...listTokens(message.subject, `\\b(${TOKEN})\\b`),
    ...listTokens(message.text, `\\b(${TOKEN})\\b`),
  ];
  return [...new Set(places)];
}

/**
 * The one case that a message's tokens name; null when there is none, when two places name two cases (a reply
 * with another thread quoted below: a person says which), or when what it answers is a letter on several.
 */
export function findThreadCase(message: ThreadTraces, sign: Sign): string | null {
  if (findThreadSeveral(message, sign) !== null) return null;
  const cases = new Set(findThreadTokens(message).flatMap((token) => verifyThreadToken(token, sign) ?? []));
  const [only] = cases;
  return cases.size === 1 && only !== undefined ? only : null;
}

/** The letter on several cases that a message answers; null where a more telling place names a single case. */
export function findThreadSeveral(message: ThreadTraces, sign: Sign): string | null {
  for (const token of findThreadTokens(message)) {
    if (verifyThreadToken(token, sign) !== null) return null;
    const letter = verifyToken(token, sign, SEVERAL_PURPOSE);
    if (letter !== null) return letter;
  }
  return null;
}

/** The call that a message's tokens name, the most telling place first; null when there is none. */
export function findThreadCall(message: ThreadTraces, sign: Sign): string | null {
  for (const token of findThreadTokens(message)) {
    const call = verifyToken(token, sign, CALL_PURPOSE);
    if (call !== null) return call;
  }
  return null;
}

function listTokens(text: string | null | undefined, pattern: string): string[] {
  // Headers are folded and quoted lines broken at white space, never inside a token.
  const found = (text ?? '').matchAll(new RegExp(pattern, 'gi'));
  return [...found].map((match) => (match[1] ?? '').toLowerCase());
}

function toList(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function signId(id: string, sign: Sign, purpose: string): string {
  const signature = encodeBase32(sign(purpose + id));
  if (signature.length < SIGNATURE_LENGTH) throw new RangeError('a signature of at least 120 bits is needed');
  return signature.slice(0, SIGNATURE_LENGTH);
}

/** Compares without telling by its time where the difference is. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

function readUuid(uuid: string): string {
  const hex = uuid.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new RangeError('a thread token names a case by its UUID');
  return hex;
}

function encodeBase32(hex: string): string {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) throw new RangeError('hexadecimal expected');
  const bits = [...hex].map((digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => ALPHABET[parseInt(group.padEnd(5, '0'), 2)] ?? '')
    .join('');
}

function decodeBase32(text: string): string {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return (bits.match(/.{4}/g) ?? []).map((group) => parseInt(group, 2).toString(16)).join('');
}
