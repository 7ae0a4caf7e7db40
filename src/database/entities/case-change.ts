/** The history of a case's answers: who or which reading changed what, old and new, sealed. Rows are only ever added. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('case_changes')
export class CaseChange {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  /** The case's version that this change made. */
  @Column('integer') version!: number;
  /** `reader@VERSION` or an account's id. */
  @Column('text') actor!: string;
  @Column('uuid', { name: 'reading_id', nullable: true }) readingId!: string | null;
  /** Sealed JSON: a list of {key, before, after, why?}. */
  @Column('bytea') sealed!: Buffer;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
}
