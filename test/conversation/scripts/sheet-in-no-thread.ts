import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const OWNER = 'owner@chu-suite.test';
const STRANGER = 'stranger@chu-autre.test';
const HOSPITAL = { 'centre.hospital': 'CHU de la Suite' };

export default conversation(
  'a sheet in no thread: its sender’s own case by code; another’s is only proposed',
  async (talk) => {
    const { say, last, expectLetter, expectToSee, expectCase } = talk;
    await say(OWNER, { sheet: { code: 'SUITE-1', with: HOSPITAL, without: ['patient.age'] } });
    await expectLetter({ kind: 'incomplete' });
    const [reference] = last().references;
    // The reference is in the subject, the centre and the code are typed: still nobody whom we know.
    await say(STRANGER, {
      subject: `[${reference ?? ''}] fiche`,
      sheet: { code: 'SUITE-1', with: { ...HOSPITAL, 'patient.weight': '80' } },
    });
    await expectLetter({ kind: 'complete', saysNot: [reference ?? ''] });
    expectToSee('proposed');
    expect(last().references).not.toContain(reference);
    await say(OWNER, { subject: 'La fiche complétée', sheet: { code: 'suite 1', with: HOSPITAL } });
    expect(last().references).toEqual([reference]);
    await expectLetter({ kind: 'updated', subject: /complète/ });
    await expectCase({ answers: { 'patient.age': 52 }, missing: [] });
  },
);
