import { expect } from '@jest/globals';
import { zipSync } from 'fflate';
import { conversation } from '../conversation.js';

const ZOE = 'zoe@chu-formes.test';

export default conversation(
  'a ZIP with the sheets of two patients: two cases, a letter for each',
  async ({ say, last, fill, letters }) => {
    const one = await fill({ code: 'ZIP-1', with: { 'patient.birth_year': '1961' } });
    const two = await fill({
      code: 'ZIP-2',
      with: { 'patient.birth_year': '1972' },
      without: ['dara.route'],
    });
    const zip = zipSync({
      'fiches/un.pdf': one,
      'fiches/deux.pdf': two,
      '__MACOSX/._un.pdf': new Uint8Array(8),
    });
    await say(ZOE, { files: [{ name: 'fiches.zip', bytes: zip }] });
    expect(last().outcomes).toEqual(['new', 'new']);
    expect(new Set(last().references).size).toBe(2);
    expect(await letters(ZOE)).toHaveLength(2);
  },
);
