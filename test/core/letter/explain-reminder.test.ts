/** Why a reminder goes when it goes: told by what planned it, and by what moved it. */
import { describe, expect, test } from '@jest/globals';
import { explainReminder, MOVE_REASONS } from '../../../src/core/letter/explain-reminder.js';
import { planReminders } from '../../../src/core/letter/plan-reminders.js';

const PARIS = 'Europe/Paris';
const settings = { enabled: true, days: [7, 21, 45] };
/** A Wednesday, 11 h in Paris: 45 days later is a Saturday. */
const askedAt = new Date('2026-12-02T10:00:00Z');
const planned = planReminders(askedAt, settings, PARIS);
const about = { urgent: false, movedBecause: null, askedAt } as const;

describe('as planned', () => {
  test.each([
    [1, { why: 'schedule', days: 7 }],
    [2, { why: 'schedule', days: 21 }],
    [3, { why: 'calendar', days: 45 }],
  ] as const)('step %i', (step, expected) => {
    const dueAt = planned.find((one) => one.step === step)?.dueAt ?? askedAt;
    expect(explainReminder({ ...about, step, dueAt }, settings, PARIS)).toEqual(expected);
  });

  test('under other delays than today’s, no number is told', () => {
    const dueAt = planned[0]?.dueAt ?? askedAt;
    const now = { enabled: true, days: [5] };
    expect(explainReminder({ ...about, step: 1, dueAt }, now, PARIS)).toEqual({
      why: 'schedule',
      days: null,
    });
    expect(explainReminder({ ...about, step: 3, dueAt }, now, PARIS)).toEqual({
      why: 'schedule',
      days: null,
    });
  });
});

test.each(MOVE_REASONS)('moved: %s', (movedBecause) => {
  const dueAt = new Date('2026-12-11T10:00:00Z');
  expect(explainReminder({ ...about, step: 1, dueAt, movedBecause }, settings, PARIS)).toEqual({
    why: movedBecause,
    days: null,
  });
});

test('a person’s word stands above all', () => {
  const person = { why: 'person', days: null };
  const dueAt = askedAt;
  expect(
    explainReminder({ ...about, step: 1, dueAt, urgent: true, movedBecause: 'away' }, settings, PARIS),
  ).toEqual(person);
  expect(explainReminder({ ...about, step: 0, dueAt, askedAt: null }, settings, PARIS)).toEqual(person);
});
