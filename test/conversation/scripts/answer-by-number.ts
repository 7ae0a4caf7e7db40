import { conversation } from '../conversation.js';

const RENE = 'rene@chu-numeros.test';

export default conversation(
  'numbers and values alone, as people answer from a telephone',
  async ({ say, expectLetter, expectCase }) => {
    await say(RENE, { sheet: { without: ['patient.age', 'dara.first_date', 'dara.route'] } });
    await expectLetter({ kind: 'incomplete', says: ['13. Âge', '40. Date', '43. Voie'] });
    await say(RENE, { reply: '13: 52\n40: 3/3/2021\n43: IV\n\nEnvoyé de mon iPhone' });
    await expectLetter({ kind: 'updated', saysNot: [/13\. Âge/] });
    await expectCase({ answers: { 'patient.age': 52, 'dara.first_date': '2021-03-03', 'dara.route': 'iv' } });
  },
);
