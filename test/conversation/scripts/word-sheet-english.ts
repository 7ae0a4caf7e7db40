import { conversation } from '../conversation.js';

const KATE = 'kate@hospital-abroad.test';

export default conversation(
  'words for the robot in English: STATUS, HELP, STOP, each answered in English',
  async ({ say, expectLetter, plannedReminders }) => {
    await say(KATE, { sheet: { language: 'en', without: ['patient.age'] } });
    const letter = await expectLetter({ kind: 'incomplete', says: ['Dear colleague'] });
    await say(KATE, { reply: 'HELP', answers: letter });
    await expectLetter({ kind: 'help', says: ['STOP ALL'] });
    await say(KATE, { reply: 'status', answers: letter });
    await expectLetter({ kind: 'status', says: ['DARA-'] });
    await say(KATE, { reply: 'Stop.', answers: letter });
    await expectLetter({ kind: 'stopped', says: ['no more reminders'] });
    if ((await plannedReminders()) > 0) throw new Error('a reminder is still planned');
  },
);
