import { conversation } from '../conversation.js';

const RENE = 'rene@chu-confirme.test';

export default conversation(
  'an answer to a letter whose case was confirmed meanwhile waits beside it',
  async (talk) => {
    const { say, last, expectLetter, expectToSee, expectCase, service } = talk;
    await say(RENE, { sheet: { without: ['patient.age'] } });
    await expectLetter({ kind: 'incomplete' });
    await service.query(`update cases set state = 'confirmed' where reference = $1`, [last().references[0]]);
    await say(RENE, { reply: 'Âge : 52', quoting: 'marks' });
    await expectLetter({ kind: 'waiting', says: ['n’étant plus ouvert aux modifications'] });
    expectToSee('waiting');
    await expectCase({ state: 'confirmed', not: ['patient.age'] });
  },
);
