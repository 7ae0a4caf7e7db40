/** Each test file gets its own database, migrated. */
import { expect, it } from '@jest/globals';
import { Client } from 'pg';
import { getTestDatabase } from '../setup/test-database.js';

async function listTables(url: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'bullmq')",
  );
  await client.end();
  return rows.map(({ name }) => name);
}

it('is migrated, and another one each time', async () => {
  const [one, other] = await Promise.all([getTestDatabase(), getTestDatabase()]);
  expect(one).not.toBe(other);
  for (const url of [one, other]) {
    const tables = await listTables(url);
    expect(tables).toEqual(expect.arrayContaining(['public.messages', 'public.data_keys']));
    expect(tables.some((name) => String(name).startsWith('bullmq.'))).toBe(true);
  }
});

it('may be empty', async () => {
  expect(await listTables(await getTestDatabase({ empty: true }))).toEqual([]);
});
