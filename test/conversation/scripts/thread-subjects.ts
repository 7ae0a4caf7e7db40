import { conversation } from '../conversation.js';

const DENIS = 'denis@chu-sujets.test';

export default conversation(
  'a thread survives subjects in RE: TR: Rép : and rewritten Message-IDs, by any one of its traces',
  async (talk) => {
    const { say, expectLetter, expectCase } = talk;
    await say(DENIS, { sheet: { without: ['patient.age', 'dara.dose', 'dara.route'] } });
    const letter = await expectLetter({ kind: 'incomplete' });
    const subject = `RE: TR: Rép : ${letter.mail.subject ?? ''}`;
    // The provider has put Message-IDs of its own everywhere: the address is left.
    await say(DENIS, {
      subject,
      text: 'Âge : 52 ans',
      to: /<?([^<>\s]+\+[^<>\s]+@[^<>\s]+)>?/.exec(letter.header('Reply-To'))?.[1] ?? '',
    });
    await expectCase({ answers: { 'patient.age': 52 } });
    // Only the references are left.
    await say(DENIS, {
      subject: 'sans objet',
      text: 'Dose par administration : 16',
      inReplyTo: '<autre@fournisseur.test>',
      references: `<premier@fournisseur.test> ${letter.header('Message-ID')} <autre@fournisseur.test>`,
    });
    await expectCase({ answers: { 'dara.dose': 16 } });
    // Only the header is left, as some programs keep it.
    await say(DENIS, {
      subject,
      text: 'Voie : intraveineuse',
      headers: { 'X-Recueil-Thread': letter.header('X-Recueil-Thread') },
    });
    await expectCase({ answers: { 'dara.route': 'iv' } });
  },
);
