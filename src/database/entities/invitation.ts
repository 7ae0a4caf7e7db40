/** A one-time link: to the first account, to an account made by the lead, or to new credentials. Gone once used or replaced. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('invitations')
export class Invitation {
  @PrimaryColumn('uuid') id!: string;
  /** Null for the first account, which the link itself makes. */
  @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column('text') purpose!: 'first' | 'invitation' | 'reset';
  /** SHA-256 of the link's token. */
  @Column('bytea', { name: 'token_digest' }) tokenDigest!: Buffer;
  /** The secret of the second factor that the link shows. */
  @Column('bytea', { name: 'totp_sealed' }) totpSealed!: Buffer;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}
