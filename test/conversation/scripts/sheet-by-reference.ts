import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const ANNA = 'anna@chu-reference.test';
const HOME = 'anna.perso@courriel.test';

export default conversation(
  'a sheet that names a case, from elsewhere and in no thread, is proposed and nothing more',
  async (talk) => {
    const { say, last, expectLetter, expectToSee } = talk;
    await say(ANNA, {
      sheet: { code: 'REF-1', without: ['patient.age'], with: { 'centre.hospital': 'CHU Référence' } },
    });
    await expectLetter({ kind: 'incomplete' });
    const [reference = ''] = last().references;
    await say(HOME, {
      subject: `Suite de ${reference}`,
      text: 'Bonjour, la fiche complétée.',
      sheet: { without: ['patient.code', 'centre'], with: {} },
    });
    expectToSee('proposed');
    expect(last().references).not.toContain(reference);
    await expectLetter({ saysNot: [reference] });
    const found = (await talk.service.cases()).find((one) => one.reference === reference);
    expect(found?.missing).toEqual(['patient.age']);
  },
);
