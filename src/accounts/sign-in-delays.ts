/**
 * Whoever guesses has to wait, longer each time; kept in the database, so that a restart forgets nothing. A try is counted before
 * it is looked at: a thousand at once are a thousand, not one. Three counts: the account from this address (strict); the account
 * from anywhere, and the address for any account (mild: others sign in there). The mild ones do not touch who has signed in
 * from this address before: nobody shuts a colleague out. An account that does not exist is counted like any other.
 */
import { Inject, Injectable } from '@nestjs/common';
import { VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { countTry, FORGET, type TryCount } from '../database/repositories/delays.js';
import { type Vault } from '../external/vault.js';
import { digestOrigin } from './record-act.js';

@Injectable()
export class SignInDelays {
  constructor(
    private readonly source: DataSource,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Counts a try. Problem `sign_in_later`, with the seconds to wait, where it comes too early (it is not looked at then). */
  async begin(account: string, address: string, now: Date): Promise<void> {
    await this.source.transaction(async (manager) => {
      const known = await this.isKnown(manager, account, address);
      const { pair, ...mild } = this.counts(account, address);
      // Always in this order: two tries at once wait for each other, never in a circle.
      for (const { key, free, longest } of [pair, ...(known ? [] : [mild.account, mild.address])]) {
        const until = await countTry(manager, { key, free, longest }, now);
        if (until) throw sayLater(until, now);
      }
    });
  }

  /** The try was right. */
  async forgive(manager: EntityManager, account: string, address: string, now: Date): Promise<void> {
    const counts = this.counts(account, address);
    await manager.query(
      `delete from sign_in_delays where key = any($1) or last_at < $2::timestamptz - interval '${FORGET}'`,
      [[counts.pair.key, counts.account.key], now],
    );
    await manager.query('update sign_in_delays set tries = greatest(tries - 1, 0) where key = $1', [
      counts.address.key,
    ]);
  }

  private counts(account: string, address: string): Record<'pair' | 'account' | 'address', TryCount> {
    const key = (text: string): Buffer => this.vault.digest(text, 'sign-in-delay');
    return {
      pair: { key: key(`pair\n${account}\n${address}`), free: 3, longest: 900 },
      account: { key: key(`account\n${account}`), free: 30, longest: 60 },
      address: { key: key(`address\n${address}`), free: 100, longest: 30 },
    };
  }

  private async isKnown(manager: EntityManager, account: string, address: string): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `select 1 from account_acts a join users u on u.id = a.user_id
       where u.email_folded = $1 and a.act in ('signed_in', 'invitation_used') and a.address_digest = $2 limit 1`,
      [account, digestOrigin(this.vault, address)],
    );
    return rows.length > 0;
  }
}

function sayLater(until: Date, now: Date): Problem {
  return new Problem('sign_in_later', 'denied', 'Too many tries: wait a little before the next one.', {
    retryAfter: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  });
}
