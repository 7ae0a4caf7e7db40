/**
 * The people of the study: invited, given a role, disabled, given new credentials. Used by the lead's routes and by `recueil user`.
 * There is always a lead who can sign in: the last one is neither disabled nor given another role.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { Invitation, User } from '../database/entities/index.js';
import { type Vault } from '../external/vault.js';
import { type Role } from '../http/access.js';
import { type UserView } from './account-views.js';
import { makeInvitation } from './make-invitation.js';
import { foldEmail, makeInitials } from './name-person.js';
import { recordAct } from './record-act.js';
import { endAllSessions } from './sessions.js';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}
/** Null leaves it as it is. */
export interface UserChange {
  readonly role: Role | null;
  readonly disabled: boolean | null;
}

@Injectable()
export class Users {
  constructor(
    private readonly source: DataSource,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async list(): Promise<UserView[]> {
    const users = await this.source.manager.find(User, { order: { createdAt: 'ASC', id: 'ASC' } });
    return users.map(showUser);
  }

  /** An account without credentials, and the token of the link that gives it some. Problem `email_taken`. */
  add({ email, name, role }: NewUser, actor: string): Promise<{ user: UserView; token: string }> {
    return this.source.transaction(async (manager) => {
      const now = this.now();
      const user = { id: randomUUID(), name, email, emailFolded: foldEmail(email), role, createdAt: now };
      const inserted: unknown[] = await manager.query(
        `insert into users (id, name, email, email_folded, role, language, created_at) values ($1, $2, $3, $4, $5, 'fr', $6)
         on conflict (email_folded) do nothing returning id`,
        [user.id, name, email, user.emailFolded, role, now],
      );
      if (inserted.length === 0)
        throw new Problem('email_taken', 'conflict', 'There is an account with this address already.');
      await recordAct(manager, { at: now, act: 'invited', actor, userId: user.id, detail: role });
      const token = await makeInvitation(manager, this.vault, {
        purpose: 'invitation',
        userId: user.id,
        now,
      });
      return { user: showUser(await getUser(manager, user.id)), token };
    });
  }

  change(id: string, { role, disabled }: UserChange, actor: string): Promise<UserView> {
    return this.source.transaction(async (manager) => {
      const user = await lockUser(manager, id);
      const now = this.now();
      const newRole = role ?? user.role;
      const disabledAt = disabled === null ? user.disabledAt : disabled ? (user.disabledAt ?? now) : null;
      if (isActiveLead(user) && (newRole !== 'lead' || disabledAt !== null))
        await needAnotherLead(manager, id);
      if (newRole !== user.role)
        await recordAct(manager, { at: now, act: 'role_changed', actor, userId: id, detail: newRole });
      if ((disabledAt === null) !== (user.disabledAt === null))
        await recordAct(manager, { at: now, act: disabledAt ? 'disabled' : 'enabled', actor, userId: id });
      await manager.update(User, { id }, { role: newRole, disabledAt });
      if (disabledAt) {
        await endAllSessions(manager, id);
        await manager.delete(Invitation, { userId: id });
      }
      return showUser({ ...user, role: newRole, disabledAt });
    });
  }

  /** Password and second factor are void at once; the token of the link that gives new ones. Problem `user_disabled`. */
  reset(id: string, actor: string): Promise<string> {
    return this.source.transaction(async (manager) => {
      const user = await lockUser(manager, id);
      if (user.disabledAt)
        throw new Problem('user_disabled', 'conflict', 'This account is disabled: enable it first.');
      const now = this.now();
      // Who never had credentials is invited again.
      const purpose = user.passwordHash === null && user.lastSeenAt === null ? 'invitation' : 'reset';
      await manager.update(User, { id }, { passwordHash: null, totpSealed: null, totpStep: null });
      await endAllSessions(manager, id);
      await recordAct(manager, { at: now, act: 'reset', actor, userId: id });
      return makeInvitation(manager, this.vault, { purpose, userId: id, now });
    });
  }

  /** Problem `user_unknown`. */
  async getIdByEmail(email: string): Promise<string> {
    const user = await this.source.manager.findOneBy(User, { emailFolded: foldEmail(email) });
    if (!user) throw userUnknown();
    return user.id;
  }
}

export function showUser(user: User): UserView {
  const { id, name, email, role, createdAt, lastSeenAt } = user;
  return {
    ...{ id, name, email, initials: makeInitials(name), role },
    state: user.disabledAt ? 'disabled' : user.passwordHash === null ? 'invited' : 'active',
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

const isActiveLead = ({ role, disabledAt, passwordHash }: User): boolean =>
  role === 'lead' && disabledAt === null && passwordHash !== null;

/** With every lead, in one order: two leads who disable each other at the same moment wait for each other. */
async function lockUser(manager: EntityManager, id: string): Promise<User> {
  await manager.query(`select 1 from users where role = 'lead' or id = $1 order by id for update`, [id]);
  return getUser(manager, id);
}

async function getUser(manager: EntityManager, id: string): Promise<User> {
  const user = await manager.findOneBy(User, { id });
  if (!user) throw userUnknown();
  return user;
}

async function needAnotherLead(manager: EntityManager, id: string): Promise<void> {
  const leads = await manager.findBy(User, { role: 'lead' });
  if (leads.some((lead) => lead.id !== id && isActiveLead(lead))) return;
  throw new Problem(
    'last_lead',
    'conflict',
    'This is the only lead who can sign in: make another one first.',
  );
}

const userUnknown = (): Problem => new Problem('user_unknown', 'notFound', 'There is no such account.');
