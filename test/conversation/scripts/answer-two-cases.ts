import { conversation } from '../conversation.js';

const DUVAL = 'duval@chu-deux.test';

export default conversation('the same words to two letters are two answers', async (talk) => {
  const { say, expectLetter, expectCase } = talk;
  await say(DUVAL, { sheet: { code: 'DEUX-1', without: ['patient.age'] } });
  const one = await expectLetter({ kind: 'incomplete' });
  await say(DUVAL, { sheet: { code: 'DEUX-2', without: ['patient.age'], with: { 'patient.sex': 'M' } } });
  const other = await expectLetter({ kind: 'incomplete' });
  await say(DUVAL, { reply: '52', answers: one });
  await expectLetter({ kind: 'updated', subject: /complète/ });
  const first = await expectCase({ answers: { 'patient.code': 'DEUX-1', 'patient.age': 52 } });
  await say(DUVAL, { reply: '52', answers: other });
  await expectLetter({ kind: 'updated', subject: /complète/ });
  const second = await expectCase({ answers: { 'patient.code': 'DEUX-2', 'patient.age': 52 } });
  if (first.reference === second.reference) throw new Error('two cases expected');
});
