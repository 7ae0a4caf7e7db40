/**
 * The answers and findings of a case as one sealed document. Not a row an answer: that a question which only one disease
 * is asked has been answered would tell the disease to whoever reads a stolen dump.
 */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('case_answers')
export class CaseAnswers {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @Column('bytea') sealed!: Buffer;
  /** Sealed CaseSummary of these answers; null until it is made (the database empties it when the answers change without it). */
  @Column('bytea', { nullable: true }) summary!: Buffer | null;
}
