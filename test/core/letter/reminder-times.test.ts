/** When reminders are due: public holidays, nights, weekends and the change of the clocks, each as a table. */
import { describe, expect, test } from '@jest/globals';
import { findCommands } from '../../../src/core/reply/find-commands.js';
import { planReminders, reminderSettings, spaceReminders } from '../../../src/core/letter/plan-reminders.js';
import { listHolidays, nextSendingTime } from '../../../src/core/letter/sending-times.js';

const USUAL_REMINDERS = { enabled: true, days: [7, 21, 45] };

const PARIS = 'Europe/Paris';

describe('listHolidays', () => {
  // Easter Monday, Ascension, Whit Monday, as published; 2008 and 2038 are the ends of what Easter can be.
  const moving: [number, string[]][] = [
    [2008, ['03-24', '05-01', '05-12']],
    [2024, ['04-01', '05-09', '05-20']],
    [2025, ['04-21', '05-29', '06-09']],
    [2026, ['04-06', '05-14', '05-25']],
    [2027, ['03-29', '05-06', '05-17']],
    [2038, ['04-26', '06-03', '06-14']],
  ];
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
  test.each(moving)('%i', (year, days) => {
    expect(listHolidays(year)).toEqual([...fixed, ...days].sort());
  });
});

describe('nextSendingTime', () => {
  const cases: [string, string, string][] = [
    ['a working hour is kept, to the second', '2026-03-10T10:12:13Z', '2026-03-10T10:12:13Z'],
    ['the first moment', '2026-03-10T08:00:00Z', '2026-03-10T08:00:00Z'],
    ['before nine', '2026-03-10T07:59:59Z', '2026-03-10T08:00:00Z'],
    ['the last second', '2026-03-10T15:59:59Z', '2026-03-10T15:59:59Z'],
    ['from seventeen on', '2026-03-10T16:00:00Z', '2026-03-11T08:00:00Z'],
    ['at night', '2026-03-10T23:30:00Z', '2026-03-11T08:00:00Z'],
    ['on Friday evening', '2026-03-13T17:00:00Z', '2026-03-16T08:00:00Z'],
    ['on Saturday at noon', '2026-03-14T11:00:00Z', '2026-03-16T08:00:00Z'],
    ['on Sunday', '2026-03-15T11:00:00Z', '2026-03-16T08:00:00Z'],
    ['on Easter Saturday: Monday is a holiday', '2026-04-04T10:00:00Z', '2026-04-07T07:00:00Z'],
    ['on Ascension', '2026-05-14T10:00:00Z', '2026-05-15T07:00:00Z'],
    ['on Whit Monday', '2026-05-25T10:00:00Z', '2026-05-26T07:00:00Z'],
    ['on 14 July', '2026-07-14T06:00:00Z', '2026-07-15T07:00:00Z'],
    ['on Christmas, a Friday', '2026-12-25T10:00:00Z', '2026-12-28T08:00:00Z'],
    ['on New Year’s Eve, late', '2026-12-31T20:00:00Z', '2027-01-04T08:00:00Z'],
    ['over the night when summer time begins', '2026-03-27T17:00:00Z', '2026-03-30T07:00:00Z'],
    ['over the night when it ends', '2026-10-23T16:00:00Z', '2026-10-26T08:00:00Z'],
  ];
  test.each(cases)('%s', (_name, moment, expected) => {
    expect(nextSendingTime(new Date(moment), PARIS)).toEqual(new Date(expected));
  });

  test('in the time zone of the study', () => {
    const moment = new Date('2026-03-10T11:00:00Z');
    expect(nextSendingTime(moment, 'America/Martinique')).toEqual(new Date('2026-03-10T13:00:00Z'));
  });

  test('no moment of four years leads to a night, a weekend or a holiday, nor back in time', () => {
    const hours = new Intl.DateTimeFormat('sv-SE', { timeZone: PARIS, hour: '2-digit', weekday: 'short' });
    const days = new Intl.DateTimeFormat('sv-SE', { timeZone: PARIS, dateStyle: 'short' });
    for (let at = Date.UTC(2024, 0, 1, 0, 20); at < Date.UTC(2028, 0, 1); at += 5 * 3_600_000) {
      const next = nextSendingTime(new Date(at), PARIS);
      const parts = Object.fromEntries(hours.formatToParts(next).map(({ type, value }) => [type, value]));
      const [year = '', ...rest] = days.format(next).split('-');
      expect(next.getTime()).toBeGreaterThanOrEqual(at);
      expect(Number(parts['hour'])).toBeGreaterThanOrEqual(9);
      expect(Number(parts['hour'])).toBeLessThan(17);
      expect(['lör', 'sön']).not.toContain(parts['weekday']);
      expect(listHolidays(Number(year))).not.toContain(rest.join('-'));
    }
  });
});

