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
import { type Vault } from '../external/vault.js';
import { digestOrigin } from './record-act.js';

interface Count {
  readonly key: Buffer;
  /** So many tries without waiting. */
  readonly free: number;
  /** The longest wait, in seconds. */
  readonly longest: number;
}

/** A day without a try, and all is forgotten. */
const FORGET = '24 hours';
const FIRST_WAIT_S = 5;

const COUNT = `
  insert into sign_in_delays as d (key, tries, last_at, until) values ($1, 1, $2, $2)
  on conflict (key) do update set
    tries = case when d.last_at < $2::timestamptz - interval '${FORGET}' then 1 else d.tries + 1 end,
    last_at = $2,
    until = $2::timestamptz + case when d.last_at < $2::timestamptz - interval '${FORGET}' or d.tries + 1 < $3 then interval '0'
      else make_interval(secs => least($4::numeric, ${FIRST_WAIT_S} * power(2::numeric, least(d.tries + 1 - $3, 20)))::float8) end
  where d.until <= $2
  returning tries`;

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
        const counted: unknown[] = await manager.query(COUNT, [key, now, free, longest]);
        if (counted.length === 0) throw await this.sayLater(manager, key, now);
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

  private counts(account: string, address: string): Record<'pair' | 'account' | 'address', Count> {
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

  private async sayLater(manager: EntityManager, key: Buffer, now: Date): Promise<Problem> {
    const rows: { until: Date }[] = await manager.query('select until from sign_in_delays where key = $1', [
      key,
    ]);
    const ms = (rows[0]?.until ?? now).getTime() - now.getTime();
    return new Problem('sign_in_later', 'denied', 'Too many tries: wait a little before the next one.', {
      retryAfter: Math.max(1, Math.ceil(ms / 1000)),
    });
  }
}
