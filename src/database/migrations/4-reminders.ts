/**
 * Reminders, and letters that answer no outcome. A reminder ends in the very transaction that ends its reason: triggers on the case and on
 * its letters see to it, whoever writes; what is still planned is decided anew when its time comes.
 */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Reminders1764000000003 implements MigrationInterface {
  name = 'Reminders1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table letters alter column outcome_id drop not null;
      alter table letters add column instead_of uuid unique references letters (id);
      alter table messages drop constraint messages_origin_check, add constraint messages_origin_check
        check (origin in ('mail', 'upload', 'fax', 'post', 'visit', 'telephone', 'other'));
      create table settings (
        name text primary key,
        value jsonb not null,
        changed_by text not null,
        changed_at timestamptz not null
      );
      create table reminders (
        id uuid primary key,
        case_id uuid not null references cases (id),
        asked_by uuid references letters (id),
        step integer not null check (step between 0 and 5),
        due_at timestamptz not null,
        urgent boolean not null default false,
        state text not null check (state in ('planned', 'held', 'sent', 'stopped')),
        stop_reason text,
        letter_id uuid unique references letters (id),
        created_at timestamptz not null default now(),
        unique (asked_by, step),
        check ((state = 'sent') = (letter_id is not null)),
        check ((state = 'stopped') = (stop_reason is not null))
      );
      create index reminders_due on reminders (due_at) where state = 'planned';
      create index reminders_case on reminders (case_id, due_at);
      create trigger reminders_told after insert or update on reminders
        for each row execute function tell_change('reminder', 'case');

      create function stop_reminders(of_case uuid, why text) returns void language sql as $$
        update reminders set state = 'stopped', stop_reason = why
        where case_id = of_case and state in ('planned', 'held');
      $$;
      create function stop_reminders_of_case() returns trigger language plpgsql as $$
      begin
        if new.state <> 'draft' then
          perform stop_reminders(new.id, new.state);
        elsif new.missing = 0 and new.unsure = 0 and old.missing + old.unsure > 0 then
          -- Questions that an investigator asked by herself wait on.
          update reminders set state = 'stopped', stop_reason = 'answered'
          where case_id = new.id and state in ('planned', 'held') and step > 0;
        end if;
        return null;
      end $$;
      create trigger cases_reminders after update of state, missing, unsure on cases
        for each row execute function stop_reminders_of_case();
      create function stop_reminders_of_letter() returns trigger language plpgsql as $$
      begin
        perform stop_reminders(new.case_id, 'bounced');
        return null;
      end $$;
      create trigger letters_reminders after update of state on letters
        for each row when (new.state = 'bounced' and new.case_id is not null)
        execute function stop_reminders_of_letter();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger letters_reminders on letters;
      drop trigger cases_reminders on cases;
      drop table reminders, settings;
      drop function stop_reminders_of_letter, stop_reminders_of_case, stop_reminders;
      alter table messages drop constraint messages_origin_check, add constraint messages_origin_check
        check (origin in ('mail', 'upload')) not valid;
      alter table letters drop column instead_of;
    `);
  }
}