describe('planReminders', () => {
  const plan = (askedAt: string, settings = USUAL_REMINDERS) =>
    planReminders(new Date(askedAt), settings, PARIS).map(({ step, dueAt }) => [step, dueAt.toISOString()]);

  test('7, 21 and 45 days after the letter, each on a working day', () => {
    expect(plan('2026-03-10T10:00:00Z')).toEqual([
      [1, '2026-03-17T10:00:00.000Z'],
      [2, '2026-03-31T10:00:00.000Z'],
      [3, '2026-04-24T10:00:00.000Z'],
    ]);
  });
  test('a letter of the night reminds in the morning', () => {
    expect(plan('2026-03-09T22:00:00Z')[0]).toEqual([1, '2026-03-17T08:00:00.000Z']);
  });
  test('an hour that summer time has moved past seventeen', () => {
    expect(plan('2026-03-23T15:30:00Z')[0]).toEqual([1, '2026-03-31T07:00:00.000Z']);
  });
  test('the study’s own delays, and none', () => {
    expect(plan('2026-03-10T10:00:00Z', { enabled: true, days: [1, 2, 3] }).map(([, at]) => at)).toEqual([
      '2026-03-11T10:00:00.000Z',
      '2026-03-12T10:00:00.000Z',
      '2026-03-13T10:00:00.000Z',
    ]);
    expect(plan('2026-03-10T10:00:00Z', { enabled: false, days: [7, 21, 45] })).toEqual([]);
  });
});

describe('spaceReminders', () => {
  const later = [
    { step: 2, dueAt: new Date('2026-03-31T10:00:00Z') },
    { step: 3, dueAt: new Date('2026-04-24T10:00:00Z') },
  ];
  const space = (now: string, days = USUAL_REMINDERS.days) =>
    spaceReminders(1, new Date(now), later, { enabled: true, days }, PARIS).map(({ step, dueAt }) => [
      step,
      dueAt.toISOString(),
    ]);

  test.each<[string, string, [number, string][]]>([
    ['in time moves none', '2026-03-17T10:00:00Z', []],
    ['a week late moves none', '2026-03-24T10:00:00Z', []],
    ['after an absence the next is a week away', '2026-03-30T07:00:00Z', [[2, '2026-04-07T07:00:00.000Z']]],
    [
      'after a long one, each a week after the other',
      '2026-04-14T07:00:00Z',
      [
        [2, '2026-04-21T07:00:00.000Z'],
        [3, '2026-04-28T07:00:00.000Z'],
      ],
    ],
  ])('one that goes %s', (_how, now, moved) => {
    expect(space(now)).toEqual(moved);
  });
  test('as near as the lead has planned them, and alone where they are planned no more', () => {
    expect(space('2026-04-30T10:00:00Z', [2, 3, 30])).toEqual([
      [2, '2026-05-04T07:00:00.000Z'],
      // The fourteenth of May is Ascension Day.
      [3, '2026-05-15T07:00:00.000Z'],
    ]);
    expect(space('2026-04-30T10:00:00Z', [2])).toEqual([
      [2, '2026-05-07T10:00:00.000Z'],
      [3, '2026-05-15T07:00:00.000Z'],
    ]);
  });
});

describe('reminderSettings', () => {
  const settings: [unknown, boolean][] = [
    [USUAL_REMINDERS, true],
    [{ enabled: false, days: [1, 2, 365] }, true],
    [{ enabled: true, days: [7, 7, 45] }, false],
    [{ enabled: true, days: [21, 7, 45] }, false],
    [{ enabled: true, days: [7, 21] }, true],
    [{ enabled: true, days: [] }, false],
    [{ enabled: true, days: [1, 2, 3, 4, 5, 6] }, false],
    [{ enabled: true, days: [0, 21, 45] }, false],
    [{ enabled: true, days: [7.5, 21, 45] }, false],
    [{ enabled: true, days: [7, 21, 366] }, false],
    [{ enabled: 'yes', days: [7, 21, 45] }, false],
    [{ days: [7, 21, 45] }, false],
  ];
  test.each(settings)('%j: %s', (value, isGood) => {
    expect(reminderSettings.safeParse(value).success).toBe(isGood);
  });
});

describe('STOP', () => {
  const texts: [string, boolean][] = [
    ['STOP', true],
    ['stop', true],
    ['Bonjour,\n\n  Stop.\n\nBien cordialement', true],
    ['« STOP »', true],
    ['*STOP*!', true],
    ['STOP\n> STOP', true],
    ['stop du daratumumab en mars', false],
    ['Le traitement : stop', false],
    ['stoppé', false],
    ['', false],
    ['Bonjour\n> répondez STOP, seul sur une ligne.\n> STOP', false],
    ['Merci.\n\nLe 10 mars 2026, Étude DARA a écrit :\nSTOP', false],
    ['Thanks\n\nOn 10 March 2026 the study wrote:\nSTOP', false],
    ['Merci\n-----Message d’origine-----\nDe : Étude\nSTOP', false],
  ];
  test.each(texts)('%j: %s', (text, stops) => {
    expect(findCommands({ subject: 'Re: rappel', text }).found.has('stop')).toBe(stops);
  });
});

test('an investigator’s own letter puts off the reminders that would follow at its heels, and no others', () => {
  const now = new Date('2026-12-02T10:00:00Z');
  const settings = { enabled: true, days: [7, 21, 42] };
  const soon = { step: 1, dueAt: new Date('2026-12-03T10:00:00Z') };
  const late = { step: 2, dueAt: new Date('2027-01-20T10:00:00Z') };
  expect(spaceReminders(0, now, [soon, late], settings, 'Europe/Paris')).toEqual([
    { step: 1, dueAt: new Date('2026-12-09T10:00:00Z') },
  ]);
  expect(() => nextSendingTime(new Date(NaN), 'Europe/Paris')).toThrow(RangeError);
});
