/** Trouble that the study lead is to be told of, once a day while it lasts, and once when it is over. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('alarms')
export class Alarm {
  @PrimaryColumn('text') mailbox!: string;
  @PrimaryColumn('text') folder!: string;
  @Column('text') trouble!: string;
  @Column('timestamptz') since!: Date;
  @Column('timestamptz', { name: 'told_at', nullable: true }) toldAt!: Date | null;
}
