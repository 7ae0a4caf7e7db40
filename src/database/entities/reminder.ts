/** Step 4: a letter to come in a case's thread: a reminder of what was asked, or an investigator's own questions. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type MoveReason } from '../../core/letter/explain-reminder.js';
import { type ReminderState, type StopReason } from '../../core/letter/plan-reminders.js';

@Entity('reminders')
export class Reminder {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  /** The letter whose questions it repeats; null for an investigator's own letter. */
  @Column('uuid', { name: 'asked_by', nullable: true }) askedBy!: string | null;
  /** 1, 2, 3; 0 for an investigator's own letter. */
  @Column('integer') step!: number;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  /** A person said now: neither night nor holiday counts. */
  @Column('boolean') urgent!: boolean;
  /** Why `dueAt` is not what was planned. */
  @Column('text', { name: 'moved_because', nullable: true }) movedBecause!: MoveReason | null;
  @Column('text') state!: ReminderState;
  @Column('text', { name: 'stop_reason', nullable: true }) stopReason!: StopReason | null;
  @Column('uuid', { name: 'letter_id', nullable: true }) letterId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
