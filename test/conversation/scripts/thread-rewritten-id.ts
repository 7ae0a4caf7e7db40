import { expect } from '@jest/globals';
import { conversation } from '../conversation.js';

const NOE = 'noe@chu-formes.test';

export default conversation(
  'a provider puts a Message-ID of its own in place of ours: the address, the header or the quoted words still lead to the case',
  async ({ say, last, expectLetter, expectCase }) => {
    await say(NOE, { sheet: { without: ['patient.age', 'dara.route', 'dara.first_date'] } });
    const letter = await expectLetter({ kind: 'incomplete' });
    const [reference] = last().references;
    const token = letter.header('X-Recueil-Thread');
    const foreign = { inReplyTo: '<CAF=abc@mail.provider.test>', references: '<CAF=abc@mail.provider.test>' };
    for (const [text, way] of [
      ['âge 52', { to: `recueil+${token}@etude-dara.test` }],
      ['voie IV', { headers: { 'X-Recueil-Thread': token } }],
      [
        `première perfusion le 3 mars 2021\n\n> ${(letter.mail.text ?? '').trimEnd().split('\n').join('\n> ')}`,
        {},
      ],
    ] as const) {
      await say(NOE, { subject: 'Re: votre message', text, ...foreign, ...way });
      expect(last().references).toEqual([reference]);
      await expectLetter({ kind: 'updated' });
    }
    await expectCase({
      answers: { 'patient.age': 52, 'dara.route': 'iv', 'dara.first_date': '2021-03-03' },
      missing: [],
    });
  },
);
