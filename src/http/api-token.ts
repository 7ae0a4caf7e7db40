/** The local token that opens the API: made on first start, readable by the service's own user only. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads `DATA_DIR/api-token`, or makes it (32 random bytes, base64url, mode 0600). */
export async function getApiToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'api-token');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
