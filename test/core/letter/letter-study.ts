/** A small study for the letters' tests, with the words of the real one: every kind of question that a letter can name. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseExpression } from '../../../src/core/study/parse-expression.js';
import { type Choice, type Field, type Language, type Study } from '../../../src/core/study/study.js';

const readTexts = (language: Language) =>
  parse(readFileSync(`studies/daratumumab/letters.${language}.yaml`, 'utf8')) as Record<string, string>;

const choice = (code: string, fr: string, en: string): Choice => ({ code, label: { fr, en } });

let number = 0;
function aField(key: string, fr: string, en: string, more: Partial<Field> = {}): Field {
  number += 1;
  return {
    number,
    key,
    section: key.split('.')[0] ?? '',
    type: 'text',
    label: { fr, en },
    choices: [],
    codesAllowed: [],
    required: true,
    ...more,
  };
}
const column = (key: string, fr: string, en: string) => ({
  key,
  type: 'text' as const,
  label: { fr, en },
  choices: [],
  codesAllowed: [],
  requiredRows: ['m0'],
});
const shownIf = parseExpression('patient.sex is given');

export const letterStudy: Study = {
  id: 'letters',
  version: '1',
  prefix: 'DARA',
  title: { fr: 'Étude', en: 'Study' },
  shortTitle: { fr: 'Étude', en: 'Study' },
  sections: [
    { key: 'patient', label: { fr: 'Patient', en: 'Patient' } },
    { key: 'dara', label: { fr: 'Daratumumab', en: 'Daratumumab' } },
    { key: 'status', label: { fr: 'Dernières nouvelles', en: 'Last news' } },
  ],
  fields: [
    aField(
      'patient.code',
      'Code patient attribué par le centre (ni nom ni prénom)',
      'Patient code (no names)',
    ),
    aField('patient.sex', 'Sexe', 'Sex', { type: 'one_of' }),
    aField('patient.organs', "Atteintes d'organe", 'Organs', {
      type: 'many_of',
      choices: [choice('kidney', 'Rein', 'Kidney'), choice('skin', 'Peau', 'Skin')],
    }),
    aField('dara.first_date', 'Date de la première perfusion', 'First infusion', { type: 'date' }),
    aField('dara.lines', `Lignes antérieures (${'une ligne, '.repeat(10)})`, 'Previous lines', {
      type: 'integer',
    }),
    aField('dara.visits', 'Évolution (une colonne par visite)', 'Course (one column a visit)', {
      type: 'table',
      table: {
        rows: { kind: 'named', rows: [choice('m0', 'M0', 'M0'), choice('m3', 'M3', 'M3')] },
        columns: [column('date', 'Date', 'Date'), column('ck', 'CK', 'CK')],
        transposed: true,
      },
    }),
    aField('dara.drugs', 'Traitements', 'Treatments', {
      type: 'table',
      table: {
        rows: { kind: 'free', count: 8 },
        columns: [column('drug', 'Nom', 'Name')],
        transposed: false,
      },
    }),
    aField('status.visit', 'Souhaitez-vous une visite ?', 'Is a visit wanted?', { type: 'yes_no' }),
    aField('status.death_date', 'Date du décès', 'Date of death', { type: 'date', shownIf }),
    aField('status.death_cause', 'Cause du décès', 'Cause of death', {
      shownIf,
      mailLabel: { fr: 'Précision sur le statut', en: 'Detail of the status' },
    }),
    ...Array.from({ length: 10 }, (_, at) =>
      aField(`status.more${at}`, `Autre question ${at}`, `Other ${at}`),
    ),
  ],
  inclusion: [],
  consistency: [],
  remarks: [],
  identity: { patientCode: 'patient.code', centre: 'patient.code' },
  contact: {
    team: { fr: "Équipe de l'étude DARA", en: 'DARA study team' },
    hospital: { fr: 'CHU de Valmont', en: 'Valmont University Hospital' },
    email: 'recueil@etude-dara.test',
    phone: '01 99 00 12 34',
  },
  sheetIntro: { fr: [], en: [] },
  letters: { fr: readTexts('fr'), en: readTexts('en') },
  reminders: { afterDays: [] },
  answerPolicy: 'unless_forged',
};
