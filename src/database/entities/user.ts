/** A person who signs in. Without a password she is invited, or her second factor has been reset. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') email!: string;
  /** As it is compared: accounts/fold-email.ts. */
  @Column('text', { name: 'email_folded' }) emailFolded!: string;
  @Column('text') role!: 'lead' | 'investigator' | 'reader';
  @Column('text') language!: 'fr' | 'en';
  /** Argon2id, with its parameters and salt. */
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash!: string | null;
  /** The secret of the second factor. */
  @Column('bytea', { name: 'totp_sealed', nullable: true }) totpSealed!: Buffer | null;
  /** The time step of the last code taken: neither it nor an earlier one is taken again. */
  @Column('bigint', { name: 'totp_step', nullable: true }) totpStep!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'last_seen_at', nullable: true }) lastSeenAt!: Date | null;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt!: Date | null;
}
