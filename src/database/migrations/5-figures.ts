/**
 * What the list of cases and the figures are made from. `case_lines` holds for each case what it is filtered and sorted by,
 * one narrow row, so that 100,000 are listed at once. `case_lines_now` is its plain definition; triggers keep the one equal to the
 * other, at the end of each transaction that touched what a line is made from.
 */
import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Figures1764000000004 implements MigrationInterface {
  name = 'Figures1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_answers add column summary bytea;
      create function forget_summary() returns trigger language plpgsql as $$
      begin
        -- Answers that were changed by who knows of no summary have none: it is made anew when it is asked for.
        if new.sealed is distinct from old.sealed and new.summary is not distinct from old.summary then
          new.summary := null;
        end if;
        return new;
      end $$;
      create trigger case_answers_summary before update of sealed on case_answers
        for each row execute function forget_summary();

      create index messages_to_see on messages (received_at) where to_see is not null;
      create index messages_failed on messages (received_at) where state = 'failed';
      create index readings_to_settle on readings (created_at) where state in ('proposed', 'waiting');
      create index letters_trouble on letters (created_at) where state in ('uncertain', 'refused', 'failed', 'held');
      create index letters_case on letters (case_id, created_at);
      create index outcomes_case on outcomes (case_id, created_at);

      create view case_lines_now as
        select c.id as case_id, c.study, c.number, c.state, c.centre_id, e.folded as centre,
          c.answered::real / greatest(c.asked, 1) as completeness, c.unsure, c.received_at, c.updated_at,
          w.waits,
          case w.waits when 'merge' then beside.since when 'clinician' then letter.at
            when 'nobody' then coalesce(c.confirmed_at, c.updated_at) else c.received_at end as since
        from cases c left join centres e on e.id = c.centre_id
        -- A sheet that waits beside a closed case, or a draft that may be a known case's patient.
        cross join lateral (
          select min(r.created_at) as since from readings r
          where r.case_id = c.id and (r.state = 'waiting' or (r.state = 'proposed' and c.state = 'draft'))
        ) beside
        cross join lateral (select max(o.created_at) as at from outcomes o where o.case_id = c.id) heard
        -- A letter that asks, is on its way or there, and to which nothing has come back.
        cross join lateral (
          select max(coalesce(l.sent_at, l.created_at)) as at from letters l
          where l.case_id = c.id and l.state in ('waiting', 'sending', 'sent', 'uncertain')
            and l.kind not in ('complete', 'closed', 'noted', 'waiting', 'proposed', 'blank', 'blank_sent',
              'unreadable', 'not_our_sheet', 'oversize')
            and l.created_at >= coalesce(heard.at, '-infinity')
        ) letter
        cross join lateral (
          select count(*) filter (where q.state = 'asked') as asked, count(*) filter (where q.state = 'answered') as answered
          from queries q where q.case_id = c.id
        ) question
        cross join lateral (
          select case
            when beside.since is not null then 'merge'
            when c.state <> 'draft' then 'nobody'
            when letter.at is not null and c.unsure = 0 and question.answered = 0
              and (c.missing > 0 or question.asked > 0) then 'clinician'
            else 'review'
          end as waits
        ) w;

      create table case_lines (
        case_id uuid primary key references cases (id) on delete cascade,
        study text not null,
        number integer not null,
        state text not null,
        centre_id uuid,
        centre text collate "C",
        completeness real not null,
        unsure integer not null,
        received_at timestamptz not null,
        updated_at timestamptz not null,
        waits text not null,
        since timestamptz not null,
        -- Grows with each change; and the transaction that made it, so that who remembers a snapshot can ask what came after.
        turn bigint not null default 1,
        changed_in xid8 not null default pg_current_xact_id(),
        unique (study, number)
      );
      create index case_lines_received on case_lines (study, received_at, number);
      create index case_lines_updated on case_lines (study, updated_at, number);
      create index case_lines_state on case_lines (study, state, received_at, number);
      create index case_lines_waits on case_lines (study, waits, received_at, number);
      create index case_lines_centre on case_lines (study, centre_id, received_at, number);
      create index case_lines_centre_name on case_lines (study, centre, number);
      create index case_lines_completeness on case_lines (study, completeness, number);
      create index case_lines_unsure on case_lines (study, unsure, number);
      create index case_lines_changed on case_lines (changed_in);
      insert into case_lines (${COLUMNS}) select ${COLUMNS} from case_lines_now;

      create function keep_case_line(wanted uuid) returns void language plpgsql as $$
      begin
        -- No target: a line that is being rewritten can be missed on one of its keys and met on the other.
        if not exists (select 1 from case_lines where case_id = wanted) then
          insert into case_lines (${COLUMNS}) select ${COLUMNS} from case_lines_now where case_id = wanted
            on conflict do nothing;
        end if;
        -- Two transactions on one case: the second waits here for the first, and then sees what it has done.
        perform 1 from case_lines where case_id = wanted for update;
        update case_lines l set (${COLUMNS}) = (select ${COLUMNS} from case_lines_now n where n.case_id = wanted),
          turn = turn + 1, changed_in = pg_current_xact_id()
        where l.case_id = wanted;
      end $$;
      create function keep_line_of_case() returns trigger language plpgsql as $$
      begin
        perform keep_case_line(new.id);
        return null;
      end $$;
      create function keep_lines_of_centre() returns trigger language plpgsql as $$
      begin
        perform keep_case_line(c.id) from cases c where c.centre_id = new.id;
        return null;
      end $$;
      create function keep_line_beside() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' and old.case_id is not null then
          perform keep_case_line(old.case_id);
        end if;
        if tg_op <> 'DELETE' and new.case_id is not null
          and (tg_op = 'INSERT' or new.case_id is distinct from old.case_id) then
          perform keep_case_line(new.case_id);
        end if;
        return null;
      end $$;
      -- Deferred to the commit: a line is locked last of all, so that who writes a letter and who writes its case never wait for each other here.
      ${deferred('cases', 'insert or update', 'keep_line_of_case')}
      ${deferred('centres', 'update of name, folded', 'keep_lines_of_centre')}
      ${deferred('case_answers', 'insert or update of sealed', 'keep_line_beside')}
      ${deferred('readings', 'insert or update of state, case_id or delete', 'keep_line_beside')}
      ${deferred('outcomes', 'insert or update of case_id or delete', 'keep_line_beside')}
      ${deferred('letters', 'insert or update of state, case_id, sent_at or delete', 'keep_line_beside')}
      ${deferred('queries', 'insert or update of state, case_id or delete', 'keep_line_beside')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${['cases', 'centres', 'case_answers', 'readings', 'outcomes', 'letters', 'queries']
        .map((table) => `drop trigger ${table}_line on ${table};`)
        .join('\n')}
      drop function keep_line_beside, keep_lines_of_centre, keep_line_of_case, keep_case_line;
      drop table case_lines;
      drop view case_lines_now;
      drop index outcomes_case, letters_case, letters_trouble, readings_to_settle, messages_failed, messages_to_see;
      drop trigger case_answers_summary on case_answers;
      drop function forget_summary;
      alter table case_answers drop column summary;
    `);
  }
}

const COLUMNS =
  'case_id, study, number, state, centre_id, centre, completeness, unsure, received_at, updated_at, waits, since';

function deferred(table: string, events: string, does: string): string {
  return `create constraint trigger ${table}_line after ${events} on ${table}
        deferrable initially deferred for each row execute function ${does}();`;
}
