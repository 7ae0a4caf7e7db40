import { conversation } from '../conversation.js';

const PETIT = 'petit@chu-doute.test';

export default conversation(
  'an answer that could mean two things is kept unsure, and asked again',
  async (talk) => {
    const { say, expectLetter, expectCase } = talk;
    await say(PETIT, { sheet: { without: ['patient.age', 'dara.route'] } });
    await expectLetter({ kind: 'incomplete' });
    await say(PETIT, { reply: 'âge environ 52, voie IV' });
    await expectLetter({
      kind: 'updated',
      subject: /encore 1 précision/,
      says: ['13. Âge à la première perfusion'],
    });
    await expectCase({ answers: { 'dara.route': 'iv' }, unsure: ['patient.age'] });
  },
);
