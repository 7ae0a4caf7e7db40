import { conversation } from '../conversation.js';

const MARTIN = 'dr.martin@chu-sentence.test';

export default conversation('the missing fields, given in one sentence', async (talk) => {
  const { say, expectLetter, expectToSee, expectCase, plannedReminders } = talk;
  await say(MARTIN, { sheet: { without: ['patient.age', 'dara.first_date', 'dara.route'] } });
  await expectLetter({
    kind: 'incomplete',
    subject: /3 précisions utiles/,
    says: [
      '13. Âge à la première perfusion (en ans) :',
      '43. Voie d’administration (Intraveineuse, Sous-cutanée) :',
    ],
  });
  if ((await plannedReminders()) === 0) throw new Error('reminders should be planned');
  await say(MARTIN, {
    reply: 'Bonjour,\n\nâge 52, première perfusion le 12 janvier 2021, voie IV\n\nCordialement,\nDr Martin',
    quoting: 'marks',
  });
  await expectLetter({
    kind: 'updated',
    subject: /complète/,
    says: ['vos réponses sont bien arrivées', 'Tout y est'],
    saysNot: ['52', /janvier/],
  });
  expectToSee(null);
  await expectCase({
    answers: { 'patient.age': 52, 'dara.first_date': '2021-01-12', 'dara.route': 'iv' },
    missing: [],
    unsure: [],
  });
  if ((await plannedReminders()) > 0) throw new Error('reminders should have ended');
});
