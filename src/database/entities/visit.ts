/** Step 5: an investigator's visit to a centre: asked for by a clinician, planned, then done or cancelled. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type VisitState } from '../../core/letter/visit-state.js';

@Entity('visits')
export class Visit {
  @PrimaryColumn('uuid') id!: string;
  /** The message in whose thread its letters go. */
  @Column('uuid', { name: 'message_id' }) messageId!: string;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('text') state!: VisitState;
  @Column('timestamptz', { name: 'starts_at', nullable: true }) startsAt!: Date | null;
  @Column('timestamptz', { name: 'ends_at', nullable: true }) endsAt!: Date | null;
  /** Of the invitation (RFC 5545, 3.8.7.4): grows with each letter about it. */
  @Column('integer') sequence!: number;
  /** Sealed JSON: where it takes place. */
  @Column('bytea') sealed!: Buffer;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
