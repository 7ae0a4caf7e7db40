import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const TOM = 'tom@chu-saisie.test';

export default conversation(
  'what an investigator entered meanwhile stays, and the answer is shown beside it',
  async (talk) => {
    const { say, last, expectLetter, expectCase, act, service } = talk;
    await say(TOM, { sheet: { without: ['patient.age', 'dara.route'] } });
    const asked = await expectLetter({ kind: 'incomplete' });
    const [reference = ''] = last().references;
    const { body } = await service.get<{ version: number }>(`/api/cases/${reference}`);
    const answer = { version: body.version, name: 'patient.age', value: '53', missing: null, reason: null };
    await act(`/api/cases/${reference}/answers`, answer, { status: 200 });
    await say(TOM, { reply: 'âge 52, voie IV', answers: asked });
    await expectLetter({ kind: 'updated', subject: /complète/ });
    const found = await expectCase({ answers: { 'patient.age': 53, 'dara.route': 'iv' }, missing: [] });
    expect(JSON.stringify(found.findings)).toContain('differs_from_person');
  },
);
