import { conversation } from '../conversation.js';

const INES = 'ines@chu-formes.test';

export default conversation('a PDF that stands within the text is a sheet as well', async (talk) => {
  const { say, fill, expectLetter, expectCase } = talk;
  const bytes = await fill({ without: ['patient.age'] });
  await say(INES, { files: [{ name: 'fiche.pdf', bytes, type: 'application/pdf', inline: true }] });
  await expectLetter({ kind: 'incomplete', says: ['13. Âge'] });
  await expectCase({ missing: ['patient.age'], answers: { 'dara.dose': 16 } });
});
