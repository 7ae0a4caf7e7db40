/** What the list of cases and the figures are made from. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Figures1764000000004 implements MigrationInterface {
  name = 'Figures1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }
}
