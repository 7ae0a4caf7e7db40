import { conversation } from '../conversation.js';

const LEA = 'lea@chu-formes.test';

export default conversation(
  'Auto-Submitted: no, and a wish to get no automatic replies, are a person’s: she is answered',
  async ({ say, expectLetter }) => {
    await say(LEA, {
      sheet: { without: ['patient.age'] },
      headers: { 'Auto-Submitted': 'no', 'X-Auto-Response-Suppress': 'All', 'Return-Path': LEA },
    });
    await expectLetter({ kind: 'incomplete' });
    await say(LEA, { reply: 'âge 52', headers: { 'Auto-Submitted': 'no' } });
    await expectLetter({ kind: 'updated' });
  },
);
