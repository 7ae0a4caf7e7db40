import { writeTnef } from '../../sheets/tnef-writer.js';
import { conversation } from '../conversation.js';

const PAUL = 'paul@chu-formes.test';

export default conversation(
  'Outlook packs the sheet into winmail.dat',
  async ({ say, fill, expectLetter, expectCase }) => {
    const bytes = await fill({ without: ['dara.route'] });
    const dat = writeTnef([{ name: 'FICHE~1.PDF', longName: 'fiche complétée.pdf', bytes }]);
    await say(PAUL, { files: [{ name: 'winmail.dat', bytes: dat, type: 'application/ms-tnef' }] });
    await expectLetter({ kind: 'incomplete', says: ['43. Voie'] });
    await expectCase({ missing: ['dara.route'] });
  },
);
