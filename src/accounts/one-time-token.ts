/** Tokens of links and cookies: 256 bits by lot. What is kept is their SHA-256, which a random token needs no salt for. */
import { createHash, randomBytes } from 'node:crypto';

export const makeToken = (): string => randomBytes(32).toString('base64url');

export const digestToken = (token: string): Buffer => createHash('sha256').update(token).digest();
