import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const MAX = 'max@chu-frein.test';

export default conversation(
  'ten answers a day in one thread: the eleventh waits for a person, and what it brought is kept',
  async ({ say, expectLetter, expectSilence, expectToSee, letters }) => {
    await say(MAX, { sheet: { without: ['patient.age'] } });
    const first = await expectLetter({ kind: 'incomplete' });
    for (let at = 1; at < 10; at += 1) {
      await say(MAX, { reply: `âge ${40 + at}`, answers: first });
      await expectLetter();
    }
    expect(await letters(MAX)).toHaveLength(10);
    await say(MAX, { reply: 'âge 52', answers: first });
    await expectSilence('thread_rate');
    expectToSee('unanswered_thread_rate');
    expect(await letters(MAX)).toHaveLength(10);
  },
);
