import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const ALIX = 'alix@chu-ailleurs.test';
const DESK = 'secretariat@boite-perso.test';

export default conversation(
  'a Reply-To of another organisation: the sheet is read, the answer waits for somebody’s word, and goes where she says',
  async ({ say, last, expectSilence, expectToSee, act, letters }) => {
    await say(ALIX, { sheet: {}, headers: { 'Reply-To': DESK } });
    await expectSilence('reply_to_outside');
    expectToSee('unanswered_reply_to_outside');
    expect(await letters(DESK)).toEqual([]);
    const { id } = last();
    const letter = await act(`/api/messages/${id}/release`, { to: 'sender' }, { letterTo: ALIX });
    expect(letter?.mail.text).toContain('DARA-');
    expect(await letters(DESK)).toEqual([]);
  },
);
