/** A hospital department's hospital, as the sheets name it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('centres')
export class Centre {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** The name folded (case, accents, punctuation), unique. */
  @Column('text') folded!: string;
}
