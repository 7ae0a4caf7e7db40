import { conversation } from '../conversation.js';

const LEA = 'lea@chu-statut.test';

export default conversation('STATUT tells references and counts, and only to whom it may', async (talk) => {
  const { say, expectLetter, expectSilence, expectToSee, last } = talk;
  await say(LEA, { sheet: { code: 'STA-1', without: ['patient.age', 'dara.route'] } });
  await expectLetter({ kind: 'incomplete' });
  const [first = ''] = last().references;
  await say(LEA, { sheet: { code: 'STA-2', with: { 'patient.sex': 'M' } } });
  await expectLetter({ kind: 'complete' });
  const [second = ''] = last().references;
  await say(LEA, { reply: 'STATUT', quoting: 'marks' });
  await expectLetter({
    kind: 'status',
    says: [`${first} : en cours, 2 précisions à donner`, `${second} : en relecture, rien à donner`],
    saysNot: [/daratumumab (?!dans)/i, 'Âge'],
  });
  expectToSee(null);
  // Outside a thread nothing says that it is she: a person looks.
  await say(LEA, { subject: 'statut', text: 'Statut' });
  expectToSee('no_sheet');
  await expectLetter({ saysNot: [first, second] });
  await say('inconnu@nulle-part.test', { subject: 'STATUT', text: 'STATUT' });
  await expectSilence('no_sheet_unknown');
});
