/** What became of a message, for each case it touched: the thing that one letter, or a reasoned silence, answers. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type AnswerAddress } from '../../core/letter/may-answer.js';

@Entity('outcomes')
export class Outcome {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'message_id' }) messageId!: string;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  /** See draft/draft-message.ts: new, updated, unchanged, waiting, proposed, blank, unreadable, no_sheet, oversize, ignored. */
  @Column('text') kind!: string;
  /** decided → lettered (a letter exists) or silent (with why). */
  @Column('text') state!: 'decided' | 'lettered' | 'silent';
  @Column('text', { nullable: true }) why!: string | null;
  /** An investigator's word that it be answered all the same, at which of its addresses, and whose word it was. */
  @Column('text', { name: 'released_to', nullable: true }) releasedTo!: AnswerAddress | null;
  @Column('text', { name: 'released_by', nullable: true }) releasedBy!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
