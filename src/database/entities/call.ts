/** A call for cases to one contact: planned for its hour, then sent, or dropped because something came before. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CallState = 'planned' | 'sent' | 'dropped';

@Entity('calls')
export class Call {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'contact_id' }) contactId!: string;
  /** 1; 2 for the one to those who were silent. */
  @Column('integer') round!: number;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('text') state!: CallState;
  /** A contact's state that stood against it when its hour had come. */
  @Column('text', { name: 'why_dropped', nullable: true }) whyDropped!: string | null;
  @Column('uuid', { name: 'letter_id', nullable: true }) letterId!: string | null;
  /** When a message came in its thread, or from its contact, whatever it said. */
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
