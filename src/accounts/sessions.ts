/**
 * Sessions on PostgreSQL: 12 hours at most, ended after 60 minutes without a request, seen and ended by their owner. The account
 * is looked at with every request: who is disabled or gets another role is so at once.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../config/tokens.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { Session, User } from '../database/entities/index.js';
import { type Actor } from '../http/access.js';
import { makeInitials } from './name-person.js';
import { digestToken, makeToken } from './one-time-token.js';

const MINUTE_MS = 60_000;
const LONGEST_MS = 12 * 60 * MINUTE_MS;
const IDLE_MS = 60 * MINUTE_MS;
/** How long one password holds for signing. */
const SIGNED_MS = 30 * MINUTE_MS;
/** Writing on every request would be a write for nothing. */
const SEEN_EVERY_MS = MINUTE_MS;

export interface FoundSession {
  readonly session: Session;
  readonly user: User;
}

@Injectable()
export class Sessions {
  constructor(
    private readonly source: DataSource,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** A new one, in the caller's transaction; the cookie's value. What is over is cleared away. */
  async open(manager: EntityManager, userId: string, agent: string): Promise<string> {
    const now = this.now();
    await manager.query('delete from sessions where started_at <= $1 or last_seen_at <= $2', this.bounds());
    const token = makeToken();
    await manager.insert(Session, {
      ...{ id: randomUUID(), userId, tokenDigest: digestToken(token), agent },
      ...{ startedAt: now, lastSeenAt: now, signedUntil: null },
    });
    await manager.update(User, { id: userId }, { lastSeenAt: now });
    return token;
  }

  /** The session of a cookie, if it still holds and its owner may still sign in. */
  async find(token: string | null): Promise<FoundSession | null> {
    if (token === null) return null;
    const session = await this.source.manager.findOneBy(Session, { tokenDigest: digestToken(token) });
    const [started, seen] = this.bounds();
    if (!session || session.startedAt <= started || session.lastSeenAt <= seen) return null;
    const user = await this.source.manager.findOneBy(User, { id: session.userId });
    return user && !user.disabledAt && user.passwordHash !== null ? { session, user } : null;
  }

  /** Keeps it from ending for want of use. */
  async touch({ session, user }: FoundSession): Promise<void> {
    const now = this.now();
    if (now.getTime() - session.lastSeenAt.getTime() < SEEN_EVERY_MS) return;
    await this.source.manager.update(Session, { id: session.id }, { lastSeenAt: now });
    await this.source.manager.update(User, { id: user.id }, { lastSeenAt: now });
  }

  async sign({ session }: FoundSession): Promise<void> {
    const signedUntil = new Date(this.now().getTime() + SIGNED_MS);
    await this.source.manager.update(Session, { id: session.id }, { signedUntil });
  }

  list(userId: string): Promise<Session[]> {
    return this.source.manager
      .createQueryBuilder(Session, 's')
      .where('s.userId = :userId and s.startedAt > :started and s.lastSeenAt > :seen', {
        userId,
        started: this.bounds()[0],
        seen: this.bounds()[1],
      })
      .orderBy('s.lastSeenAt', 'DESC')
      .getMany();
  }

  /** False when it is not hers, or over already. */
  async end(manager: EntityManager, userId: string, id: string): Promise<boolean> {
    return (await manager.delete(Session, { id, userId })).affected === 1;
  }

  /** Who is signed in, for the guard. */
  toActor({ session, user }: FoundSession): Actor {
    const { id, name, role } = user;
    const signedUntil = this.findSignedUntil(session);
    return { kind: 'user', id, name, initials: makeInitials(name), role, signedUntil };
  }

  /** Null once it has passed. */
  findSignedUntil({ signedUntil }: Session): Date | null {
    return signedUntil && signedUntil > this.now() ? signedUntil : null;
  }

  /** Started, and last seen, at these times or before: over. */
  private bounds(): [started: Date, seen: Date] {
    const now = this.now().getTime();
    return [new Date(now - LONGEST_MS), new Date(now - IDLE_MS)];
  }
}

export async function endAllSessions(manager: EntityManager, userId: string): Promise<void> {
  await manager.delete(Session, { userId });
}
