/** Argon2id (RFC 9106) with the parameters that OWASP advises (19 MiB, 2 passes, 1 lane), on libuv's threads. */
import { hash, parseOptions, verify } from '@node-rs/argon2';

/** Argon2id is the library's own default: its enum cannot be named where each file is compiled by itself. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** One text has several spellings in Unicode; keyboards differ in which they send. */
const fold = (password: string): string => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(fold(password), OPTIONS);
}

export function isPassword(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, fold(password));
}

/** Whether the hash was made with weaker parameters than those of today. */
export function isOutdated(hashed: string): boolean {
  const { memoryCost, timeCost } = parseOptions(hashed);
  return memoryCost < OPTIONS.memoryCost || timeCost < OPTIONS.timeCost;
}
