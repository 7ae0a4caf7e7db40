/** Step 2: what was read on one sheet of one attachment; the first reading is never lost. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * read → drafted (into a case), duplicate (the same answers again), waiting (beside a confirmed case),
 * proposed (an investigator says which case), none (no sheet, or nothing readable: only findings), dismissed (it
 * waited, and an investigator left it).
 */
export type ReadingState = 'read' | 'drafted' | 'duplicate' | 'waiting' | 'proposed' | 'none' | 'dismissed';

@Entity('readings')
export class Reading {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'message_id' }) messageId!: string;
  @Column('uuid', { name: 'attachment_id', nullable: true }) attachmentId!: string | null;
  /** From 1 within the message. */
  @Column('integer') position!: number;
  @Column('text') state!: ReadingState;
  @Column('text', { nullable: true }) study!: string | null;
  @Column('text', { name: 'sheet_version', nullable: true }) sheetVersion!: string | null;
  @Column('text', { nullable: true }) language!: 'fr' | 'en' | null;
  /** Sealed JSON of the SheetReading. */
  @Column('bytea', { name: 'sealed_result' }) sealedResult!: Buffer;
  /** Keyed digest of the answers alone: the same sheet saved by another program gives the same. */
  @Column('bytea', { name: 'answers_digest' }) answersDigest!: Buffer;
  @Column('text', { name: 'reader_version' }) readerVersion!: string;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
