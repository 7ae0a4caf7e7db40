/**
 * What reviewing a case keeps, and the changes that open pages are told of. A table made later joins them with one line:
 * `create trigger T_told after insert or update on T for each row execute function tell_change('TYPE', 'case');` where it has a
 * `case_id`, and without `'case'` where it has none; either way it needs a column `id`.
 */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Review1764000000002 implements MigrationInterface {
  name = 'Review1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases
        add column confirmed_by text,
        add column confirmed_at timestamptz,
        add column joined_into uuid references cases (id);
      alter table readings drop constraint readings_state_check, add constraint readings_state_check
        check (state in ('read', 'drafted', 'duplicate', 'waiting', 'proposed', 'none', 'dismissed'));
      create index case_changes_actor on case_changes (case_id, actor, at);

      create table queries (
        id uuid primary key,
        case_id uuid not null references cases (id),
        state text not null check (state in ('open', 'asked', 'answered', 'closed')),
        asked_by text not null,
        letter_id uuid references letters (id),
        sealed bytea not null,
        created_at timestamptz not null default now(),
        asked_at timestamptz,
        answered_at timestamptz,
        closed_at timestamptz
      );
      create index queries_case on queries (case_id);
      create index queries_state on queries (state, created_at);

      create table views (
        id bigint generated always as identity primary key,
        actor text not null,
        what text not null check (what in ('case', 'page', 'words', 'file')),
        subject_id uuid not null,
        at timestamptz not null
      );
      create index views_subject on views (subject_id, at);
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are only ever added', tg_table_name;
      end $$;
      create trigger views_kept before update or delete or truncate on views
        for each statement execute function refuse_change();
    `);
    await runner.query(`
      create function tell_change() returns trigger language plpgsql as $$
      declare
        told jsonb := jsonb_build_object('type', tg_argv[0]);
        case_id uuid;
        reference text;
      begin
        if tg_argv[0] = 'case' then
          told := told || jsonb_build_object('id', new.id, 'reference', new.reference);
        elsif tg_argv[1] = 'case' then
          case_id := new.case_id;
          select c.reference into reference from cases c where c.id = case_id;
          told := told || jsonb_build_object('id', new.id) || jsonb_strip_nulls(jsonb_build_object('reference', reference));
        elsif tg_argv[0] <> 'mailbox' then
          told := told || jsonb_build_object('id', new.id);
        end if;
        perform pg_notify('recueil_changes', told::text);
        return null;
      end $$;
      create trigger cases_told after insert or update on cases
        for each row execute function tell_change('case');
      create trigger letters_told after insert or update on letters
        for each row execute function tell_change('letter', 'case');
      create trigger queries_told after insert or update on queries
        for each row execute function tell_change('query', 'case');
      create trigger messages_told after insert or update on messages
        for each row execute function tell_change('message');
      create trigger mailbox_folders_told_new after insert on mailbox_folders
        for each row execute function tell_change('mailbox');
      create trigger mailbox_folders_told after update on mailbox_folders
        for each row when (row(old.state, old.error, old.waiting) is distinct from row(new.state, new.error, new.waiting))
        execute function tell_change('mailbox');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger mailbox_folders_told on mailbox_folders;
      drop trigger mailbox_folders_told_new on mailbox_folders;
      drop trigger messages_told on messages;
      drop trigger letters_told on letters;
      drop trigger cases_told on cases;
      drop table views, queries;
      drop function tell_change, refuse_change;
      drop index case_changes_actor;
      update readings set state = 'duplicate' where state = 'dismissed';
      alter table readings drop constraint readings_state_check, add constraint readings_state_check
        check (state in ('read', 'drafted', 'duplicate', 'waiting', 'proposed', 'none'));
      alter table cases drop column joined_into, drop column confirmed_at, drop column confirmed_by;
    `);
  }
}
