/** What the lead sets in the console, by name. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('settings')
export class Setting {
  @PrimaryColumn('text') name!: string;
  @Column('jsonb') value!: unknown;
  /** An account's id, or `token`. */
  @Column('text', { name: 'changed_by' }) changedBy!: string;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
