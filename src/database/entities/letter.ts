/** Step 4: one e-mail back. Its Message-ID is fixed and its MIME stored before the first try. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type BounceReason } from '../../core/letter/judge-bounce.js';
import { type LetterState } from '../../core/letter/letter-state.js';

export { type LetterState };

/** waiting → sending → sent | refused | uncertain; failed: given up after the last try; held: an investigator keeps it; bounced: it came back. */
@Entity('letters')
export class Letter {
  @PrimaryColumn('uuid') id!: string;
  /** Null for a letter that comes by itself: a reminder, a question, one sent again. */
  @Column('uuid', { name: 'outcome_id', nullable: true }) outcomeId!: string | null;
  /** The letter that did not arrive, or may not have, and that this one is sent in place of. */
  @Column('uuid', { name: 'instead_of', nullable: true }) insteadOf!: string | null;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  /** The message that it answers, or the last one of its thread; null for a call, which answers none. */
  @Column('uuid', { name: 'message_id', nullable: true }) messageId!: string | null;
  @Column('text') kind!: string;
  @Column('text') state!: LetterState;
  /** The Message-ID header, with its brackets. */
  @Column('text', { name: 'mail_id' }) mailId!: string;
  @Column('bytea', { name: 'recipient_digest' }) recipientDigest!: Buffer;
  /** Sealed JSON: envelope, subject, text. */
  @Column('bytea') sealed!: Buffer;
  /** The MIME as handed to SMTP. */
  @Column('uuid', { name: 'content_id' }) contentId!: string;
  @Column('integer') attempts!: number;
  @Column('text', { name: 'last_error', nullable: true }) lastError!: string | null;
  /** Of one that came back: for good, given up after several tries, or with another letter in its place. */
  @Column('text', { nullable: true }) bounce!: 'hard' | 'soft' | 'retried' | null;
  @Column('text', { name: 'bounce_reason', nullable: true }) bounceReason!: BounceReason | null;
  /** It waits for this hour. */
  @Column('timestamptz', { name: 'not_before', nullable: true }) notBefore!: Date | null;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
