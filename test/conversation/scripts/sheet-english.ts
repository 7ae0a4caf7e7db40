import { conversation } from '../conversation.js';

const JONES = 'jones@english-hospital.test';

export default conversation(
  'an English sheet is answered in English, to the end',
  async ({ say, expectLetter, expectCase }) => {
    await say(JONES, {
      sheet: { language: 'en', without: ['patient.age'] },
      text: 'Dear colleagues, please find the sheet.',
    });
    await expectLetter({ kind: 'incomplete', says: ['13. Age', 'Thank you'] });
    await say(JONES, { reply: 'age 52', quoting: 'marks' });
    await expectLetter({ kind: 'updated', subject: /complete/ });
    await expectCase({ answers: { 'patient.age': 52 }, missing: [] });
  },
);
