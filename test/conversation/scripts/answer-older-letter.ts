import { conversation } from '../conversation.js';

const ODILE = 'odile@chu-numeros.test';

export default conversation(
  'an older letter of the thread is answered: its numbers are those of the sheet, and what came since stays',
  async ({ say, expectLetter, expectCase }) => {
    await say(ODILE, { sheet: { without: ['patient.age', 'dara.route', 'dara.first_date'] } });
    const first = await expectLetter({ kind: 'incomplete' });
    await say(ODILE, { reply: 'voie IV', answers: first });
    await expectLetter({ kind: 'updated' });
    await say(ODILE, { reply: '13. 52', answers: first, quoting: 'marks' });
    await expectLetter({ kind: 'updated', saysNot: [/13\. Âge/, /43\. Voie/] });
    await expectCase({ answers: { 'patient.age': 52, 'dara.route': 'iv' }, missing: ['dara.first_date'] });
  },
);
