/** The lines that lists are made from are always what their plain definition says, whoever writes what beside whom. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Client, Pool } from 'pg';
import { getTestDatabase } from '../setup/test-database.js';

let pool: Pool;
beforeAll(async () => {
  pool = new Pool({ connectionString: await getTestDatabase(), max: 8 });
});
afterAll(() => pool.end());

const CASES = [randomUUID(), randomUUID()];
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 2, 8, minute)).toISOString();

beforeEach(async () => {
  await pool.query(`delete from queries; delete from letters; delete from outcomes; delete from readings;
    delete from cases; delete from messages; delete from contents; delete from centres`);
  for (const [index, id] of CASES.entries())
    await pool.query(
      `insert into cases (id, study, number, reference, state, language, asked, answered, missing, unsure, version,
         received_at, updated_at) values ($1, 'x', $2, $3, 'draft', 'fr', 4, 3, 1, 0, 1, $4, $4)`,
      [id, index + 1, `X-000${index + 1}`, at(0)],
    );
});

interface Write {
  readonly sql: string;
  readonly values: readonly unknown[];
}
type Connection = Pick<Client, 'query'>;

const oneCase = fc.constantFrom(...CASES);
const minute = fc.integer({ min: 1, max: 50 });
const write: fc.Arbitrary<Write> = fc.oneof(
  fc
    .tuple(oneCase, fc.constantFrom('draft', 'confirmed', 'set_aside'), fc.nat(2), fc.nat(2), minute)
    .map(([id, state, missing, unsure, time]) => ({
      sql: `update cases set state = $2, missing = $3, unsure = $4, answered = 4 - $3, updated_at = $5 where id = $1`,
      values: [id, state, missing, unsure, at(time)],
    })),
  fc
    .tuple(fc.option(oneCase), fc.constantFrom('read', 'drafted', 'waiting', 'proposed', 'dismissed'), minute)
    .map(([id, state, time]) => ({
      sql: `with came as (insert into messages (id, origin, state, content_digest, size, received_at)
              values (gen_random_uuid(), 'mail', 'answered', sha256(gen_random_uuid()::text::bytea), 1, $3) returning id)
            insert into readings (id, message_id, position, state, sealed_result, answers_digest, reader_version, case_id,
              created_at) select gen_random_uuid(), id, 1, $2, '', '', '1', $1, $3 from came`,
      values: [id, state, at(time)],
    })),
  fc.tuple(fc.constantFrom('waiting', 'proposed', 'dismissed', 'drafted'), oneCase).map(([state, id]) => ({
    sql: `update readings set state = $1, case_id = $2 where id = (select id from readings order by id limit 1)`,
    values: [state, id],
  })),
  fc
    .tuple(
      oneCase,
      fc.constantFrom('incomplete', 'updated', 'complete', 'noted', 'reminder'),
      fc.constantFrom('waiting', 'sent', 'uncertain', 'held', 'failed', 'bounced'),
      fc.tuple(minute, minute),
    )
    .map(([id, kind, state, [heard, written]]) => ({
      sql: `with stored as (insert into contents (id, sealed, size) values (gen_random_uuid(), '', 0) returning id),
              came as (insert into messages (id, origin, state, content_digest, size, received_at)
                values (gen_random_uuid(), 'mail', 'answered', sha256(gen_random_uuid()::text::bytea), 1, $4) returning id),
              decided as (insert into outcomes (id, message_id, case_id, kind, state, created_at)
                select gen_random_uuid(), id, $1, 'updated', 'lettered', $4 from came returning id, message_id)
            insert into letters (id, outcome_id, case_id, message_id, kind, state, mail_id, recipient_digest, sealed, content_id,
              created_at)
            select gen_random_uuid(), d.id, $1, d.message_id, $2, $3, gen_random_uuid()::text, '', '', s.id, $5
            from decided d, stored s`,
      values: [id, kind, state, at(heard), at(written)],
    })),
  fc.tuple(fc.constantFrom('sent', 'held', 'bounced', 'waiting'), minute).map(([state, time]) => ({
    sql: `update letters set state = $1, sent_at = $2 where id = (select id from letters order by id limit 1)`,
    values: [state, at(time)],
  })),
  fc.tuple(oneCase, fc.constantFrom('open', 'asked', 'answered', 'closed')).map(([id, state]) => ({
    sql: `insert into queries (id, case_id, state, asked_by, sealed) values (gen_random_uuid(), $1, $2, 'token', '')`,
    values: [id, state],
  })),
  fc.constantFrom('asked', 'answered', 'closed').map((state) => ({
    sql: `update queries set state = $1 where id = (select id from queries order by id limit 1)`,
    values: [state],
  })),
  fc.constant({ sql: 'delete from queries', values: [] }),
);

async function transact(writes: readonly Write[], end: 'commit' | 'rollback'): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { sql, values } of writes) await client.query(sql, [...values]);
    await client.query(end);
  } finally {
    client.release();
  }
}

const COLUMNS = `case_id, study, number, state, centre_id, centre, completeness, unsure, received_at, updated_at, waits, since`;
async function expectLevel(): Promise<void> {
  const read = async (from: string): Promise<object[]> =>
    (await pool.query<object>(`select ${COLUMNS} from ${from} order by number`)).rows;
  const kept = await read('case_lines');
  expect(kept).toHaveLength(CASES.length);
  expect(kept).toEqual(await read('case_lines_now'));
}

test('one transaction after the other, some rolled back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.array(write, { minLength: 1, maxLength: 3 }),
          fc.constantFrom('commit', 'commit', 'rollback'),
        ),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      async (turns) => {
        for (const [writes, end] of turns) {
          await transact(writes, end);
          await expectLevel();
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('side by side on the same cases, nobody waits for ever and nobody is overlooked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 4, maxLength: 8 }), async (writes) => {
      await Promise.all(writes.map((one) => transact([one], 'commit')));
      await expectLevel();
    }),
    { numRuns: 40 },
  );
});

test('a letter that is written while its case is: neither waits for the other before its end', async () => {
  await transact([await sample('letter')], 'commit');
  const [sender, reviewer] = [await pool.connect(), await pool.connect()];
  try {
    await sender.query('begin');
    await reviewer.query('begin');
    await sender.query(`update letters set state = 'sending'`);
    await reviewer.query(`update cases set unsure = 2`);
    // What each holds, the other asks for: with the line kept at once, one of the two would be broken off.
    const waits = reviewer.query(`update letters set state = 'held'`);
    await sender.query('commit');
    await waits;
    await reviewer.query('commit');
  } finally {
    sender.release();
    reviewer.release();
  }
  await expectLevel();
});

async function sample(what: 'letter'): Promise<Write> {
  const found = fc.sample(write, 200).find(({ sql }) => sql.includes(`insert into ${what}s`));
  if (!found) throw new Error(`no ${what} was drawn`);
  return Promise.resolve(found);
}

describe('what a case waits for, said again in other words', () => {
  const line = async (connection: Connection = pool): Promise<{ waits: string; since: Date }> => {
    const { rows } = await connection.query<{ waits: string; since: Date }>(
      'select waits, since from case_lines where number = 1',
    );
    if (!rows[0]) throw new Error('there is no line');
    return rows[0];
  };
  const letter = (kind: string, state: string, heard: number, written: number): Promise<void> =>
    transact(
      [
        {
          sql: `with stored as (insert into contents (id, sealed, size) values (gen_random_uuid(), '', 0) returning id),
              came as (insert into messages (id, origin, state, content_digest, size, received_at)
                values (gen_random_uuid(), 'mail', 'answered', sha256(gen_random_uuid()::text::bytea), 1, $4) returning id),
              decided as (insert into outcomes (id, message_id, case_id, kind, state, created_at)
                select gen_random_uuid(), id, $1, 'new', 'lettered', $4 from came returning id, message_id)
            insert into letters (id, outcome_id, case_id, message_id, kind, state, mail_id, recipient_digest, sealed, content_id,
              created_at)
            select gen_random_uuid(), d.id, $1, d.message_id, $2, $3, gen_random_uuid()::text, '', '', s.id, $5
            from decided d, stored s`,
          values: [CASES[0], kind, state, at(heard), at(written)],
        },
      ],
      'commit',
    );
  const set = (sql: string): Promise<unknown> => pool.query(`update cases set ${sql} where number = 1`);

  test('a new draft: an investigator, since its sheet came', async () => {
    expect(await line()).toEqual({ waits: 'review', since: new Date(at(0)) });
  });

  test('a letter that asks, on its way or there: the clinician, since it was written', async () => {
    await letter('incomplete', 'sent', 1, 2);
    expect(await line()).toEqual({ waits: 'clinician', since: new Date(at(2)) });
    await set('unsure = 1');
    expect((await line()).waits).toBe('review');
    await set('unsure = 0, missing = 0');
    expect((await line()).waits).toBe('review');
  });

  test.each(['held', 'failed', 'refused', 'bounced'])('a letter that is %s asks nobody', async (state) => {
    await letter('incomplete', state, 1, 2);
    expect((await line()).waits).toBe('review');
  });

  test('a letter that only thanks asks nothing; an answer ends the wait', async () => {
    await letter('complete', 'sent', 1, 2);
    expect((await line()).waits).toBe('review');
    await letter('incomplete', 'sent', 3, 4);
    expect((await line()).waits).toBe('clinician');
    await letter('noted', 'sent', 5, 6);
    expect((await line()).waits).toBe('review');
    await letter('reminder', 'waiting', 5, 8);
    expect(await line()).toEqual({ waits: 'clinician', since: new Date(at(8)) });
  });

  test('a question that has its answer is an investigator’s', async () => {
    await letter('incomplete', 'sent', 1, 2);
    await set('missing = 0');
    await pool.query(
      `insert into queries (id, case_id, state, asked_by, sealed) values ($1, $2, 'asked', 'token', '')`,
      [randomUUID(), CASES[0]],
    );
    expect((await line()).waits).toBe('clinician');
    await pool.query(`update queries set state = 'answered'`);
    expect((await line()).waits).toBe('review');
  });

  test('a closed case waits for nobody, unless a sheet waits beside it', async () => {
    await set(`state = 'confirmed', confirmed_at = '${at(7)}'`);
    expect(await line()).toEqual({ waits: 'nobody', since: new Date(at(7)) });
    await transact([readingOf('waiting', 9)], 'commit');
    expect(await line()).toEqual({ waits: 'merge', since: new Date(at(9)) });
    await pool.query(`update readings set state = 'dismissed'`);
    expect((await line()).waits).toBe('nobody');
  });

  test('a draft that may be a known case’s patient waits for that word first', async () => {
    await letter('incomplete', 'sent', 1, 2);
    await transact([readingOf('proposed', 3)], 'commit');
    expect(await line()).toEqual({ waits: 'merge', since: new Date(at(3)) });
    await set(`state = 'set_aside', set_aside_reason = 'duplicate'`);
    expect((await line()).waits).toBe('nobody');
  });

  test('its centre’s new name is its line’s', async () => {
    const centre = randomUUID();
    await pool.query(`insert into centres (id, name, folded) values ($1, 'A', 'a')`, [centre]);
    await set(`centre_id = '${centre}'`);
    await pool.query(`update centres set name = 'B', folded = 'b'`);
    await expectLevel();
    expect((await pool.query('select centre from case_lines where number = 1')).rows).toEqual([
      { centre: 'b' },
    ]);
    await set('centre_id = null');
  });
});

function readingOf(state: string, time: number): Write {
  return {
    sql: `with came as (insert into messages (id, origin, state, content_digest, size, received_at)
            values (gen_random_uuid(), 'mail', 'answered', sha256(gen_random_uuid()::text::bytea), 1, $3) returning id)
          insert into readings (id, message_id, position, state, sealed_result, answers_digest, reader_version, case_id,
            created_at) select gen_random_uuid(), id, 1, $2, '', '', '1', $1, $3 from came`,
    values: [CASES[0], state, at(time)],
  };
}
