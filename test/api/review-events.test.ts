/** What open pages are told: whichever process writes, to every web process, over a lost database, and without keeping a stop waiting. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/config/log.js';
import { readConfig } from '../../src/config/config.js';
import { type EventView } from '../../src/confirm/event-views.js';
import { type PresentView } from '../../src/confirm/review/case-views.js';
import { type Running, start } from '../../src/start.js';
import { type Account } from '../builders/accounts.js';
import { type Desk, enter, openDesk } from './review-desk.js';

let desk: Desk;
let other: Running;
const streams: Stream[] = [];
beforeAll(async () => {
  desk = await openDesk();
  // Another web process on the same database.
  const config = readConfig({ ...desk.service.env, ROLE: 'web' });
  other = await start(config, createLogger(config));
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(async () => {
  await other.stop();
  await desk.service.stop();
});

interface Stream {
  /** The next event that fits, of those not given yet; what does not fit is passed by. */
  next(fits: (event: EventView) => boolean): Promise<EventView>;
  /** Resolves when the service ended it. */
  readonly ended: Promise<void>;
  close(): void;
}
async function listen(account: Account, port = desk.service.port()): Promise<Stream> {
  const stopping = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/api/events`, {
    headers: { cookie: account.cookie },
    signal: stopping.signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  const queue: EventView[] = [];
  let wake = () => undefined as void;
  const ended = (async () => {
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^event: change\ndata: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) queue.push(JSON.parse(data) as EventView);
      }
      wake();
    }
  })().catch(() => undefined);
  const stream: Stream = {
    async next(fits) {
      for (;;) {
        for (let event = queue.shift(); event; event = queue.shift()) if (fits(event)) return event;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    ended,
    close: () => stopping.abort(),
  };
  streams.push(stream);
  return stream;
}
const isCase = (reference: string) => (event: EventView) =>
  event.type === 'case' && event.reference === reference;
const isPresence = (event: EventView) => event.type === 'presence';

test('nobody is told anything who has not signed in', async () => {
  const response = await fetch(`http://127.0.0.1:${desk.service.port()}/api/events`);
  expect(response.status).toBe(401);
});

describe('a change', () => {
  test('is told to the pages of every web process, a reader’s too, without a word of what it is', async () => {
    const reference = await desk.receive();
    const all = await Promise.all([listen(desk.claire), listen(desk.reader), listen(desk.hugo, other.port)]);
    await desk.act(reference, 'answers', enter(1, 'dara.dose', '18'));
    for (const stream of all) {
      const event = await stream.next(isCase(reference));
      expect(Object.keys(event).sort()).toEqual(['id', 'reference', 'type']);
    }
  });

  test('that a worker makes is told as well: a message, its case, its letter, a question', async () => {
    const stream = await listen(desk.hugo, other.port);
    const reference = await desk.receive();
    await stream.next(({ type }) => type === 'message');
    await stream.next(isCase(reference));
    await stream.next((event) => event.type === 'letter' && event.reference === reference);
    await desk.act(reference, 'queries', { name: 'dara.dose', text: 'Dose exacte ?' });
    await stream.next((event) => event.type === 'query' && event.reference === reference);
  });

  test('that is rolled back is not told', async () => {
    const reference = await desk.receive();
    const stream = await listen(desk.claire);
    expect((await desk.act(reference, 'answers', enter(1, 'dara.dose', 'environ 3'))).status).toBe(400);
    await desk.act(reference, 'answers', enter(1, 'dara.dose', '18'));
    const first = await stream.next(({ type }) => type === 'case');
    expect(first.reference).toBe(reference);
    expect((await desk.look(reference)).version).toBe(2);
  });
});

describe('who is there', () => {
  const people = (event: EventView): string[] =>
    (event.people ?? []).map(({ initials }: PresentView) => initials).sort();

  test('is told to others in every process, with the question that she is at', async () => {
    const reference = await desk.receive();
    const stream = await listen(desk.hugo, other.port);
    const beat = (account: Account, name: string | null) =>
      desk.act(reference, 'presence', { name }, account);
    expect((await beat(desk.claire, 'dara.dose')).status).toBe(204);
    const first = await stream.next(isPresence);
    expect(first).toMatchObject({ reference, people: [{ initials: 'CV', field: 'dara.dose' }] });
    await beat(desk.hugo, null);
    expect(people(await stream.next(isPresence))).toEqual(['CV', 'HL']);
    const seen = await desk.look(reference, desk.hugo);
    expect(seen.people).toEqual([
      { id: desk.claire.id, name: 'Claire Vasseur', initials: 'CV', field: 'dara.dose' },
    ]);
  });
});

test('a database connection that is lost ends the streams, so that pages ask anew; the next are told again', async () => {
  const reference = await desk.receive();
  const stream = await listen(desk.claire);
  const ended = stream.ended;
  await desk.service.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen recueil_changes%'`,
  );
  await ended;
  const again = await listen(desk.claire);
  await desk.act(reference, 'answers', enter(1, 'dara.dose', '18'));
  await again.next(isCase(reference));
});

test('a stop does not wait for open streams: it ends them', async () => {
  const stream = await listen(desk.hugo, other.port);
  const began = performance.now();
  await other.stop();
  await stream.ended;
  expect(performance.now() - began).toBeLessThan(3_000);
});
