import { conversation } from '../conversation.js';

const PAVEL = 'pavel@chu-oubli.test';

export default conversation('"voir ci-joint" without a file: told so, precisely', async (talk) => {
  const { say, expectLetter, expectToSee, expectCase } = talk;
  await say(PAVEL, { sheet: { without: ['patient.age'] } });
  await expectLetter({ kind: 'incomplete' });
  await say(PAVEL, {
    reply: 'Bonjour,\n\nVeuillez trouver ci-joint la fiche corrigée.\n\nCordialement',
    quoting: 'marks',
  });
  await expectLetter({ kind: 'no_file', subject: /sans pièce jointe/, says: ['sans fichier'] });
  expectToSee(null);
  await say(PAVEL, { reply: 'Pardon, la voici.', sheet: {} });
  await expectLetter({ kind: 'updated', subject: /complète/ });
  await expectCase({ answers: { 'patient.age': 52 }, missing: [] });
});
