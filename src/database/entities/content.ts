/** Sealed bytes: a raw message, an attachment, a letter as it was sent. Written once, never changed. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('contents')
export class Content {
  /** Chosen by the caller: it is part of what the seal is bound to. */
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea') sealed!: Buffer;
  /** Bytes before sealing. */
  @Column('integer') size!: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
