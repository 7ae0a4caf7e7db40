/** Small invented studies for the tests of the core, without going through a definition file. */
import {
  type Choice,
  type Column,
  type Field,
  type MissingCode,
  type Question,
  type ScalarType,
  type Study,
} from '../../src/core/study/study.js';

const same = (text: string) => ({ fr: text, en: text });

export function buildChoice(code: string, fr: string, en = fr): Choice {
  return { code, label: { fr, en } };
}

export function buildUnit(
  code: string,
  accepts: Readonly<Record<string, number>> = {},
  fr = code,
  en = fr,
): NonNullable<Question['unit']> {
  return {
    code,
    label: { fr, en },
    accepts: Object.entries(accepts).map(([unit, factor]) => ({ unit, factor })),
  };
}

export const G_PER_L = buildUnit(
  '10*9/L',
  { 'Giga/L': 1, '10^9/L': 1, '/mm3': 0.001, '/µL': 0.001, '10^3/mm3': 1 },
  'G/L',
);
export const G_PER_DL = buildUnit('g/dL', { 'g/100 mL': 1, 'g/L': 0.1 });

export function buildQuestion(part: Partial<Question> = {}): Question {
  return { label: same('Question'), choices: [], codesAllowed: [], ...part };
}

export function buildField(
  key: string,
  type: Field['type'],
  part: Partial<Omit<Field, 'key' | 'type'>> = {},
): Field {
  const choices = type === 'yes_no' ? [buildChoice('yes', 'Oui', 'Yes'), buildChoice('no', 'Non', 'No')] : [];
  const section = key.split('.')[0] ?? '';
  return {
    number: 1,
    key,
    section,
    type,
    required: false,
    ...buildQuestion({ label: same(key), choices }),
    ...part,
  };
}

export function buildColumn(
  key: string,
  type: ScalarType,
  part: Partial<Omit<Column, 'key' | 'type'>> = {},
): Column {
  const { label, choices, codesAllowed, ...rest } = buildField(key, type);
  return {
    key,
    type,
    label,
    choices,
    codesAllowed,
    requiredRows: [],
    ...('unit' in rest && rest.unit ? { unit: rest.unit } : {}),
    ...part,
  };
}

export function buildStudy(fields: readonly Field[], part: Partial<Study> = {}): Study {
  const sections = [...new Set(fields.map(({ section }) => section))];
  return {
    id: 'tiny',
    version: '1',
    prefix: 'TINY',
    title: same('Tiny study'),
    shortTitle: same('Tiny'),
    sections: sections.map((key) => ({ key, label: same(key) })),
    fields: fields.map((field, at) => ({ ...field, number: at + 1 })),
    inclusion: [],
    consistency: [],
    remarks: [],
    identity: { patientCode: 'patient.code', centre: 'centre.hospital' },
    contact: {
      team: same('Tiny team'),
      hospital: same('CHU de Valmont'),
      email: 'recueil@tiny.test',
      phone: '01 99 00 12 34',
    },
    sheetIntro: { fr: [], en: [] },
    letters: { fr: {}, en: {} },
    reminders: { afterDays: [] },
    answerPolicy: 'unless_forged',
    ...part,
  };
}

export const ALL_CODES: readonly MissingCode[] = ['NSP', 'NF', 'NA'];
