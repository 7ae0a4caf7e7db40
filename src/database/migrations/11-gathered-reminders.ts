/** One letter for the reminders of several cases: each reminder names it, and ends with its clinician's others when it comes back. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class GatheredReminders1764000000010 implements MigrationInterface {
  name = 'GatheredReminders1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reminders drop constraint reminders_letter_id_key;
      create index reminders_letter on reminders (letter_id) where letter_id is not null;
      drop trigger letters_reminders on letters;
      create or replace function stop_reminders_of_letter() returns trigger language plpgsql as $$
      begin
        if new.case_id is not null then
          perform stop_reminders(new.case_id, 'bounced');
        else
          -- It may have gone in place of another one.
          perform stop_reminders(found.case_id, 'bounced') from (
            with recursive first as (
              select new.id as id, new.instead_of as before
              union select l.id, l.instead_of from letters l join first on l.id = first.before
            ) select distinct r.case_id from reminders r where r.letter_id in (select id from first)
          ) found;
        end if;
        return null;
      end $$;
      create trigger letters_reminders after update of state on letters
        for each row when (new.state = 'bounced') execute function stop_reminders_of_letter();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger letters_reminders on letters;
      create or replace function stop_reminders_of_letter() returns trigger language plpgsql as $$
      begin
        perform stop_reminders(new.case_id, 'bounced');
        return null;
      end $$;
      create trigger letters_reminders after update of state on letters
        for each row when (new.state = 'bounced' and new.case_id is not null)
        execute function stop_reminders_of_letter();
      drop index reminders_letter;
      -- Two reminders may have gone as one letter by now: their letter is no longer unique.
    `);
  }
}
