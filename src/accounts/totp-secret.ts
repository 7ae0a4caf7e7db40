/** The secret of the second factor lies sealed, bound to its row. */
import { type Invitation, type User } from '../database/entities/index.js';
import { type Vault } from '../external/vault.js';

export const sealTotp = (vault: Vault, userId: string, secret: string): Buffer =>
  vault.sealText(secret, `users.totp:${userId}`);

export function openTotp(vault: Vault, { id, totpSealed }: User): string {
  if (!totpSealed) throw new Error('an account with a password has a second factor');
  return vault.openText(totpSealed, `users.totp:${id}`);
}

export const sealInvitedTotp = (vault: Vault, invitationId: string, secret: string): Buffer =>
  vault.sealText(secret, `invitations.totp:${invitationId}`);

export const openInvitedTotp = (vault: Vault, { id, totpSealed }: Invitation): string =>
  vault.openText(totpSealed, `invitations.totp:${id}`);
