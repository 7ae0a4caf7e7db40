/** Step 1: a message as it came in, once, whatever the mailbox shows. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type MessageOrigin } from '../../core/case/upload-origin.js';

/** received → read → drafted → answered; failed: parked for an investigator, with one button to try again. */
export type MessageState = 'received' | 'read' | 'drafted' | 'answered' | 'failed';

@Entity('messages')
export class Message {
  @PrimaryColumn('uuid') id!: string;
  /** How it reached the study: by mail, or put in by a person. */
  @Column('text') origin!: MessageOrigin;
  @Column('text') state!: MessageState;
  /** The raw message; null when it was too large to be taken. */
  @Column('uuid', { name: 'content_id', nullable: true }) contentId!: string | null;
  /** Keyed digest of the raw bytes: the same bytes are the same message under any UID. */
  @Column('bytea', { name: 'content_digest' }) contentDigest!: Buffer;
  /** Bytes as announced by the server. */
  @Column('integer') size!: number;
  @Column('boolean') oversize!: boolean;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  /** Sealed JSON: from, to, subject, Message-ID, references (see receive/envelope.ts); null until read. */
  @Column('bytea', { name: 'sealed_envelope', nullable: true }) sealedEnvelope!: Buffer | null;
  /** Keyed digest of the sender's address, for matching and for limits. */
  @Column('bytea', { name: 'sender_digest', nullable: true }) senderDigest!: Buffer | null;
  /** A fax gateway, a copier, an automatic answer: read, never answered, never a contact. */
  @Column('boolean', { name: 'sent_by_machine' }) sentByMachine!: boolean;
  @Column('text', { nullable: true }) authentication!: 'pass' | 'fail' | 'unchecked' | null;
  /** From a file that a person put in: what servers wrote into it is not believed. */
  @Column('boolean') imported!: boolean;
  /** Code of the last fault; never its text. */
  @Column('text', { name: 'last_error', nullable: true }) lastError!: string | null;
  /** Why an investigator should look (a code), or null. */
  @Column('text', { name: 'to_see', nullable: true }) toSee!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
