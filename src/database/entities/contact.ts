/** A clinician who writes to the study. The address is sealed; its digest finds it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('contacts')
export class Contact {
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea', { name: 'address_digest' }) addressDigest!: Buffer;
  @Column('bytea', { name: 'sealed_address' }) sealedAddress!: Buffer;
  @Column('uuid', { name: 'centre_id', nullable: true }) centreId!: string | null;
  /** When the notice on the clinician's own data went out with a letter. */
  @Column('timestamptz', { name: 'notice_sent_at', nullable: true }) noticeSentAt!: Date | null;
  /** Since when this contact wants no reminder of any case, and no call. */
  @Column('timestamptz', { name: 'reminders_stopped_at', nullable: true }) remindersStoppedAt!: Date | null;
  /** In which calls are written to this contact. */
  @Column('text', { default: 'fr' }) language!: 'fr' | 'en';
  /** When this contact said that there is no case: counted (zero reporting). */
  @Column('timestamptz', { name: 'declined_at', nullable: true }) declinedAt!: Date | null;
  /** Since when this contact is on the study's list, or let in by an investigator's word. */
  @Column('timestamptz', { name: 'listed_at', nullable: true }) listedAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
