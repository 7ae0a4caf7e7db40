/** The ledger: what has been taken from which mailbox, folder, UIDVALIDITY and UID. */
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('mailbox_entries')
export class MailboxEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id!: string;
  @Column('text') mailbox!: string;
  @Column('text') folder!: string;
  @Column('bigint', { name: 'uid_validity' }) uidValidity!: string;
  @Column('bigint') uid!: string;
  /** Null: it was there before the cut-off and is left alone. */
  @Column('uuid', { name: 'message_id', nullable: true }) messageId!: string | null;
  /** When the message was moved or given its keyword; null until done. */
  @Column('timestamptz', { name: 'marked_at', nullable: true }) markedAt!: Date | null;
}
