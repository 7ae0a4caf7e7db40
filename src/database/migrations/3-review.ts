/** What reviewing a case keeps, and the changes that open pages are told of. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Review1764000000002 implements MigrationInterface {
  name = 'Review1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }
}
