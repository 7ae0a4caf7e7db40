/** Step 5: who looked at which case, page or file, and when. Rows are only ever added; the database refuses anything else. */
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('views')
export class View {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) id!: string;
  /** An account's id, or `token`. */
  @Column('text') actor!: string;
  @Column('text') what!: 'case' | 'page' | 'words' | 'file';
  /** Of the case, or of the attachment. */
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('timestamptz') at!: Date;
}
