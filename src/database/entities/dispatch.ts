/** Step 5: a letter that a person has had written: her answer to a message, or the word of a visit. It is done once its letter exists. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type DispatchKind = 'answer' | 'visit_planned' | 'visit_cancelled';

@Entity('dispatches')
export class Dispatch {
  @PrimaryColumn('uuid') id!: string;
  /** The message that it answers. */
  @Column('uuid', { name: 'message_id' }) messageId!: string;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('uuid', { name: 'visit_id', nullable: true }) visitId!: string | null;
  @Column('text') kind!: DispatchKind;
  /** An account's id, or `token`. */
  @Column('text', { name: 'asked_by' }) askedBy!: string;
  /** Sealed JSON (external/sealed-dispatch.ts). */
  @Column('bytea') sealed!: Buffer;
  @Column('uuid', { name: 'letter_id', nullable: true }) letterId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
