import { expect } from '@jest/globals';
import { nextSendingTime } from '../../../src/core/letter/sending-times.js';
import { Sweep } from '../../../src/jobs/sweep.js';
import { conversation } from '../conversation.js';

const DAY_MS = 86_400_000;
const TOM = 'tom@chu-rappel.test';

export default conversation(
  'two cases, one reminder: answered in one message, each value in its case',
  async ({ say, last, expectLetter, expectToSee, daysPass, now, letters, service }) => {
    const references: string[] = [];
    for (const code of ['TOM-1', 'TOM-2']) {
      await say(TOM, { sheet: { code, without: ['dara.route'] } });
      await expectLetter({ kind: 'incomplete' });
      references.push(...last().references);
    }
    // Whatever the hour and the day of the week on which this runs.
    const inTenDays = nextSendingTime(new Date(now().getTime() + 10 * DAY_MS), 'Europe/Paris');
    daysPass((inTenDays.getTime() - now().getTime()) / DAY_MS);
    await service.app().get(Sweep).sweep();
    const deadline = Date.now() + 30_000;
    while ((await letters(TOM)).length < 3 && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 25));
    const reminder = (await letters(TOM)).at(-1);
    for (const reference of references) expect(reminder?.mail.text).toContain(`Fiche ${reference}`);
    if (!reminder) throw new Error('no reminder');
    const [one, two] = references;
    await say(TOM, { reply: `${one}\n43. IV\n\n${two}\n43. SC`, answers: reminder });
    expectToSee(null);
    const cases = await service.cases();
    const routes = references.map(
      (reference) => cases.find((found) => found.reference === reference)?.answers['dara.route'],
    );
    expect(routes).toEqual(['iv', 'sc']);
  },
);
