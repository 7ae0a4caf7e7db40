/** Step 4: a personal link: the page on which whoever got a letter about a case completes it. One for a case and an address. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a link opens nothing any more. `closed`: its case was set aside. `bounced`: its letter did not arrive. */
export type RevokedBecause = 'expired' | 'closed' | 'bounced' | 'investigator';

@Entity('answer_links')
export class AnswerLink {
  /** What its token is signed over. */
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('bytea', { name: 'recipient_digest' }) recipientDigest!: Buffer;
  /** The newest letter that carries it: to whom, and what it asked. */
  @Column('uuid', { name: 'letter_id' }) letterId!: string;
  @Column('text') language!: 'fr' | 'en';
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
  @Column('text', { name: 'revoked_because', nullable: true }) revokedBecause!: RevokedBecause | null;
  /** An investigator's name. */
  @Column('text', { name: 'revoked_by', nullable: true }) revokedBy!: string | null;
  /** Sealed JSON: what was put in and not sent yet. */
  @Column('bytea', { nullable: true }) saved!: Buffer | null;
  @Column('timestamptz', { name: 'saved_at', nullable: true }) savedAt!: Date | null;
  /** The last one that was sent from its page, and the page's own name for it: sent twice is sent once. */
  @Column('uuid', { name: 'message_id', nullable: true }) messageId!: string | null;
  @Column('uuid', { name: 'submission_id', nullable: true }) submissionId!: string | null;
  /** Of the code that was mailed to its address: keyed digest, until when, and how often it was guessed at. */
  @Column('bytea', { name: 'code_digest', nullable: true }) codeDigest!: Buffer | null;
  @Column('timestamptz', { name: 'code_until', nullable: true }) codeUntil!: Date | null;
  @Column('integer', { name: 'code_tries' }) codeTries!: number;
  /** Of what the browser holds that gave the right code. */
  @Column('bytea', { name: 'proof_digest', nullable: true }) proofDigest!: Buffer | null;
  @Column('timestamptz', { name: 'proof_until', nullable: true }) proofUntil!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
