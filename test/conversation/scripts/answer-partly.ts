import { conversation } from '../conversation.js';

const LE_GOFF = 'le-goff@ch-partiel.test';

export default conversation('answers in two goes, the second to the older letter', async (talk) => {
  const { say, expectLetter, expectCase } = talk;
  await say(LE_GOFF, { sheet: { without: ['patient.age', 'dara.route', 'dara.dose'] } });
  const first = await expectLetter({ kind: 'incomplete', subject: /3 précisions/ });
  await say(LE_GOFF, { reply: '43 : IV' });
  await expectLetter({ kind: 'updated', subject: /encore 2 précisions/, saysNot: ['43.'] });
  await expectCase({ answers: { 'dara.route': 'iv' }, missing: ['patient.age', 'dara.dose'] });
  await say(LE_GOFF, { reply: '13. 52 ans\n44. 16', answers: first });
  await expectLetter({ kind: 'updated', subject: /complète/ });
  await expectCase({ answers: { 'patient.age': 52, 'dara.route': 'iv' }, missing: [] });
});
