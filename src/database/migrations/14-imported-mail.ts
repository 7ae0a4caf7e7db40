/** Messages that came as files: what is written in them of their sender is nobody's word. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class ImportedMail1764000000013 implements MigrationInterface {
  name = 'ImportedMail1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table messages add column imported boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table messages drop column imported`);
  }
}
