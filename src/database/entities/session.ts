/** A browser in which a person has signed in. The row goes when the session ends. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  /** SHA-256 of the cookie. */
  @Column('bytea', { name: 'token_digest' }) tokenDigest!: Buffer;
  /** The browser, in a word or two. */
  @Column('text') agent!: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'last_seen_at' }) lastSeenAt!: Date;
  /** Until when the password need not be asked again to sign a confirmation. */
  @Column('timestamptz', { name: 'signed_until', nullable: true }) signedUntil!: Date | null;
}
