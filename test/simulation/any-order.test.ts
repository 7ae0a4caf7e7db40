/**
 * A soak: so many messages of mixed kinds (SOAK_MESSAGES), once in order and once in an order that the seed (SOAK_SEED) shuffles, with the program
 * killed and started again at moments that nobody chose. Both end in the same state: the same cases with the same answers, the same ends of the same
 * messages, the same letters to the same people; nothing twice, and nothing lost. What may differ is said in soak-mails.ts and end-state.ts.
 * `npm run soak` is the same with ten thousand.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeRandom } from '../builders/cases.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { openService, type Service } from '../journey/service.js';
import { type EndState, readEndState } from './end-state.js';
import { makeSoak, MOST_BYTES, type Soak } from './soak-mails.js';
import { type Disorder, runSoak } from './soak-run.js';

const MESSAGES = Number(process.env.SOAK_MESSAGES ?? 400);
const SEED = Number(process.env.SOAK_SEED ?? 41);
const KILLS = Math.max(4, Math.round(MESSAGES / 250));
const LONGEST_MS = 120_000 + MESSAGES * 1_000;
/** Of what differs. */
const SHOWN = 10;

const services: Service[] = [];
let soak: Soak;
let inOrder: EndState;
let anyOrder: EndState;
let arrived: string[];

async function live(disorder: Disorder | null): Promise<EndState> {
  const service = await openService({ env: { MAIL_MAX_BYTES: String(MOST_BYTES) } });
  services.push(service);
  const begun = Date.now();
  await runSoak(service, soak, disorder);
  const seconds = ((Date.now() - begun) / 1000).toFixed(0);
  arrived = service.smtp.messages.map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '');
  const end = await readEndState(service, soak);
  const how = disorder ? `in any order, seed ${SEED}, ${KILLS} kills` : 'in order';
  const { cases = 0, letters = 0 } = end.counts;
  process.stdout.write(
    `${soak.mails.length} messages ${how}: ${seconds} s; ${cases} cases, ${letters} letters, ` +
      `${end.letters.uncertain?.length ?? 0} of unknown fate\n`,
  );
  return end;
}

beforeAll(async () => {
  soak = await makeSoak(loadStudy('studies/daratumumab'), MESSAGES, SEED);
  inOrder = await live(null);
  anyOrder = await live({ random: makeRandom(SEED), kills: KILLS });
}, LONGEST_MS);
afterAll(async () => {
  for (const service of services) await service.stop();
});

/** Lines that only one of the two has, the first few of them. */
function differ(one: readonly string[], other: readonly string[]): { missing: string[]; added: string[] } {
  const [known, made] = [new Set(one), new Set(other)];
  return {
    missing: one.filter((line) => !made.has(line)).slice(0, SHOWN),
    added: other.filter((line) => !known.has(line)).slice(0, SHOWN),
  };
}

describe(`${MESSAGES} messages in any order, seed ${SEED}, with ${KILLS} kills`, () => {
  test('every message ends as it does in order', () => {
    expect(anyOrder.messages).toHaveLength(soak.mails.length);
    expect(differ(inOrder.messages, anyOrder.messages)).toEqual({ missing: [], added: [] });
  });
  test('every case holds what it does in order', () => {
    expect(inOrder.cases).toHaveLength(soak.patients);
    expect(anyOrder.cases).toHaveLength(soak.patients);
    expect(differ(inOrder.cases, anyOrder.cases)).toEqual({ missing: [], added: [] });
  });
  test('nothing is there twice or left over', () => {
    expect(anyOrder.counts).toEqual(inOrder.counts);
    const { messages, entries, entered, failed, jobs } = anyOrder.counts;
    expect({ messages, entries, entered, failed, jobs }).toEqual({
      ...{ messages: soak.mails.length, entries: soak.mails.length, entered: soak.mails.length },
      ...{ failed: 0, jobs: 0 },
    });
  });
  test('every letter was sent once, or says that nobody knows', () => {
    expect(inOrder.letters.uncertain ?? []).toEqual([]);
    const { sent = [], bounced = [], uncertain = [], ...others } = anyOrder.letters;
    expect(others).toEqual({});
    expect(uncertain.length).toBeLessThanOrEqual(KILLS);
    expect(new Set(arrived).size).toBe(arrived.length);
    const known = new Set(arrived);
    expect(sent.filter((id) => !known.has(id))).toEqual([]);
    const made = new Set([...sent, ...bounced, ...uncertain]);
    expect(arrived.filter((id) => !made.has(id))).toEqual([]);
  });
});
