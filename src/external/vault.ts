/**
 * Everything a patient, a clinician or a mail program wrote goes into the database through here and comes out through here.
 *
 * A sealed value: version (1 byte), data key's id (16), nonce (12), AES-256-GCM ciphertext, tag (16). The header and the
 * context (table, column, row id) are authenticated, so a value moved to another row does not open. Random 96-bit
 * nonces: good for 2^32 values a data key (NIST SP 800-38D, 8.3). Data keys lie in the database, wrapped by KEY_FILE.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import { createKey, findKey, findKeyWarning, VaultError } from './vault-key-file.js';

export { VaultError } from './vault-key-file.js';

const VERSION = 1;
const CIPHER = 'aes-256-gcm';
const ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + ID_BYTES + NONCE_BYTES;
const SIGNATURE_LENGTH = 20;

/** A row of `data_keys`. */
export interface WrappedKey {
  /** UUID. */
  id: string;
  wrapped: Buffer;
  createdAt: Date;
}

export interface VaultOptions {
  keyFile: string;
  /** All rows of `data_keys`. */
  loadWrapped: () => Promise<WrappedKey[]>;
  /** Stores the first key, ONLY where there is none yet (one transaction under a lock): the keys are loaded again afterwards. */
  saveWrapped: (key: WrappedKey) => Promise<void>;
  warn?: (message: string) => void;
  now?: () => Date;
}

/** One way in and one way out. `context` names table, column and row id, as `answers.value:ID`; open with the same. */
export interface Vault {
  seal: (plain: Uint8Array, context: string) => Buffer;
  /** VaultError `tampered` for changed bytes or another context, `unknown_key` for a data key that is not loaded. */
  open: (sealed: Uint8Array, context: string) => Buffer;
  sealText: (plain: string, context: string) => Buffer;
  openText: (sealed: Uint8Array, context: string) => string;
  sealJson: (plain: unknown, context: string) => Buffer;
  openJson: (sealed: Uint8Array, context: string) => unknown;
  /** HMAC-SHA-256 (32 bytes) under a key of its own for each purpose: for looking up what is sealed. Outlives rotation. */
  digest: (content: string | Uint8Array, purpose: string) => Buffer;
  /** 20 letters and digits (100 bits of HMAC-SHA-256, base32 in lower case, RFC 4648), for addresses and subjects. Outlives rotation. */
  sign: (text: string) => string;
  /** In constant time; upper and lower case are one, for mail servers change them. */
  verify: (text: string, signature: string) => boolean;
  /** Loads data keys added by another process. */
  refresh: () => Promise<void>;
}

interface DataKey {
  id: string;
  sealing: Buffer;
  root: Buffer;
}

