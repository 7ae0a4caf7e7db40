/**
 * Step 5: a letter that a person has had written: her answer to a message, the word of a visit; or the code that the reader of a personal
 * link asked for. It is done once its letter exists.
 */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type DispatchKind = 'answer' | 'visit_planned' | 'visit_cancelled' | 'code';

@Entity('dispatches')
export class Dispatch {
  @PrimaryColumn('uuid') id!: string;
  /** The message that it answers; null for a code, which answers none. */
  @Column('uuid', { name: 'message_id', nullable: true }) messageId!: string | null;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('uuid', { name: 'visit_id', nullable: true }) visitId!: string | null;
  /** Of a code: whose page asked for it. */
  @Column('uuid', { name: 'link_id', nullable: true }) linkId!: string | null;
  @Column('text') kind!: DispatchKind;
  /** An account's id, `token`, or `link`. */
  @Column('text', { name: 'asked_by' }) askedBy!: string;
  /** Sealed JSON (external/sealed-dispatch.ts). */
  @Column('bytea') sealed!: Buffer;
  @Column('uuid', { name: 'letter_id', nullable: true }) letterId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
