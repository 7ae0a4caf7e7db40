/** The kinds of clinicians, what each writes and when, and how many of each there are: three hundred together. */
import { after, at, remindedAt } from './calendar.js';
import { answersAfter, ask, complete, goesAway, type Habit, inThread, neverAnswers } from './habits.js';
import { OPEN, sendsAgain, several, stopped } from './habits.js';
import { ALL, ENDS } from './plan.js';

export interface Kind {
  readonly count: number;
  readonly habit: Habit;
  /** Their own otherwise. A domain that disowns what it did not sign is `chu-strict.test`. */
  readonly domain?: string;
  /** Is on the list of those who are called for cases. */
  readonly isCalled?: true;
}
const BOTH = ['13. 52\n44. 16', '44 : 16\n13 : 52 ans', 'Bonjour,\n\n13) 52\n44) 16\n\nBien cordialement'];
const QUESTION = 'Bonjour,\n\nFaut-il une nouvelle fiche à un an ?';

export const KINDS: Readonly<Record<string, Kind>> = {
  complete: { count: 34, habit: complete() },
  'complete, then thanks': { count: 20, habit: complete(() => [inThread('Merci beaucoup !'), ENDS.thanks]) },
  'complete, then asks': { count: 10, habit: complete(() => [inThread(QUESTION), ENDS.question]) },
  'never answers': { count: 30, habit: neverAnswers(0, 25) },
  'comes late': { count: 12, habit: neverAnswers(58, 64) },
  'answers after one reminder': {
    count: 35,
    habit: answersAfter(1, ({ random }) => inThread(BOTH[random(0, 2)] ?? '')),
  },
  'answers after two reminders': {
    count: 15,
    habit: answersAfter(2, ({ random }) => inThread(BOTH[random(0, 2)] ?? '')),
  },
  'corrects the sheet after one reminder': {
    count: 10,
    habit: answersAfter(1, ({ corrected }, key) => corrected(key)),
  },
  'answers at once': {
    count: 15,
    habit: (diary) => {
      const { key, asked } = ask(diary, 70);
      const replied = after(asked, diary.random(1, 4), diary.hour());
      diary.mail(replied, inThread(BOTH[0] ?? ''), ENDS.updated);
      diary.made(key, { reminders: stopped(0, 'answered'), quietFrom: replied });
    },
  },
  'answers in two goes': {
    count: 10,
    habit: (diary) => {
      const { key, reminded } = ask(diary, 15);
      const half = after(reminded[0], diary.random(1, 4), diary.hour());
      diary.mail(half, inThread('13. 52'), ENDS.updated);
      const rest = after(remindedAt(half)[0], diary.random(1, 4), diary.hour());
      diary.mail(rest, inThread('44. 16'), ENDS.updated);
      const reminders = { sent: 2, planned: 0, stopped: { superseded: 2, answered: 2 } };
      diary.made(key, { reminders, quietFrom: rest });
    },
  },
  'sends the sheet twice': { count: 4, habit: sendsAgain('new mail') },
  'is delivered twice': { count: 8, habit: sendsAgain('same mail') },
  'address bounces at once': {
    count: 8,
    habit: (diary) => {
      const { key, asked } = ask(diary, 70);
      const returned = after(asked, 1, 7);
      diary.mail(returned, { kind: 'report', of: diary.address }, ENDS.bounce);
      diary.made(key, { ...OPEN, reminders: stopped(0, 'bounced'), quietFrom: returned });
    },
  },
  'address bounces later': {
    count: 7,
    habit: (diary) => {
      const { key, reminded } = ask(diary);
      const returned = after(reminded[0], 1, 7);
      diary.mail(returned, { kind: 'report', of: diary.address }, ENDS.bounce);
      diary.made(key, { ...OPEN, reminders: stopped(1, 'bounced'), quietFrom: returned });
    },
  },
  'on holiday, answers the first reminder': {
    count: 8,
    habit: (diary) => {
      const { key, asked } = ask(diary, 30);
      const back = goesAway(diary, asked, diary.random(9, 14));
      const replied = after(back, 6, diary.hour());
      diary.mail(replied, inThread(BOTH[0] ?? ''), ENDS.updated);
      diary.made(key, { reminders: stopped(1, 'answered'), quietFrom: replied, quietUntil: back });
    },
  },
  'on a long holiday, never answers': {
    count: 6,
    habit: (diary) => {
      const { key, asked } = ask(diary, 5);
      const quietUntil = goesAway(diary, asked, diary.random(24, 28));
      diary.made(key, { ...OPEN, reminders: { sent: 3, planned: 0, stopped: {} }, quietUntil });
    },
  },
  'STOP for one of several cases': {
    count: 8,
    habit: several(({ mail, made }, [one, ...others], when) => {
      mail(when, inThread('STOP', one), ENDS.stopped);
      made(one, { ...OPEN, reminders: stopped(1, 'clinician'), quietFrom: when });
      for (const key of others) made(key, { ...OPEN, reminders: { sent: 3, planned: 0, stopped: {} } });
    }),
  },
  'STOP TOUT': {
    count: 8,
    habit: several(({ mail, made }, keys, when) => {
      mail(when, { kind: 'fresh', subject: 'Vos rappels', text: 'STOP TOUT' }, ENDS.stoppedAll);
      for (const key of keys) made(key, { ...OPEN, reminders: stopped(1, 'clinician'), quietFrom: when });
    }),
  },
  'answers for each of several cases': {
    count: 10,
    habit: several(({ mail, made }, keys, when) => {
      for (const key of keys) {
        mail(when, inThread(BOTH[0] ?? '', key), ENDS.updated);
        made(key, { reminders: stopped(1, 'answered'), quietFrom: when });
      }
    }),
  },
  'several cases, never answers': {
    count: 6,
    habit: several(({ made }, keys) => {
      for (const key of keys) made(key, { ...OPEN, reminders: { sent: 3, planned: 0, stopped: {} } });
    }),
  },
  'asks instead of answering': {
    count: 4,
    habit: (diary) => {
      const { key, asked } = ask(diary);
      const quietFrom = after(asked, 1, diary.hour());
      diary.mail(quietFrom, inThread(QUESTION), ENDS.question);
      diary.made(key, { ...OPEN, reminders: { sent: 0, planned: 3, stopped: {} }, quietFrom });
    },
  },
  'called, has no case': {
    count: 12,
    isCalled: true,
    habit: ({ mail, random, hour }) =>
      void mail(at(random(1, 30), hour()), inThread('Bonjour,\n\nPas de cas chez nous.'), ENDS.declined),
  },
  'forged sender': {
    count: 6,
    domain: 'chu-strict.test',
    habit: ({ sheet, made, random, hour }) => made(sheet(at(random(0, 80), hour()), ALL, ENDS.forged), OPEN),
  },
  'a copier': {
    count: 4,
    habit: ({ sheet, made, random, hour }) =>
      made(sheet(at(random(0, 80), hour()), ALL, ENDS.copier, { Precedence: 'bulk' }), OPEN),
  },
  'a newsletter': {
    count: 3,
    habit: ({ mail, random, hour, address }) => {
      const headers = { 'List-Id': `<${address.replace('@', '.')}>` };
      const text = 'Bonjour à tous, voici le programme du mois.';
      for (const month of [0, 30, 60])
        mail(
          at(month + random(0, 20), hour()),
          { kind: 'fresh', subject: 'La lettre', text, headers },
          ENDS.newsletter,
        );
    },
  },
  spam: {
    count: 5,
    habit: ({ mail, random, hour }) => {
      const body = {
        kind: 'fresh',
        subject: 'Une offre unique',
        text: 'Doublez vos revenus dès ce soir.',
      } as const;
      mail(at(random(0, 80), hour()), body, ENDS.spam);
    },
  },
  'photographs of the sheet': {
    count: 2,
    habit: ({ sheet, made, random, hour }) =>
      made(sheet(at(random(0, 80), hour()), [], ENDS.complete, 'photographs'), { known: [] }),
  },
};
