import { conversation } from '../conversation.js';

const BLANC = 'blanc@chu-jeton.test';
const STRANGER = 'someone@elsewhere.test';

export default conversation('a reference that can be guessed opens nothing', async (talk) => {
  const { say, last, expectLetter, expectSilence, expectToSee } = talk;
  await say(BLANC, { sheet: { without: ['patient.age'] } });
  await expectLetter({ kind: 'incomplete' });
  const [reference = ''] = last().references;
  await say(STRANGER, {
    subject: `Re: [${reference}] Fiche reçue, 1 précision utile`,
    text: `13. 52\n${reference}`,
  });
  await expectSilence('no_sheet_unknown');
  expectToSee('no_sheet');
  const found = (await talk.service.cases()).find((one) => one.reference === reference);
  if (!found || 'patient.age' in found.answers) throw new Error('the case must not have changed');
});
