/** Who is called and who is not; and when each letter goes. */
import { describe, expect, test } from '@jest/globals';
import {
  type ContactStanding,
  planTimes,
  tellState,
  whyNotCalled,
} from '../../../src/core/call/plan-calls.js';

const NOW = new Date('2026-12-02T10:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const standing = (known: Partial<ContactStanding> = {}): ContactStanding => ({
  contactId: 'a',
  calls: [],
  hasReplied: false,
  cases: 0,
  hasDeclined: false,
  hasBounced: false,
  hasStopped: false,
  ...known,
});
const called = (...days: number[]) => days.map((day) => ({ at: daysAgo(day), isSent: true }));

describe('the first call', () => {
  test.each<[string, Partial<ContactStanding>, string | null]>([
    ['to whoever was never called', {}, null],
    ['not twice', { calls: called(1) }, 'called'],
    ['not while one is planned', { calls: [{ at: NOW, isSent: false }] }, 'planned'],
    ['not to whoever sent a case before any call', { cases: 1 }, 'returned'],
    ['not to whoever said STOP', { hasStopped: true }, 'stopped'],
    ['not to an address that bounced', { calls: called(1), hasBounced: true }, 'bounced'],
    ['not to whoever has no case', { calls: called(1), hasDeclined: true, hasReplied: true }, 'declined'],
  ])('%s', (_what, known, why) => {
    expect(whyNotCalled(standing(known), false, NOW)).toBe(why);
  });
});

describe('the second call', () => {
  test.each<[string, Partial<ContactStanding>, string | null]>([
    ['goes to the silent', { calls: called(15) }, null],
    ['not before two weeks', { calls: called(13) }, 'too_soon'],
    ['not a third time', { calls: called(60, 30) }, 'called_twice'],
    ['not to whoever was never called', {}, 'called'],
    ['not to whoever answered anything', { calls: called(15), hasReplied: true }, 'replied'],
    [
      'not to whoever stopped after answering',
      { calls: called(15), hasReplied: true, hasStopped: true },
      'stopped',
    ],
  ])('%s', (_what, known, why) => {
    expect(whyNotCalled(standing(known), true, NOW)).toBe(why);
  });
});

test('a case outweighs “no cases”, STOP outweighs all', () => {
  expect(tellState(standing({ calls: called(3), hasReplied: true, hasDeclined: true, cases: 2 }))).toBe(
    'returned',
  );
  expect(tellState(standing({ cases: 2, hasStopped: true }))).toBe('stopped');
});

test('twenty an hour, in working hours, after what is planned already', () => {
  // A Wednesday, 16 h 54 in Paris.
  const from = new Date('2026-12-02T15:54:00Z');
  const iso = (times: readonly Date[]) => times.map((time) => time.toISOString());
  expect(iso(planTimes(4, from, null, 'Europe/Paris'))).toEqual([
    '2026-12-02T15:54:00.000Z',
    '2026-12-02T15:57:00.000Z',
    '2026-12-03T08:00:00.000Z',
    '2026-12-03T08:03:00.000Z',
  ]);
  expect(iso(planTimes(1, from, new Date('2026-12-03T08:03:00Z'), 'Europe/Paris'))).toEqual([
    '2026-12-03T08:06:00.000Z',
  ]);
  expect(planTimes(0, from, null, 'Europe/Paris')).toEqual([]);
});
