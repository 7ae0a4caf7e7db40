import { conversation } from '../conversation.js';

const IRIS = 'iris@chu-numeros.test';

export default conversation(
  '“voir ci-joint”, with the corrected sheet: the sheet answers, and what it leaves blank erases nothing',
  async ({ say, fill, expectLetter, expectToSee, expectCase }) => {
    await say(IRIS, { sheet: { code: 'IRIS-1', without: ['patient.age', 'dara.route'] } });
    await expectLetter({ kind: 'incomplete' });
    const bytes = await fill({ code: 'IRIS-1', without: ['patient.weight', 'dara.route'] });
    await say(IRIS, { reply: 'Voir ci-joint.\nCordialement', files: [{ name: 'fiche.pdf', bytes }] });
    await expectLetter({ kind: 'updated', says: ['43. Voie'], saysNot: [/13\. Âge/, /Poids/] });
    expectToSee(null);
    await expectCase({ missing: ['dara.route'] });
  },
);
