/** Letters in a person's own words (answers to messages, visits), visits, and contacts who want no reminders at all. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Dispatches1764000000006 implements MigrationInterface {
  name = 'Dispatches1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table contacts add column reminders_stopped_at timestamptz;
      create table visits (
        id uuid primary key,
        message_id uuid not null references messages (id),
        case_id uuid references cases (id),
        state text not null check (state in ('asked', 'planned', 'done', 'cancelled')),
        starts_at timestamptz,
        ends_at timestamptz,
        sequence integer not null default 0,
        sealed bytea not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        check (state <> 'planned' or (starts_at is not null and ends_at > starts_at))
      );
      create index visits_state on visits (state, starts_at);
      create unique index visits_asked_once on visits (message_id) where state = 'asked';
      create trigger visits_told after insert or update on visits
        for each row execute function tell_change('visit', 'case');
      create table dispatches (
        id uuid primary key,
        message_id uuid not null references messages (id),
        case_id uuid references cases (id),
        visit_id uuid references visits (id),
        kind text not null check (kind in ('answer', 'visit_planned', 'visit_cancelled')),
        asked_by text not null,
        sealed bytea not null,
        letter_id uuid unique references letters (id),
        created_at timestamptz not null default now()
      );
      create index dispatches_waiting on dispatches (created_at) where letter_id is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table dispatches; drop table visits; alter table contacts drop column reminders_stopped_at',
    );
  }
}
