/** A row and the job that will work on it are committed together or not at all, through BullMQ's public API alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { type JoiningPool, openJobPool, Transactions } from '../../src/database/transactions.js';
import '../../src/jobs/backend.js';
import { getTestDatabase } from '../setup/test-database.js';

let source: DataSource;
let pool: JoiningPool;
let queue: Queue;

beforeAll(async () => {
  const url = await getTestDatabase();
  source = await new DataSource(dataSourceOptions(url)).initialize();
  pool = openJobPool(url, () => undefined);
  queue = new Queue('joined', { connection: pool });
  await queue.waitUntilReady();
});
afterAll(async () => {
  await queue.close();
  await source.destroy();
  await pool.end();
});

const countRows = async (): Promise<number> => {
  const [{ count }] = await source.query<[{ count: string }]>('select count(*) from centres');
  return Number(count);
};
const addCentre = `insert into centres (id, name, folded) values (gen_random_uuid(), $1, $1)`;

test('commits the row and the job together', async () => {
  const transactions = new Transactions(source);
  await transactions.run(async (manager) => {
    await manager.query(addCentre, ['a']);
    await queue.add('one', { id: 'a' });
    // Seen from outside the transaction there is neither.
    const outside = await source.query<[{ count: string }]>('select count(*) from centres');
    expect(outside[0].count).toBe('0');
  });
  expect(await countRows()).toBe(1);
  expect(await queue.getWaitingCount()).toBe(1);
});

test('rolls the job back with the row', async () => {
  const before = { rows: await countRows(), jobs: await queue.getWaitingCount() };
  const transactions = new Transactions(source);
  await expect(
    transactions.run(async (manager) => {
      await manager.query(addCentre, ['b']);
      await queue.add('one', { id: 'b' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect({ rows: await countRows(), jobs: await queue.getWaitingCount() }).toEqual(before);
});

test('a job added in a transaction wakes a worker at the commit', async () => {
  await queue.obliterate({ force: true });
  let wake: (id: string) => void = () => undefined;
  const woken = new Promise<string>((resolve) => (wake = resolve));
  const worker = new Worker(
    'joined',
    (job) => {
      wake((job.data as { id: string }).id);
      return Promise.resolve();
    },
    { connection: pool },
  );
  await worker.waitUntilReady();
  await new Transactions(source).run(async (manager) => {
    await manager.query(addCentre, ['c']);
    await queue.add('one', { id: 'c' });
  });
  expect(await woken).toBe('c');
  await worker.close();
});

test('a job of a name and row that waits is not added twice', async () => {
  await queue.obliterate({ force: true });
  await queue.add('one', { id: 'd' }, { jobId: 'read-d', removeOnComplete: true });
  await queue.add('one', { id: 'd' }, { jobId: 'read-d', removeOnComplete: true });
  expect(await queue.getWaitingCount()).toBe(1);
});
