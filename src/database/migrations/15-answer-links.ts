/** Personal links: pages on which a clinician completes one case, opened by what a letter to them carries. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class AnswerLinks1764000000014 implements MigrationInterface {
  name = 'AnswerLinks1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table messages drop constraint messages_origin_check, add constraint messages_origin_check
        check (origin in ('mail', 'form', 'upload', 'fax', 'post', 'visit', 'telephone', 'other'));
      create table answer_links (
        id uuid primary key,
        case_id uuid not null references cases (id),
        recipient_digest bytea not null,
        letter_id uuid not null references letters (id) deferrable initially deferred,
        language text not null check (language in ('fr', 'en')),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        revoked_because text check (revoked_because in ('expired', 'closed', 'bounced', 'investigator')),
        revoked_by text,
        saved bytea,
        saved_at timestamptz,
        message_id uuid references messages (id),
        submission_id uuid,
        code_digest bytea,
        code_until timestamptz,
        code_tries integer not null default 0,
        proof_digest bytea,
        proof_until timestamptz,
        created_at timestamptz not null default now(),
        check ((revoked_at is null) = (revoked_because is null))
      );
      create unique index answer_links_open on answer_links (case_id, recipient_digest) where revoked_at is null;
      create trigger answer_links_told after insert or update of revoked_at, message_id on answer_links
        for each row execute function tell_change('link', 'case');
      create table answer_link_acts (
        id bigint generated always as identity primary key,
        link_id uuid not null references answer_links (id),
        act text not null check (act in ('saved', 'sent', 'code_asked', 'code_wrong', 'code_right')),
        at timestamptz not null
      );
      create index answer_link_acts_link on answer_link_acts (link_id, act, at);

      alter table dispatches alter column message_id drop not null,
        add column link_id uuid references answer_links (id),
        drop constraint dispatches_kind_check,
        add constraint dispatches_kind_check check (kind in ('answer', 'visit_planned', 'visit_cancelled', 'code')),
        add check ((kind = 'code') = (link_id is not null)),
        add check (kind = 'code' or message_id is not null);

      -- A link ends in the transaction that ends its reason, whoever writes; what was saved behind it goes with it.
      create function revoke_links_of_case() returns trigger language plpgsql as $$
      begin
        update answer_links set revoked_at = new.updated_at, revoked_because = 'closed', saved = null, saved_at = null
        where case_id = new.id and revoked_at is null;
        return null;
      end $$;
      -- One that went into another keeps its links: what answers its letters is of that other.
      create trigger cases_links after update of state on cases
        for each row when (new.state = 'set_aside' and new.joined_into is null)
        execute function revoke_links_of_case();
      create function revoke_links_of_letter() returns trigger language plpgsql as $$
      begin
        update answer_links set revoked_at = now(), revoked_because = 'bounced', saved = null, saved_at = null
        where recipient_digest = new.recipient_digest and revoked_at is null;
        return null;
      end $$;
      create trigger letters_links after update of state on letters
        for each row when (new.state = 'bounced' and new.bounce = 'hard')
        execute function revoke_links_of_letter();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger letters_links on letters;
      drop trigger cases_links on cases;
      drop function revoke_links_of_letter, revoke_links_of_case;
      delete from dispatches where kind = 'code';
      alter table dispatches drop column link_id, drop constraint dispatches_kind_check,
        add constraint dispatches_kind_check check (kind in ('answer', 'visit_planned', 'visit_cancelled')),
        alter column message_id set not null;
      drop table answer_link_acts, answer_links;
      alter table messages drop constraint messages_origin_check, add constraint messages_origin_check
        check (origin in ('mail', 'upload', 'fax', 'post', 'visit', 'telephone', 'other')) not valid;
    `);
  }
}
