/** Answers that were held back and that an investigator's word lets go; who is on the study's list of contacts. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class ReleasedAnswers1764000000009 implements MigrationInterface {
  name = 'ReleasedAnswers1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outcomes
        add column released_to text check (released_to in ('sender', 'reply_to')),
        add column released_by text,
        add check ((released_to is null) = (released_by is null));
      alter table contacts add column listed_at timestamptz;
      update contacts set listed_at = created_at where exists (select 1 from calls where contact_id = contacts.id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table contacts drop column listed_at;
      alter table outcomes drop column released_to, drop column released_by;
    `);
  }
}
