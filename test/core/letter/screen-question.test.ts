/** An investigator's own words: what tells an answer, the patient's code or a person does not go; a plain question does. */
import { describe, expect, test } from '@jest/globals';
import { type CaseAnswers } from '../../../src/core/case/case-answers.js';
import { type Leak, screenQuestion } from '../../../src/core/letter/screen-question.js';
import { type ReadAnswer } from '../../../src/core/sheet/reading.js';
import { letterStudy } from './letter-study.js';

const given = (value: unknown, raw: string) => ({
  answer: {
    value,
    raw,
    confidence: 1,
    sure: true,
    source: { strategy: 'acroform' },
  } as unknown as ReadAnswer,
  origin: 'reading' as const,
});
const answers: CaseAnswers = {
  'patient.code': given('VAL-17', 'VAL-17'),
  'patient.sex': given('F', 'F'),
  'patient.organs': given(['kidney'], 'kidney'),
  'dara.first_date': given('2020-03-09', '09/03/2020'),
  'dara.lines': given(16, '16'),
  'dara.visits': given([{ row: 'm0', ck: 61.5 }], ''),
  'dara.drugs': given([{ drug: 'Rituximab' }, { drug: 'Autre' }], ''),
};

const texts: [string, Leak | null][] = [
  ['Cette date est-elle celle de la prescription ?', null],
  ['Pouvez-vous vérifier l’unité ?', null],
  ['La voie est-elle IV ou SC ?', null],
  ['Est-ce à 6 mois ou à 12 mois ?', null],
  ['Le sexe est-il F ou M ?', null],
  ['Le patient VAL-17 est-il suivi chez vous ?', 'patient_code'],
  ['Le patient val 17 est-il suivi chez vous ?', 'patient_code'],
  ['Confirmez-vous l’atteinte du rein ?', 'answer'],
  ['Confirmez-vous l’atteinte du REIN ?', 'answer'],
  ['Is the kidney concerned?', 'answer'],
  ['La peau est-elle atteinte ?', null],
  ['Confirmez-vous 16 mg/kg ?', 'answer'],
  ['Confirmez-vous 116 mg/kg ?', null],
  ['CK à 61,5 ?', 'answer'],
  ['CK à 61.5 ?', 'answer'],
  ['Le rituximab a-t-il été arrêté ?', 'answer'],
  ['Le début est-il le 09/03/2020 ?', 'identifier'],
  ['Né le 1.2.1968 ?', 'identifier'],
  ['Est-ce 2020-03-09 ?', 'identifier'],
  ['Écrivez-moi à claire@chu-valmont.test', 'identifier'],
  ['Appelez le 01 99 00 12 34', 'identifier'],
  ['Dossier 4501238 ?', 'identifier'],
  ['Mme Dupont est-elle revenue ?', 'identifier'],
  ['M. Dupont est-il revenu ?', 'identifier'],
  ['Et 12 m. après la dernière cure ?', null],
  ['Y a-t-il une autre cause ?', null],
];

describe('screenQuestion', () => {
  test.each(texts)('%s: %s', (text, leak) => {
    expect(screenQuestion(letterStudy, text, answers)).toBe(leak);
  });
  test('a case without answers', () => {
    expect(screenQuestion(letterStudy, 'Confirmez-vous l’atteinte du rein ?', {})).toBeNull();
  });
});
