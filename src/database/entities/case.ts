/** Step 3: a patient's case. What stays readable here is what lists need; answers are sealed in CaseAnswers. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('cases')
export class Case {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') study!: string;
  /** The number in the reference. */
  @Column('integer') number!: number;
  /** As said on the phone: DARA-0042. */
  @Column('text') reference!: string;
  @Column('text') state!: 'draft' | 'confirmed' | 'set_aside';
  @Column('text', { name: 'set_aside_reason', nullable: true }) setAsideReason!: string | null;
  @Column('uuid', { name: 'centre_id', nullable: true }) centreId!: string | null;
  @Column('uuid', { name: 'contact_id', nullable: true }) contactId!: string | null;
  /** Keyed digest of the centre and the centre's own patient code. */
  @Column('bytea', { name: 'patient_digest', nullable: true }) patientDigest!: Buffer | null;
  @Column('text') language!: 'fr' | 'en';
  @Column('integer') asked!: number;
  @Column('integer') answered!: number;
  @Column('integer') missing!: number;
  @Column('integer') unsure!: number;
  /** Who signed it (an account's id) and when, while it is confirmed. */
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy!: string | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
  /** The case of the same patient into which it went: what answers its letters goes there. */
  @Column('uuid', { name: 'joined_into', nullable: true }) joinedInto!: string | null;
  /** Grows with each change of the answers: two writers cannot both win. */
  @Column('integer') version!: number;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
