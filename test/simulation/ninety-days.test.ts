/**
 * Three hundred clinicians over ninety days of a moved clock: complete, late, partial, duplicated, bouncing, on holiday, stopping. What must
 * become of each is written in the plan; the plan is made from a seed (SIMULATION_SEED), which is printed with the balance.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadStudy } from '../../src/studies/load-study.js';
import { makeDnsStub } from '../fakes/dns-stub.js';
import { openService, type Service } from '../journey/service.js';
import { countEnds, writeBalance } from './balance.js';
import { DAYS, dayOf, START, whyClosed } from './calendar.js';
import { type Found, look } from './found.js';
import { groupBy } from './group-by.js';
import { live } from './live.js';
import { makePlan } from './make-plan.js';
import { type PlannedCase, VALUES } from './plan.js';
import { type Arrived, PostOffice } from './post-office.js';

const SEED = Number(process.env.SIMULATION_SEED ?? 20_280_320);
const CLINICIANS = 300;
const REMINDERS_OF_A_CASE = 3;
/** Between two reminders of one case: the shortest time after a letter, a change to summer time taken off. */
const DAYS_BETWEEN = 7 - 1 / 24;

const plan = makePlan(SEED);
const mails = plan.flatMap((clinician) => clinician.mails);
const cases = plan.flatMap((clinician) => clinician.cases);
const dns = makeDnsStub({ '_dmarc.chu-strict.test': 'v=DMARC1; p=reject' });
let now = START;
let service: Service;
let office: PostOffice;
let found: Found;
let delivered: number;

beforeAll(async () => {
  service = await openService({ start: { now: () => now, resolver: dns.resolver } });
  office = await PostOffice.open(service.smtp, loadStudy('studies/daratumumab'));
  await service.start();
  delivered = await live(service, office, plan, (moment) => (now = moment));
  found = await look(service);
}, 900_000);
afterAll(() => service.stop());

/** The case that a mail made. */
function referenceOf({ from, madeBy }: PlannedCase): string {
  const id = PostOffice.idOf({ from, key: madeBy });
  const end = found.ends.find(({ messageId, outcome }) => messageId === id && outcome === 'new');
  if (!end?.reference) throw new Error(`${madeBy} made no case`);
  return end.reference;
}
const arrivals = (): Map<string, Arrived> => new Map(office.arrived.map((letter) => [letter.mailId, letter]));
/** The reminders that arrived, by who got them: one letter each, however many cases it is of. */
function remindersByAddress(): Map<string, Arrived[]> {
  const reminders = office.arrived.filter(({ mailId }) => found.letters.get(mailId)?.kind === 'reminder');
  return groupBy(reminders, ({ to }) => to);
}
/** When somebody was reminded of the case, in order. */
function remindedOf(reference: string): Date[] {
  const all = arrivals();
  return found.reminders
    .filter((one) => one.reference === reference && one.state === 'sent')
    .map(({ mailId }) => all.get(mailId ?? '')?.at ?? new Date(Number.NaN))
    .sort((one, other) => one.getTime() - other.getTime());
}

test(`${CLINICIANS} clinicians, seed ${SEED}: the counts balance`, () => {
  const ends = mails.map(({ ends: end }) => end);
  const [planned, made] = [countEnds(ends), countEnds(found.ends)];
  process.stdout.write(
    `\n${CLINICIANS} clinicians, ${DAYS} days, seed ${SEED}: ${mails.length} mails, ${cases.length} cases, ` +
      `${office.arrived.length} letters\n${writeBalance(found.messages, planned, made)}\n`,
  );
  expect(plan).toHaveLength(CLINICIANS);
  expect(delivered).toBe(mails.length);
  expect(found.messages).toBe(ends.length);
  expect(found.ends).toHaveLength(found.messages);
  expect(Object.fromEntries(made)).toEqual(Object.fromEntries(planned));
});

