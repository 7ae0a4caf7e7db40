/**
 * One-time links: to the first account, to an account that the lead has made, to new credentials. Whoever opens the link is shown
 * the secret of the second factor, and proves with a code that it has reached the authenticator before anything is changed.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { type Language } from '../core/study/study.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { Invitation, User } from '../database/entities/index.js';
import { hashPassword } from '../external/password.js';
import { findTotpStep, showTotp } from '../external/totp.js';
import { type Vault } from '../external/vault.js';
import { type InvitationView } from './account-views.js';
import { makeInvitation } from './make-invitation.js';
import { foldEmail } from './name-person.js';
import { digestToken } from './one-time-token.js';
import { checkPassword } from './password-strength.js';
import { digestOrigin, recordAct } from './record-act.js';
import { endAllSessions, Sessions } from './sessions.js';
import { openInvitedTotp, sealTotp } from './totp-secret.js';
import { type Origin } from './who-asks.js';

export interface ChosenCredentials {
  readonly token: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly password: string;
  readonly code: string;
  readonly language: Language;
}
interface Found {
  readonly invitation: Invitation;
  /** Null for the first account. */
  readonly user: User | null;
}

@Injectable()
export class Invitations {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: Sessions,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The token of the first account's link, in the place of any before; null once somebody is there. */
  offerFirst(): Promise<string | null> {
    return this.source.transaction(async (manager) => {
      await lockUsers(manager);
      if ((await manager.count(User)) > 0) return null;
      await manager.delete(Invitation, { purpose: 'first' });
      const now = this.now();
      await recordAct(manager, { at: now, act: 'first_link', actor: 'service', userId: null });
      return makeInvitation(manager, this.vault, { purpose: 'first', userId: null, now });
    });
  }

  async isNobodyThere(): Promise<boolean> {
    return !(await this.source.manager.exists(User));
  }

  /** Problem `link_unknown` for a link that was used, replaced or has expired. */
  async look(token: string): Promise<InvitationView> {
    const { invitation, user } = await this.find(this.source.manager, token);
    const secret = openInvitedTotp(this.vault, invitation);
    return {
      purpose: invitation.purpose,
      email: user?.email ?? null,
      name: user?.name ?? null,
      role: user?.role ?? 'lead',
      secret,
      ...showTotp(secret, user?.email ?? 'Recueil'),
    };
  }

  /** Gives the account its credentials and signs it in: the cookie. Problem `password_weak`, `code_wrong`. */
  async use(chosen: ChosenCredentials, origin: Origin): Promise<string> {
    const found = await this.find(this.source.manager, chosen.token);
    const email = found.user?.email ?? chosen.email;
    const name = chosen.name ?? found.user?.name;
    if (email === null || name === undefined)
      throw new Problem('request_invalid', 'invalid', 'These are missing or not as expected: email, name.');
    checkPassword(chosen.password, [email, name]);
    const secret = openInvitedTotp(this.vault, found.invitation);
    const step = findTotpStep(secret, chosen.code, this.now());
    if (step === null)
      throw new Problem('code_wrong', 'invalid', 'This is not the code that the authenticator shows now.');
    const passwordHash = await hashPassword(chosen.password);
    return this.source.transaction(async (manager) => {
      if (!found.user) await lockUsers(manager);
      // Again, now that nobody else can: of two uses at once one finds nothing any more.
      const { invitation, user } = await this.find(manager, chosen.token);
      if ((await manager.delete(Invitation, { id: invitation.id })).affected !== 1) throw linkUnknown();
      const id = user?.id ?? randomUUID();
      const totpSealed = sealTotp(this.vault, id, secret);
      const given = { name, language: chosen.language, passwordHash, totpSealed, totpStep: String(step) };
      const now = this.now();
      if (user) await manager.update(User, { id }, given);
      else
        await manager.insert(User, {
          ...{ id, email, emailFolded: foldEmail(email), role: 'lead', createdAt: now, ...given },
          ...{ disabledAt: null, lastSeenAt: null },
        });
      await manager.delete(Invitation, { userId: id });
      await endAllSessions(manager, id);
      await recordAct(manager, {
        ...{ at: now, act: 'invitation_used', actor: id, userId: id, detail: invitation.purpose },
        addressDigest: digestOrigin(this.vault, origin.address),
      });
      return this.sessions.open(manager, id, origin.agent);
    });
  }

  private async find(manager: EntityManager, token: string): Promise<Found> {
    const invitation = await manager.findOneBy(Invitation, { tokenDigest: digestToken(token) });
    if (!invitation || invitation.expiresAt <= this.now()) throw linkUnknown();
    if (invitation.userId === null) {
      // Somebody was there first.
      if (await manager.exists(User)) throw linkUnknown();
      return { invitation, user: null };
    }
    const user = await manager.findOneByOrFail(User, { id: invitation.userId });
    if (user.disabledAt) throw linkUnknown();
    return { invitation, user };
  }
}

/** Two first accounts at once would be two leads that do not know of each other. */
async function lockUsers(manager: EntityManager): Promise<void> {
  await manager.query('lock table users in share row exclusive mode');
}

const linkUnknown = (): Problem =>
  new Problem(
    'link_unknown',
    'notFound',
    'This link has been used, replaced or has expired: ask for a new one.',
  );
