/** The key-encryption key: 32 bytes in a file outside the database (KEY_FILE), made on first run, readable by its owner only. */
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const PREFIX = 'recueil-key-1:';
const KEY_BYTES = 32;

/** What keeps the vault shut, in words for the person who starts the program. */
export class VaultError extends Error {
  constructor(
    readonly code: 'key_file' | 'wrong_key' | 'key_lost' | 'unknown_key' | 'tampered',
    message: string,
  ) {
    super(message);
    this.name = 'VaultError';
  }
}

/** Reads the key; null when there is no such file. VaultError when the file is not a key. */
export async function findKey(file: string): Promise<Buffer | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new VaultError('key_file', `the key file ${file} cannot be read (${error.code ?? error.message})`);
  });
  if (text === null) return null;
  const words = text.trim();
  const key = Buffer.from(words.slice(PREFIX.length), 'base64url');
  // Encoded again, for Buffer.from skips what it does not understand.
  if (
    !words.startsWith(PREFIX) ||
    key.length !== KEY_BYTES ||
    `${PREFIX}${key.toString('base64url')}` !== words
  ) {
    throw new VaultError('key_file', `the key file ${file} does not hold a key of this program`);
  }
  return key;
}

/** Makes a key where no file is, in one step: of two processes that do so at once, both go on with the same key. */
export async function createKey(file: string): Promise<Buffer> {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(`${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link, unlike a rename, never replaces a key that is there.
    await link(unfinished, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new VaultError('key_file', `the key file ${file} cannot be made (${code ?? message})`);
  } finally {
    await rm(unfinished, { force: true });
  }
  const key = await findKey(file);
  if (!key) throw new VaultError('key_file', `the key file ${file} has gone again`);
  return key;
}

/** A warning when others than its owner can read the key; null when all is well. Orchestrators mount /run/secrets world-readable. */
export async function findKeyWarning(file: string): Promise<string | null> {
  if (process.platform === 'win32' || resolve(file).startsWith('/run/secrets/')) return null;
  const { mode } = await stat(file);
  return (mode & 0o077) === 0 ? null : `others can read the key file ${file}: chmod 600 it`;
}
