/** Alarms to the study lead. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Alarms1764000000005 implements MigrationInterface {
  name = 'Alarms1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alarms (
        mailbox text not null,
        folder text not null,
        trouble text not null,
        since timestamptz not null,
        told_at timestamptz,
        primary key (mailbox, folder)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alarms');
  }
}
