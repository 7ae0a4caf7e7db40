/** Step 5: what an investigator asks the clinician about one answer: open → asked (in a letter) → answered → closed. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type QueryState = 'open' | 'asked' | 'answered' | 'closed';

@Entity('queries')
export class Query {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text') state!: QueryState;
  /** An account's id, or `token`. */
  @Column('text', { name: 'asked_by' }) askedBy!: string;
  /** The letter that asks it. */
  @Column('uuid', { name: 'letter_id', nullable: true }) letterId!: string | null;
  /** Sealed JSON (external/sealed-query.ts): which question, in which words, by whom, and what was answered. */
  @Column('bytea') sealed!: Buffer;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'asked_at', nullable: true }) askedAt!: Date | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
}
