/** Makes a one-time link's row; what is returned is the only copy of its token. */
import { randomUUID } from 'node:crypto';
import { Invitation } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { makeTotpSecret } from '../external/totp.js';
import { type Vault } from '../external/vault.js';
import { type Purpose } from './account-views.js';
import { digestToken, makeToken } from './one-time-token.js';
import { sealInvitedTotp } from './totp-secret.js';

const HOUR_MS = 3_600_000;
/** Invitations wait for people on leave; the others are acted on at once. */
const VALID_MS: Readonly<Record<Purpose, number>> = {
  first: 24 * HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
  reset: 24 * HOUR_MS,
};

/** In the place of any earlier link of this person. */
export async function makeInvitation(
  manager: EntityManager,
  vault: Vault,
  { purpose, userId, now }: { purpose: Purpose; userId: string | null; now: Date },
): Promise<string> {
  if (userId !== null) await manager.delete(Invitation, { userId });
  const id = randomUUID();
  const token = makeToken();
  await manager.insert(Invitation, {
    ...{ id, userId, purpose, tokenDigest: digestToken(token) },
    totpSealed: sealInvitedTotp(vault, id, makeTotpSecret()),
    ...{ createdAt: now, expiresAt: new Date(now.getTime() + VALID_MS[purpose]) },
  });
  return token;
}
