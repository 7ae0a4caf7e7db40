/** The call for cases: who is called and when, in which language, who has answered, who has no case. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Calls1764000000007 implements MigrationInterface {
  name = 'Calls1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table contacts
        add column language text not null default 'fr',
        add column declined_at timestamptz;
      alter table letters alter column message_id drop not null;
      create table calls (
        id uuid primary key,
        contact_id uuid not null references contacts (id),
        round integer not null check (round > 0),
        due_at timestamptz not null,
        state text not null check (state in ('planned', 'sent', 'dropped')),
        why_dropped text,
        letter_id uuid unique references letters (id),
        answered_at timestamptz,
        created_at timestamptz not null default now(),
        check ((state = 'sent') = (letter_id is not null))
      );
      create index calls_due on calls (due_at) where state = 'planned';
      create unique index calls_planned_once on calls (contact_id) where state = 'planned';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table calls;
      alter table contacts drop column language, drop column declined_at;
    `);
  }
}
