import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const OLGA = 'olga@chu-stop.test';

export default conversation(
  'STOP in a thread ends the reminders of its case, STOP TOUT all of them',
  async (talk) => {
    const { say, expectLetter, expectToSee, plannedReminders } = talk;
    await say(OLGA, { sheet: { code: 'STOP-1', without: ['patient.age'] } });
    const one = await expectLetter({ kind: 'incomplete' });
    expect(await plannedReminders()).toBe(3);
    await say(OLGA, { reply: 'Stop du daratumumab en mars 2021', answers: one });
    expectToSee('words');
    expect(await plannedReminders()).toBe(3);
    await say(OLGA, { reply: 'Bonjour,\n\nSTOP\n\nMerci', quoting: 'marks', answers: one });
    await expectLetter({ kind: 'stopped', says: ['vous ne recevrez plus de rappel pour le dossier DARA-'] });
    expectToSee(null);
    expect(await plannedReminders()).toBe(0);

    await say(OLGA, { sheet: { code: 'STOP-2', with: { 'patient.sex': 'M' }, without: ['patient.age'] } });
    await expectLetter({ kind: 'incomplete' });
    expect(await plannedReminders()).toBe(3);
    const [second] = talk.last().references;
    await say(OLGA, { subject: 'Vos messages', text: 'stop tout' });
    await expectLetter({ kind: 'stopped', says: ['plus ni rappel'] });
    const rows = await talk.service.query(
      `select 1 from reminders r join cases c on c.id = r.case_id where c.reference = $1 and r.state = 'planned'`,
      [second],
    );
    expect(rows).toEqual([]);
    // It holds for later cases too, and what she sends is answered as ever.
    await say(OLGA, {
      sheet: {
        code: 'STOP-3',
        with: { 'patient.birth_year': '1950' },
        without: ['patient.weight', 'dara.route'],
      },
    });
    await expectLetter({ kind: 'incomplete' });
    expect(await plannedReminders()).toBe(0);
  },
);
