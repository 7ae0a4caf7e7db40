/** A watched folder: what it was taken from on, and what the watcher last said of it (health check, console). */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('mailbox_folders')
export class MailboxFolder {
  @PrimaryColumn('text') mailbox!: string;
  @PrimaryColumn('text') folder!: string;
  @Column('boolean', { name: 'since_decided' }) sinceDecided!: boolean;
  /** Decided at first sight and kept: messages from before it are left alone; null takes all. */
  @Column('timestamptz', { name: 'taken_since', nullable: true }) takenSince!: Date | null;
  /** See receive/ledger.ts; `left`: it is no longer among the folders to watch. */
  @Column('text') state!: string;
  /** Code of the last trouble; never a server's text. */
  @Column('text', { nullable: true }) error!: string | null;
  /** Messages that are there and could not be stored yet. */
  @Column('integer') waiting!: number;
  @Column('timestamptz', { name: 'reconciled_at', nullable: true }) reconciledAt!: Date | null;
  /** While a backlog is being taken: how many of the folder's messages are stored; null otherwise. */
  @Column('integer', { name: 'backlog_done', nullable: true }) backlogDone!: number | null;
  @Column('integer', { name: 'backlog_of', nullable: true }) backlogOf!: number | null;
  /** The folders that are there, when this one is not. */
  @Column('text', { array: true, nullable: true }) folders!: string[] | null;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
