import { conversation } from '../conversation.js';

const KLEIN = 'klein@chu-flou.test';

export default conversation(
  '"non" to a list of questions is nobody’s answer: a person reads it',
  async (talk) => {
    const { say, expectLetter, expectToSee, expectCase } = talk;
    await say(KLEIN, { sheet: { without: ['patient.age', 'dara.ongoing', 'dara.stop_reason'] } });
    await expectLetter({ kind: 'incomplete' });
    await say(KLEIN, { reply: 'Non', quoting: 'marks' });
    await expectLetter({ kind: 'noted', says: ['Un investigateur va le lire'] });
    expectToSee('words');
    await expectCase({ not: ['patient.age', 'dara.ongoing'] });
  },
);
