import { conversation } from '../conversation.js';

const YVES = 'yves@chu-aide.test';

export default conversation(
  'AIDE says what the robot understands, and whom to call',
  async ({ say, expectLetter, expectToSee, expectSilence }) => {
    await say(YVES, { sheet: {} });
    await expectLetter({ kind: 'complete' });
    await say(YVES, { subject: 'Aide', text: '' });
    await expectLetter({
      kind: 'help',
      says: ['FICHE', 'STATUT', 'STOP TOUT', 'VISITE', 'Pour nous parler : 01 99 00 12 34'],
    });
    expectToSee(null);
    await say(YVES, { reply: 'help\n\nI cannot open the sheet on my phone.' });
    await expectLetter({ kind: 'help' });
    expectToSee('no_sheet');
    await say('quidam@nulle-part.test', { subject: 'AIDE', text: 'AIDE' });
    await expectSilence('no_sheet_unknown');
  },
);