/**
 * Opens the vault of a database. First run (no data key, no key file): makes both. VaultError when the key file is lost
 * beside existing data keys, is not a key, or is not the one that wrapped them.
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const stored = await options.loadWrapped();
  const found = await findKey(options.keyFile);
  if (!found && stored.length > 0) {
    throw new VaultError(
      'key_lost',
      `the key file ${options.keyFile} is missing, and the database holds data sealed under it: put the key back (a new one would open nothing)`,
    );
  }
  const wrapping = found ?? (await createKey(options.keyFile));
  const warning = await findKeyWarning(options.keyFile);
  if (warning) options.warn?.(warning);
  if (stored.length === 0) await options.saveWrapped(makeWrappedKey(wrapping, options.now?.() ?? new Date()));
  const load = async () => unwrapAll(await options.loadWrapped(), wrapping, options.keyFile);
  return makeVault(await load(), load);
}

function makeVault(first: DataKey[], load: () => Promise<DataKey[]>): Vault {
  let keys = first;
  const derived = new Map<string, Buffer>();
  // From the oldest key, which is never removed: what was looked up or signed before a rotation still is after it.
  const derive = (purpose: string): Buffer => {
    const known = derived.get(purpose) ?? deriveKey(getKey(keys, 0).root, purpose);
    derived.set(purpose, known);
    return known;
  };
  const seal = (plain: Uint8Array, context: string) => sealUnder(getKey(keys, -1), plain, context);
  const open = (sealed: Uint8Array, context: string) => openWith(keys, sealed, context);
  const sign = (text: string) =>
    toBase32(createHmac('sha256', derive('sign')).update(text).digest()).slice(0, SIGNATURE_LENGTH);
  return {
    seal,
    open,
    sealText: (plain, context) => seal(Buffer.from(plain, 'utf8'), context),
    openText: (sealed, context) => open(sealed, context).toString('utf8'),
    sealJson: (plain, context) => seal(Buffer.from(JSON.stringify(plain), 'utf8'), context),
    openJson: (sealed, context) => JSON.parse(open(sealed, context).toString('utf8')) as unknown,
    digest: (content, purpose) =>
      createHmac('sha256', derive(`digest:${purpose}`))
        .update(content)
        .digest(),
    sign,
    verify: (text, signature) => {
      const given = Buffer.from(signature.toLowerCase());
      const right = Buffer.from(sign(text));
      return given.length === right.length && timingSafeEqual(given, right);
    },
    refresh: async () => {
      keys = await load();
    },
  };
}

function sealUnder(key: DataKey, plain: Uint8Array, context: string): Buffer {
  if (context === '') throw new TypeError('a sealed value needs a context');
  const head = Buffer.concat([Buffer.of(VERSION), idToBytes(key.id), randomBytes(NONCE_BYTES)]);
  return Buffer.concat([head, encrypt(key.sealing, head, context, plain)]);
}

function openWith(keys: DataKey[], sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION) {
    throw new VaultError('tampered', 'not a sealed value');
  }
  const id = bytes.subarray(1, 1 + ID_BYTES).toString('hex');
  const key = keys.find((one) => one.id.replaceAll('-', '') === id);
  if (!key)
    throw new VaultError('unknown_key', 'a value is sealed under a data key that is not in the database');
  const plain = findDecrypted(
    key.sealing,
    bytes.subarray(0, HEADER_BYTES),
    context,
    bytes.subarray(HEADER_BYTES),
  );
  if (!plain) throw new VaultError('tampered', 'a sealed value was changed, or moved from another place');
  return plain;
}

function makeWrappedKey(wrapping: Buffer, createdAt: Date): WrappedKey {
  const id = randomUUID();
  const head = Buffer.concat([Buffer.of(VERSION), idToBytes(id), randomBytes(NONCE_BYTES)]);
  const body = encrypt(deriveKey(wrapping, 'wrap'), head, 'data_keys', randomBytes(32));
  return { id, wrapped: Buffer.concat([head, body]), createdAt };
}

/** Oldest first; the last one seals. The id breaks a tie, so that every process agrees. */
function unwrapAll(stored: WrappedKey[], wrapping: Buffer, keyFile: string): DataKey[] {
  const order = (key: WrappedKey) => `${key.createdAt.toISOString()} ${key.id}`;
  const sorted = [...stored].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  if (sorted.length === 0) throw new VaultError('unknown_key', 'the first data key was not stored');
  return sorted.map(({ id, wrapped }) => {
    const head = wrapped.subarray(0, HEADER_BYTES);
    const named = head.subarray(1, 1 + ID_BYTES).equals(idToBytes(id)) && head[0] === VERSION;
    const root = named
      ? findDecrypted(deriveKey(wrapping, 'wrap'), head, 'data_keys', wrapped.subarray(HEADER_BYTES))
      : null;
    if (!root) {
      throw new VaultError(
        'wrong_key',
        `the key file ${keyFile} is not the one this database was sealed with`,
      );
    }
    return { id, root, sealing: deriveKey(root, 'seal') };
  });
}

function encrypt(key: Buffer, head: Buffer, context: string, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, head.subarray(-NONCE_BYTES));
  cipher.setAAD(Buffer.concat([head, Buffer.from(context, 'utf8')]));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function findDecrypted(key: Buffer, head: Buffer, context: string, body: Buffer): Buffer | null {
  if (body.length < TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, head.subarray(-NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([head, Buffer.from(context, 'utf8')]));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

/** HKDF-SHA-256 (RFC 5869): one key, one use. */
function deriveKey(root: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `recueil:${purpose}`, 32));
}

function getKey(keys: DataKey[], index: number): DataKey {
  const key = keys.at(index);
  if (!key) throw new VaultError('unknown_key', 'the vault holds no data key');
  return key;
}

function idToBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[parseInt(five, 2)])
    .join('');
}
