import { conversation } from '../conversation.js';

const ROUSSEL = 'roussel@chu-question.test';

export default conversation(
  'an answer and a question: the answer is taken, the question waits for a person',
  async (talk) => {
    const { say, expectLetter, expectToSee, expectCase } = talk;
    await say(ROUSSEL, { sheet: { without: ['patient.age', 'dara.route'] } });
    await expectLetter({ kind: 'incomplete' });
    await say(ROUSSEL, { reply: 'Âge : 52 ans\n\nFaut-il compter la dose de charge ?' });
    await expectLetter({
      kind: 'updated',
      says: ['Un investigateur lira le reste de votre message', '43. Voie'],
      saysNot: [/dose de charge/],
    });
    expectToSee('words');
    await expectCase({ answers: { 'patient.age': 52 }, missing: ['dara.route'] });
  },
);
