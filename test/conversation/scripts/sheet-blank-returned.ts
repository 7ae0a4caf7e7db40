import { writeSheetPdf } from '../../../src/external/sheet-pdf.js';
import { conversation, study } from '../conversation.js';

const PETIT = 'petit@chu-vide.test';

export default conversation(
  'a sheet that comes back empty is told so, and the right one makes the case',
  async ({ say, expectLetter, expectCase }) => {
    await say(PETIT, { files: [{ name: 'fiche.pdf', bytes: await writeSheetPdf(study, 'fr') }] });
    await expectLetter({ kind: 'blank', says: ['parvenue vide'] });
    await say(PETIT, { sheet: {} });
    await expectLetter({ kind: 'complete' });
    await expectCase({ state: 'draft', missing: [] });
  },
);