describe('every message ends', () => {
  test('as planned, each by itself', () => {
    const bySender = groupBy(found.ends, ({ messageId }) => messageId);
    const planned = groupBy(mails, (mail) =>
      mail.body.kind === 'again' && mail.body.as === 'same mail'
        ? PostOffice.idOf({ from: mail.from, key: mail.body.key })
        : PostOffice.idOf(mail),
    );
    for (const [id, own] of planned) {
      const expected = own.map(({ ends }) => ends);
      const made = (bySender.get(id) ?? []).map(({ outcome, is, by, toSee }) => ({ outcome, is, by, toSee }));
      expect({ id, ends: sortEnds(made) }).toEqual({ id, ends: sortEnds(expected) });
    }
  });
  test('and every letter went, once', () => {
    const ids = office.arrived.map(({ mailId }) => mailId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...found.letters.keys()].sort()).toEqual([...ids].sort());
    const states = new Set([...found.letters.values()].map(({ state }) => state));
    expect(states).toEqual(new Set(['sent', 'bounced']));
  });
});
function sortEnds<End extends { readonly outcome: string }>(ends: readonly End[]): End[] {
  return [...ends].sort((one, other) => one.outcome.localeCompare(other.outcome));
}

describe('every case ends where it should', () => {
  test('there is one for each patient', () => {
    expect(found.cases.size).toBe(cases.length);
    expect(new Set(cases.map(referenceOf)).size).toBe(cases.length);
  });
  test.each([...groupBy(plan, ({ kind }) => kind)])('%s', (_kind, clinicians) => {
    for (const planned of clinicians.flatMap((one) => one.cases)) {
      const reference = referenceOf(planned);
      const made = found.cases.get(reference);
      const values = planned.known.map((name): [string, number] => [name, VALUES[name]]);
      expect(made).toMatchObject({ state: 'draft', answers: Object.fromEntries(values) });
      expect(made?.missing).toEqual(planned.missing);
      const own = found.reminders.filter((one) => one.reference === reference);
      const stopped = own.filter(({ state }) => state === 'stopped');
      expect({
        from: planned.from,
        sent: own.filter(({ state }) => state === 'sent').length,
        planned: own.filter(({ state }) => state === 'planned').length,
        stopped: Object.fromEntries(
          [...groupBy(stopped, ({ why }) => why ?? '')].map(([why, all]) => [why, all.length]),
        ),
      }).toEqual({ from: planned.from, ...planned.reminders });
    }
  });
});

describe('nobody gets more than is allowed', () => {
  test('one reminder a day', () => {
    for (const [to, letters] of remindersByAddress()) {
      const days = letters.map(({ at }) => dayOf(at));
      expect({ to, days: [...new Set(days)] }).toEqual({ to, days });
    }
  });
  test('those of one clinician on one day are one letter', () => {
    const gathered = groupBy(
      found.reminders.filter(({ state }) => state === 'sent'),
      ({ mailId }) => mailId ?? '',
    );
    const several = [...gathered.values()].filter((one) => one.length > 1);
    expect(several.length).toBeGreaterThan(0);
    for (const one of several) expect(new Set(one.map(({ reference }) => reference)).size).toBe(one.length);
  });
  test('none at night, on a weekend or on a public holiday', () => {
    const reminders = [...remindersByAddress().values()].flat();
    expect(reminders.length).toBeGreaterThan(CLINICIANS / 2);
    expect(reminders.filter(({ at }) => whyClosed(at) !== null)).toEqual([]);
  });
  test('three of a case, days apart', () => {
    for (const planned of cases) {
      const days = remindedOf(referenceOf(planned));
      expect(days.length).toBeLessThanOrEqual(REMINDERS_OF_A_CASE);
      const gaps = days.slice(1).map((day, at) => (day.getTime() - (days[at]?.getTime() ?? 0)) / 86_400_000);
      expect({ from: planned.from, gaps: gaps.filter((gap) => gap < DAYS_BETWEEN) }).toEqual({
        from: planned.from,
        gaps: [],
      });
    }
  });
  test('none once answered, stopped or bounced, and none before the return', () => {
    for (const planned of cases) {
      const times = remindedOf(referenceOf(planned));
      const { from, quietFrom, quietUntil } = planned;
      const late = quietFrom === null ? [] : times.filter((time) => time >= quietFrom);
      const early = quietUntil === null ? [] : times.filter((time) => time < quietUntil);
      expect({ from, late, early }).toEqual({ from, late: [], early: [] });
    }
  });
  test('no letter that no message asked for but reminders and the call', () => {
    for (const { address, mails: own, isCalled } of plan) {
      const letters = office.arrived.filter(({ to }) => to === address);
      const answers = own.filter(({ ends }) => ends.is === 'answered').length;
      const reminders = remindersByAddress().get(address)?.length ?? 0;
      expect({ address, letters: letters.length }).toEqual({
        address,
        letters: answers + reminders + (isCalled ? 1 : 0),
      });
    }
  });
});
