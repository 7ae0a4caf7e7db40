import { writeMail } from '../../builders/mail.js';
import { conversation } from '../conversation.js';

const HEAD = 'chef@chu-formes.test';

export default conversation(
  'the head of the department forwards an intern’s mail with the sheet, and is the one who is answered',
  async ({ say, fill, expectLetter, expectCase, letters }) => {
    const bytes = await fill({ without: ['patient.age'] });
    const inner = await writeMail({
      from: 'interne@chu-formes.test',
      text: 'Bonjour, voici la fiche de la patiente.',
      files: [{ name: 'fiche.pdf', bytes }],
    });
    await say(HEAD, {
      subject: 'Tr: fiche',
      files: [{ name: 'Tr.eml', bytes: inner, type: 'message/rfc822' }],
    });
    await expectLetter({ kind: 'incomplete', says: ['13. Âge'] });
    await expectCase({ missing: ['patient.age'] });
    if ((await letters('interne@chu-formes.test')).length > 0) throw new Error('the intern did not write');
    await say(HEAD, { reply: 'âge 52' });
    await expectLetter({ kind: 'updated', says: ['Tout y est'] });
  },
);
