import { conversation } from '../conversation.js';

const ROUX = 'roux@chu-absence.test';
const LEROY = 'leroy@chu-absence.test';

export default conversation(
  'notices of absence, with and without headers, are met with silence, and reminders wait for the return',
  async ({ say, expectLetter, expectSilence, expectToSee, service }) => {
    await say(ROUX, { sheet: { without: ['patient.age'] } });
    await expectLetter({ kind: 'incomplete' });
    const day = (ahead: number): Date => new Date(Date.now() + ahead * 86_400_000);
    const written = day(40).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
    for (const [text, headers] of [
      [`Bonjour,\nJe suis absente jusqu’au ${written}.\nEn cas d’urgence : 01 99 00 45 10.\nDr Roux`, {}],
      ['I am out of the office and will answer on my return.', {}],
      ['Je suis en congés, de retour lundi.', { 'Auto-Submitted': 'auto-replied' }],
    ] as const) {
      await say(ROUX, { reply: text, headers });
      await expectSilence();
      expectToSee(null);
    }
    const due = await service.query<{ due_at: Date }>(
      `select r.due_at from reminders r join cases c on c.id = r.case_id
       join contacts p on p.id = c.contact_id where r.state = 'planned' order by r.due_at desc limit 3`,
    );
    if (due.some(({ due_at: at }) => at < day(39))) throw new Error('a reminder would go before the return');
    // Said by the way, it is an answer.
    await say(LEROY, { sheet: { without: ['patient.age'] } });
    await expectLetter({ kind: 'incomplete' });
    await say(LEROY, { reply: 'Âge 52 ans. Je serai absent la semaine prochaine.' });
    await expectLetter({ kind: 'updated' });
  },
);
