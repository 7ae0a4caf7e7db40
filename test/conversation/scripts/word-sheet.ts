import { conversation } from '../conversation.js';

const INES = 'ines@chu-fiche.test';
const BLANKS = ['fiche-daratumumab-v1.pdf', 'fiche-daratumumab-v1.docx'];

export default conversation(
  'FICHE sends the blank sheet, as PDF and Word',
  async ({ say, expectLetter, expectToSee }) => {
    await say(INES, { sheet: {} });
    await expectLetter({ kind: 'complete' });
    await say(INES, { subject: 'FICHE', text: '' });
    await expectLetter({ kind: 'blank_sent', files: BLANKS });
    await say(INES, { subject: 'Nouveau cas', text: 'Bonjour,\n\nFiche\n\nMerci' });
    await expectLetter({ kind: 'blank_sent', files: BLANKS });
    expectToSee(null);
    await say(INES, { subject: 'New case', text: 'Hello,\n\nSHEET please\n\nThank you' });
    await expectLetter({ kind: 'blank_sent', files: [/^sheet-.*pdf$/, /^sheet-.*docx$/] });
  },
);
