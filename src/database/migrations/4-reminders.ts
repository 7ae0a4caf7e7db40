/** Reminders, and letters that answer no message. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Reminders1764000000003 implements MigrationInterface {
  name = 'Reminders1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }
}
