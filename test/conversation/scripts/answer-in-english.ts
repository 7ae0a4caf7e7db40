import { conversation } from '../conversation.js';

const SMITH = 'j.smith@royal-north.test';

export default conversation('in English, by number, with a date that has two readings', async (talk) => {
  const { say, expectLetter, expectCase } = talk;
  await say(SMITH, {
    sheet: { language: 'en', without: ['patient.age', 'dara.first_date', 'dara.last_date', 'dara.route'] },
  });
  await expectLetter({
    kind: 'incomplete',
    says: ['40. First infusion (dd/mm/yyyy):', '43. Route (Intravenous, Subcutaneous):'],
  });
  await say(SMITH, { reply: '13. 52\n40. 10/01/2021\n43. IV\n\nKind regards,\nJohn', quoting: 'marks' });
  await expectLetter({
    kind: 'updated',
    says: ['your answers have arrived', '40. First infusion'],
    saysNot: ['2021'],
  });
  await expectCase({ answers: { 'patient.age': 52, 'dara.route': 'iv' }, unsure: ['dara.first_date'] });
});
