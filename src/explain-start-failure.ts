/** Why the program does not start, in clear lines; exit codes: 2 wrong use, 3 configuration, 4 a service is out of reach. */
import { ConfigError } from './config/config-error.js';
import { Problem } from './core/problem.js';
import { VaultError } from './external/vault.js';
import { StudyError } from './studies/study-error.js';

const OUT_OF_REACH = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

export function explainStartFailure(error: unknown): { lines: readonly string[]; exitCode: 1 | 2 | 3 | 4 } {
  if (error instanceof ConfigError || error instanceof StudyError) return { lines: error.lines, exitCode: 3 };
  if (error instanceof VaultError) return { lines: [error.message], exitCode: 3 };
  if (error instanceof Problem)
    return { lines: [error.message], exitCode: error.code === 'no_database' ? 4 : 2 };
  const { code, message } =
    error instanceof Error ? (error as Error & { code?: string }) : { code: '', message: '' };
  if (code === 'EADDRINUSE')
    return { lines: ['PORT is taken by another program: give each service one of its own'], exitCode: 3 };
  // 28xxx: the database refuses the account (PostgreSQL, appendix A).
  if (code !== undefined && (OUT_OF_REACH.has(code) || code.startsWith('28') || code === '3D000'))
    return { lines: [`the database is out of reach (${code}): check DATABASE_URL`], exitCode: 4 };
  return { lines: [message || 'the program could not start'], exitCode: 1 };
}
