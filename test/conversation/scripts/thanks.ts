import { conversation } from '../conversation.js';

const FABRE = 'fabre@chu-merci.test';

export default conversation(
  'thanks are thanked with silence',
  async ({ say, expectLetter, expectSilence, expectToSee }) => {
    await say(FABRE, { sheet: {} });
    await expectLetter({ kind: 'complete' });
    for (const reply of [
      'Merci !',
      'Bien reçu, merci beaucoup.\n\nDr Élise Fabre\nMédecine interne',
      'Bonjour,\n\nMerci pour votre message.\n\nBien cordialement,\nÉlise Fabre\n01 99 00 45 10',
      'Thank you very much.',
      'Well received, thanks!',
    ]) {
      await say(FABRE, { reply, quoting: 'marks' });
      await expectSilence('thanks');
      expectToSee(null);
    }
    await say(FABRE, { reply: 'Merci. Quand la série sera-t-elle publiée ?', quoting: 'marks' });
    await expectLetter({ kind: 'noted' });
    expectToSee('words');
  },
);
