import { expect } from '@jest/globals';
import { BOUNCES } from '../../builders/bounces.js';
import { conversation } from '../conversation.js';

const GONE = 'partie@chu-retour.test';

export default conversation(
  'a letter comes back with its reference: the reminders end, somebody is told, and nothing is ever answered to it',
  async ({ say, sayRaw, expectLetter, expectSilence, expectToSee, plannedReminders, letters, service }) => {
    await say(GONE, { sheet: { without: ['patient.age'] } });
    const letter = await expectLetter({ kind: 'incomplete' });
    expect(await plannedReminders()).toBe(3);
    const sent = service.smtp.messages.length;
    for (const [at, { write, expected }] of BOUNCES.filter((one) => one.expected.kind === 'hard').entries()) {
      const mailId = letter.header('Message-ID');
      await sayRaw('mx', write({ recipient: GONE, mailId, messageId: `<back.${at}@mx.test>` }));
      await expectSilence('bounce');
      expectToSee('bounced');
      expect(expected.kind).toBe('hard');
    }
    expect(await plannedReminders()).toBe(0);
    expect(await letters(GONE)).toHaveLength(1);
    expect(service.smtp.messages).toHaveLength(sent);
  },
);
