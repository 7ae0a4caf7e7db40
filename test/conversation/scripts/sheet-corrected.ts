import { conversation } from '../conversation.js';

const ODILE = 'odile@chu-correction.test';

export default conversation('a reply with the corrected sheet, then with a part of it', async (talk) => {
  const { say, expectLetter, expectCase } = talk;
  await say(ODILE, { sheet: { without: ['patient.age', 'dara.route'], with: { 'patient.weight': '61' } } });
  await expectLetter({ kind: 'incomplete' });
  await say(ODILE, {
    reply: 'Voir ci-joint.',
    sheet: { with: { 'patient.weight': '62' }, without: ['dara.route'] },
  });
  await expectLetter({ kind: 'updated', subject: /encore 1 précision/ });
  await expectCase({ answers: { 'patient.age': 52, 'patient.weight': 62 }, missing: ['dara.route'] });
  // Blanks erase nothing.
  const without = [
    'patient.age',
    'patient.weight',
    'disease',
    'prior',
    'safety',
    'followup',
    'outcome',
    'status',
  ];
  await say(ODILE, { reply: 'La page manquante.', sheet: { without } });
  await expectLetter({ kind: 'updated', subject: /complète/ });
  await expectCase({ answers: { 'patient.age': 52, 'patient.weight': 62, 'dara.route': 'iv' }, missing: [] });
});
