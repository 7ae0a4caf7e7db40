import { conversation } from '../conversation.js';

const CHIEF = 'chef@chu-collegue.test';
const INTERN = 'interne@chu-collegue.test';

export default conversation(
  'a colleague to whom the letter was forwarded answers in its thread',
  async (talk) => {
    const { say, expectLetter, expectCase } = talk;
    await say(CHIEF, { sheet: { without: ['patient.age'] } });
    const letter = await expectLetter({ kind: 'incomplete' });
    await say(INTERN, { reply: 'Âge : 52 ans', quoting: 'outlook', answers: letter });
    await expectLetter({ kind: 'updated', subject: /complète/ });
    await expectCase({ answers: { 'patient.age': 52 }, missing: [] });
  },
);
