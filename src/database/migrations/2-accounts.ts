/**
 * People, their invitations and sessions, the delays of sign-in, and what was done with accounts. Of a token only its SHA-256 is
 * kept: a stolen dump signs nobody in.
 */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Accounts1764000000001 implements MigrationInterface {
  name = 'Accounts1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table users (
        id uuid primary key,
        name text not null,
        email text not null,
        email_folded text not null unique,
        role text not null check (role in ('lead', 'investigator', 'reader')),
        language text not null check (language in ('fr', 'en')),
        password_hash text,
        totp_sealed bytea,
        totp_step bigint,
        created_at timestamptz not null,
        last_seen_at timestamptz,
        disabled_at timestamptz,
        check ((password_hash is null) = (totp_sealed is null))
      );

      create table invitations (
        id uuid primary key,
        user_id uuid references users (id),
        purpose text not null check (purpose in ('first', 'invitation', 'reset')),
        token_digest bytea not null unique,
        totp_sealed bytea not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        check ((purpose = 'first') = (user_id is null))
      );
      create index invitations_user on invitations (user_id);

      create table sessions (
        id uuid primary key,
        user_id uuid not null references users (id),
        token_digest bytea not null unique,
        agent text not null,
        started_at timestamptz not null,
        last_seen_at timestamptz not null,
        signed_until timestamptz
      );
      create index sessions_user on sessions (user_id);

      create table sign_in_delays (
        key bytea primary key,
        tries integer not null,
        last_at timestamptz not null,
        until timestamptz not null
      );

      create table account_acts (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        act text not null,
        actor text not null,
        user_id uuid,
        detail text,
        address_digest bytea
      );
      create index account_acts_user on account_acts (user_id, act);
      create function keep_account_acts() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of account_acts are only ever added';
      end $$;
      create trigger account_acts_kept before update or delete or truncate on account_acts
        for each statement execute function keep_account_acts();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table account_acts, sign_in_delays, sessions, invitations, users;
      drop function keep_account_acts;
    `);
  }
}
