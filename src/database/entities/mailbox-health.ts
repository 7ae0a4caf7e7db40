/** What the watcher last said of a folder, for the health check and the console. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('mailbox_health')
export class MailboxHealth {
  @PrimaryColumn('text') mailbox!: string;
  @PrimaryColumn('text') folder!: string;
  /** `watching`, `connecting`, `refused` (the password), `unreachable`. */
  @Column('text') state!: string;
  /** Code of the last trouble; never a server's text. */
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz', { name: 'reconciled_at', nullable: true }) reconciledAt!: Date | null;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
