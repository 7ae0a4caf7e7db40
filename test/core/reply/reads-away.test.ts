/** Notices of absence without headers, and messages that only sound like one. */
import { describe, expect, test } from '@jest/globals';
import { readAway } from '../../../src/core/reply/reads-away.js';

const TODAY = '2026-12-02';
const read = (text: string, subject = 'Re: [DARA-0042] Fiche reçue') => readAway({ subject, text }, TODAY);

describe('a notice of absence', () => {
  test.each<[string, string | null]>([
    [
      'Bonjour,\nJe suis absent du 1er au 15 décembre 2026. En cas d’urgence, appelez le 01 99 00 12 34.',
      '2026-12-15',
    ],
    ['Je suis actuellement en congés jusqu’au 04/01/2027 inclus.\nCordialement', '2027-01-04'],
    ['Absente du bureau, de retour le lundi 14 décembre.', '2026-12-14'],
    ['Absente jusqu’au 14/12.', '2026-12-14'],
    ['Je serai absent jusqu’au 4 janvier. Votre message sera lu à mon retour.', '2027-01-04'],
    ['Le Dr Martin est en vacances. En cas d’urgence contactez le secrétariat.', null],
    ['I am out of the office until 15 December 2026 with limited access to e-mail.', '2026-12-15'],
    ['I’m on annual leave, back on 4 January 2027. For urgent matters call the ward.', '2027-01-04'],
    ['Thank you for your message. I am away and will reply on my return.', null],
  ])('%j', (text, until) => {
    expect(read(text)).toEqual({ until });
  });

  test('a day that has passed says nothing of the return', () => {
    expect(read('Je suis absent du 1er au 15 novembre 2026, à mon retour je vous réponds.')).toEqual({
      until: null,
    });
  });
});

describe('no notice', () => {
  test.each([
    'Âge 54, première perfusion le 3 mars 2021.',
    'Le patient est absent du service depuis mars.',
    'Je suis en congés la semaine prochaine : pouvez-vous me rappeler avant ?',
    'Je suis d’accord, voici la fiche.',
    'Le malade est parti en vacances.',
    'I am the physician in charge.',
    '> Je suis absent jusqu’au 15 décembre',
    '',
  ])('%j', (text) => {
    expect(read(text)).toBeNull();
  });
});
