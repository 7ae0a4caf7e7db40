/** The local token that opens the API: made on first start, readable by the service's own user only. */
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads `DATA_DIR/api-token`, or makes it (32 random bytes, base64url, mode 0600). Several processes may do so at once. */
export async function getApiToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'api-token');
  await mkdir(dataDir, { recursive: true });
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await writeFile(unfinished, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    // A link shows the file whole or not at all, and never replaces one that is there.
    await link(unfinished, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { force: true });
  }
  const token = (await readFile(file, 'utf8')).trim();
  if (token === '') throw new Error(`${file} is empty: remove it, and start again`);
  return token;
}
