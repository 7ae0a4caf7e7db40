/** A data key, wrapped by the key-encryption key that lives outside the database. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('data_keys')
export class DataKey {
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea') wrapped!: Buffer;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
