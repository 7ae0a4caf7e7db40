import { conversation } from '../conversation.js';

const WEBER = 'weber@chu-outlook.test';

export default conversation('answers beneath our lines, in Outlook, which marks nothing', async (talk) => {
  const { say, expectLetter, expectToSee, expectCase } = talk;
  await say(WEBER, {
    sheet: { without: ['patient.age', 'dara.first_date', 'dara.ongoing', 'dara.stop_reason'] },
  });
  await expectLetter({ kind: 'incomplete' });
  await say(WEBER, {
    reply: 'Bonjour, mes réponses ci-dessous.',
    quoting: 'outlook',
    between: (line) =>
      line.startsWith('13. ') ? `${line}\n\nNSP\n` : line.startsWith('40. ') ? `${line}\n12/01/2021` : line,
  });
  await expectLetter({
    kind: 'updated',
    subject: /encore 1 précision utile/,
    says: ['47. Traitement en cours (oui/non) :'],
    saysNot: ['13. ', '40. '],
  });
  expectToSee(null);
  await expectCase({
    answers: { 'patient.age': { missing: 'NSP' }, 'dara.first_date': '2021-01-12' },
    missing: ['dara.ongoing'],
  });
});
