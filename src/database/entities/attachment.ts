/** A file that came in a message, forwarded messages' files included. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('attachments')
export class Attachment {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'message_id' }) messageId!: string;
  /** From 1, in the message's order. */
  @Column('integer') position!: number;
  /** The name may hold a patient's: sealed. */
  @Column('bytea', { name: 'sealed_name' }) sealedName!: Buffer;
  @Column('text', { name: 'media_type' }) mediaType!: string;
  @Column('integer') size!: number;
  @Column('uuid', { name: 'content_id' }) contentId!: string;
}
