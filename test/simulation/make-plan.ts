/** The plan of the whole quarter from one seed: the same seed, the same plan. */
import { makeRandom } from '../builders/cases.js';
import { type Diary } from './habits.js';
import { type Kind, KINDS } from './kinds.js';
import {
  ALL,
  type Body,
  type Clinician,
  ENDS,
  NOT_REMINDED,
  type PlannedCase,
  type PlannedMail,
} from './plan.js';

const HOURS = [10, 22];
const HOSPITALS = 40;

export function makePlan(seed: number): Clinician[] {
  const random = makeRandom(seed);
  return Object.entries(KINDS).flatMap(([name, kind], at) =>
    Array.from({ length: kind.count }, (_, index) => planOne(name, kind, `m${at}-${index + 1}`, random)),
  );
}

function planOne(
  kind: string,
  { habit, domain, isCalled }: Kind,
  name: string,
  next: () => number,
): Clinician {
  const random = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const at = random(1, HOSPITALS);
  const hospital = `Hôpital ${at}`;
  const address = `${name}@${domain ?? `ch-${at}.test`}`;
  const mails: PlannedMail[] = [];
  const cases: PlannedCase[] = [];
  const codes = new Map<string, string>();
  const diary: Diary = {
    address,
    random,
    hour: () => HOURS[random(0, HOURS.length - 1)] ?? 10,
    mail(at, body, ends) {
      const key = `${name}.${mails.length + 1}`;
      mails.push({ at, from: address, key, body, ends });
      return key;
    },
    sheet(at, without, ends = without.length > 0 ? ENDS.asked : ENDS.complete, as = {}) {
      const sheet = { code: `SIM-${name.toUpperCase()}-${codes.size + 1}`, hospital, without };
      const body: Body = as === 'photographs' ? { kind: as, sheet } : { kind: 'sheet', sheet, headers: as };
      const key = diary.mail(at, body, ends);
      codes.set(key, sheet.code);
      return key;
    },
    corrected: (key) => ({
      kind: 'words',
      text: 'Bonjour,\n\nVoici la fiche corrigée.',
      answers: { key },
      sheet: { code: codes.get(key) ?? '', hospital, without: [] },
    }),
    made(by, expected = {}) {
      cases.push({
        from: address,
        madeBy: by,
        missing: [],
        known: ALL,
        reminders: NOT_REMINDED,
        quietFrom: null,
        quietUntil: null,
        ...expected,
      });
    },
  };
  habit(diary);
  return { kind, address, isCalled: isCalled ?? false, mails, cases };
}
