import { conversation } from '../conversation.js';

export default conversation(
  'what comes from our own address, or from an empty one, is never answered',
  async ({ say, expectSilence, letters }) => {
    for (const from of ['recueil@etude-dara.test', 'recueil+abc@etude-dara.test']) {
      await say(from, { subject: 'Fiche de recueil', text: 'FICHE', files: [] });
      await expectSilence('own');
    }
    if ((await letters('recueil@etude-dara.test')).length > 0) throw new Error('a letter to ourselves');
  },
);
