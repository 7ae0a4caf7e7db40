/**
 * Signing in: password and code at once, and one refusal for whatever is wrong. An account that does not exist, is disabled or
 * has no password yet costs the same work as one that does.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { DataSource } from '../database/orm.js';
import { User } from '../database/entities/index.js';
import { hashPassword, isOutdated, isPassword } from '../external/password.js';
import { findTotpStep, makeTotpSecret } from '../external/totp.js';
import { type Vault } from '../external/vault.js';
import { foldEmail } from './name-person.js';
import { makeToken } from './one-time-token.js';
import { type Act, digestOrigin, recordAct } from './record-act.js';
import { type FoundSession, Sessions } from './sessions.js';
import { SignInDelays } from './sign-in-delays.js';
import { openTotp } from './totp-secret.js';
import { type Origin } from './who-asks.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly code: string;
}

@Injectable()
export class SignIn {
  /** What the password of nobody is compared with. */
  private readonly decoy = hashPassword(makeToken());
  private readonly decoySecret = makeTotpSecret();

  constructor(
    private readonly source: DataSource,
    private readonly sessions: Sessions,
    private readonly delays: SignInDelays,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The cookie of a new session; the one that the browser had before is over. */
  async signIn(
    { email, password, code }: Credentials,
    origin: Origin,
    before: FoundSession | null,
  ): Promise<string> {
    const account = foldEmail(email);
    const now = this.now();
    await this.delays.begin(account, origin.address, now);
    const user = await this.source.manager.findOneBy(User, { emailFolded: account });
    const usable = user && !user.disabledAt && user.passwordHash !== null ? user : null;
    const hash = usable?.passwordHash ?? (await this.decoy);
    const right = await isPassword(hash, password);
    const step = findTotpStep(usable ? openTotp(this.vault, usable) : this.decoySecret, code, now);
    const token =
      usable && right && step !== null ? await this.enter(usable, account, step, origin, before) : null;
    if (token === null) {
      await this.record('sign_in_refused', 'nobody', user?.id ?? null, origin);
      throw refused();
    }
    if (isOutdated(hash)) await this.renewHash(hash, password);
    return token;
  }

  /** The password again, to sign with. */
  async sign(found: FoundSession, password: string, origin: Origin): Promise<void> {
    const { user } = found;
    const account = `sign\n${user.emailFolded}`;
    await this.delays.begin(account, origin.address, this.now());
    const right = user.passwordHash !== null && (await isPassword(user.passwordHash, password));
    await this.record(right ? 'password_given' : 'password_refused', user.id, user.id, origin);
    if (!right) throw refused();
    await this.delays.forgive(this.source.manager, account, origin.address, this.now());
    await this.sessions.sign(found);
  }

  async signOut({ session, user }: FoundSession, origin: Origin): Promise<void> {
    await this.sessions.end(this.source.manager, user.id, session.id);
    await this.record('signed_out', user.id, user.id, origin);
  }

  /** False when it is not hers, or over already. */
  async endSession(userId: string, sessionId: string, origin: Origin): Promise<boolean> {
    const ended = await this.sessions.end(this.source.manager, userId, sessionId);
    if (ended) await this.record('session_ended', userId, userId, origin);
    return ended;
  }

  /** Null when the code was used already, or the account changed meanwhile. */
  private enter(
    user: User,
    account: string,
    step: number,
    origin: Origin,
    before: FoundSession | null,
  ): Promise<string | null> {
    return this.source.transaction(async (manager) => {
      // One statement, so that of two uses of one code one is refused.
      const [taken]: [unknown[], number] = await manager.query(
        `update users set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2)
           and disabled_at is null and password_hash = $3 returning id`,
        [user.id, step, user.passwordHash],
      );
      if (taken.length === 0) return null;
      if (before) await this.sessions.end(manager, before.user.id, before.session.id);
      const now = this.now();
      await this.delays.forgive(manager, account, origin.address, now);
      const addressDigest = digestOrigin(this.vault, origin.address);
      await recordAct(manager, { at: now, act: 'signed_in', actor: user.id, userId: user.id, addressDigest });
      return this.sessions.open(manager, user.id, origin.agent);
    });
  }

  private async renewHash(hash: string, password: string): Promise<void> {
    const renewed = await hashPassword(password);
    await this.source.manager.update(User, { passwordHash: hash }, { passwordHash: renewed });
  }

  private record(act: Act, actor: string, userId: string | null, { address }: Origin): Promise<void> {
    const addressDigest = digestOrigin(this.vault, address);
    return recordAct(this.source.manager, { at: this.now(), act, actor, userId, addressDigest });
  }
}

const refused = (): Problem =>
  new Problem('sign_in_refused', 'denied', 'The address, the password or the code is not right.');
