/** What was done with an account, by whom, from where: only ever added (a trigger refuses the rest). Codes and ids alone. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('account_acts')
export class AccountAct {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') act!: string;
  /** An account's id, `token`, `command`, `service` or `nobody`. */
  @Column('text') actor!: string;
  /** Whose account. */
  @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column('text', { nullable: true }) detail!: string | null;
  /** Keyed digest of the network address. */
  @Column('bytea', { name: 'address_digest', nullable: true }) addressDigest!: Buffer | null;
}
