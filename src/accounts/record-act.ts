/** Writes what was done with an account into the append-only table: codes and ids, nothing typed. */
import { type EntityManager } from '../database/orm.js';
import { type Vault } from '../external/vault.js';

export type Act =
  | 'signed_in'
  | 'sign_in_refused'
  | 'signed_out'
  | 'session_ended'
  | 'password_given'
  | 'password_refused'
  | 'first_link'
  | 'invited'
  | 'invitation_used'
  | 'reset'
  | 'role_changed'
  | 'disabled'
  | 'enabled';

export interface ActToRecord {
  readonly at: Date;
  readonly act: Act;
  /** An account's id, `token`, `command`, `service` or `nobody`. */
  readonly actor: string;
  readonly userId: string | null;
  readonly detail?: string;
  readonly addressDigest?: Buffer;
}

export async function recordAct(manager: EntityManager, one: ActToRecord): Promise<void> {
  await manager.query(
    `insert into account_acts (at, act, actor, user_id, detail, address_digest) values ($1, $2, $3, $4, $5, $6)`,
    [one.at, one.act, one.actor, one.userId, one.detail ?? null, one.addressDigest ?? null],
  );
}

/** An address can be compared with another, not read. */
export const digestOrigin = (vault: Vault, address: string): Buffer =>
  vault.digest(address, 'account-address');
