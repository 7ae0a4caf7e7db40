import { expect } from '@jest/globals';
import { BOUNCES } from '../../builders/bounces.js';
import { conversation } from '../conversation.js';

const FULL = 'pleine@chu-retour.test';

export default conversation(
  'a full mailbox: the letter waits to go again, the reminders stay, and nobody has to do anything',
  async ({ say, sayRaw, expectLetter, expectSilence, expectToSee, plannedReminders, service }) => {
    await say(FULL, { sheet: { without: ['patient.age'] } });
    const letter = await expectLetter({ kind: 'incomplete' });
    const full = BOUNCES.find(({ name }) => name === 'Orange, mailbox full');
    const fields = { recipient: FULL, mailId: letter.header('Message-ID'), messageId: '<full.1@mx.test>' };
    await sayRaw('mx', full?.write(fields) ?? '');
    await expectSilence();
    expectToSee(null);
    expect(await plannedReminders()).toBe(3);
    const [again] = await service.query<{ hours: number }>(
      `select extract(epoch from a.not_before - a.created_at)::int / 3600 as hours
       from letters a join letters l on a.instead_of = l.id where l.bounce = 'retried' and a.state = 'waiting'`,
    );
    expect(again?.hours).toBeGreaterThanOrEqual(4);
  },
);
