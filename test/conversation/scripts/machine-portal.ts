import { writeMail } from '../../builders/mail.js';
import { conversation } from '../conversation.js';

const PORTAL = 'ne-pas-repondre@messagerie-securisee.test';

export default conversation(
  'a portal of secured mail wraps the clinician’s message: the sheet within is read, and the portal is not answered',
  async ({ say, fill, expectSilence, expectCase, letters }) => {
    const bytes = await fill({ code: 'PORTAIL-1' });
    const inner = await writeMail({
      from: 'dr.morel@clinique-lac.test',
      text: 'Chère équipe, voici la fiche.',
      files: [{ name: 'fiche.pdf', bytes }],
    });
    await say(PORTAL, {
      subject: 'Nouveau message sécurisé de Dr Morel',
      text: 'Vous avez reçu un message sécurisé. Ne répondez pas à cet e-mail.',
      files: [{ name: 'message-securise.eml', bytes: inner, type: 'message/rfc822' }],
    });
    await expectSilence('machine');
    await expectCase({ answers: { 'patient.code': 'PORTAIL-1' } });
    if ((await letters('dr.morel@clinique-lac.test')).length > 0)
      throw new Error('an address within a message was written to');
  },
);
