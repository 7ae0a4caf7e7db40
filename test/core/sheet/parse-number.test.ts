import { describe, expect, test } from '@jest/globals';
import { parseAnswer } from '../../../src/core/sheet/parse-answer.js';
import { type DoubtCode } from '../../../src/core/sheet/reading.js';
import { type Scalar } from '../../../src/core/study/answer.js';
import { type Language, type Question, type ScalarType } from '../../../src/core/study/study.js';
import { buildQuestion, buildUnit, G_PER_DL, G_PER_L } from '../../builders/study-builder.js';

const plain = buildQuestion();
const dose = buildQuestion({ softMin: 1, softMax: 4000 });
const weight = buildQuestion({ unit: buildUnit('kg', { kilos: 1 }), softMin: 30, softMax: 200 });
const haemoglobin = buildQuestion({ unit: G_PER_DL, softMin: 3, softMax: 20 });
const platelets = buildQuestion({ unit: G_PER_L, softMin: 0, softMax: 1500 });
const ratio = buildQuestion({
  unit: buildUnit('g/g', { 'g/g créat': 1, 'mg/mmol': 0.00884 }),
  softMin: 0,
  softMax: 25,
});
const creatinine = buildQuestion({ unit: buildUnit('umol/L', { 'mmol/L': 1000, 'mg/dL': 88.4 }, 'µmol/L') });

const parse = (question: Question, type: ScalarType, raw: string, language: Language = 'fr') =>
  parseAnswer(question, type, raw, language);

type SureRow = [Question, 'integer' | 'decimal', string, Scalar];
const SURE: SureRow[] = [
  [plain, 'decimal', '72,5', 72.5],
  [plain, 'decimal', '72.5', 72.5],
  [plain, 'decimal', ' 72,5 ', 72.5],
  [plain, 'decimal', '1 234,5', 1234.5],
  [plain, 'decimal', '1\u202f234,5', 1234.5],
  [plain, 'decimal', '1\u00a0234.567', 1234.567],
  [plain, 'decimal', '1234,567', 1234.567],
  [plain, 'decimal', '0,125', 0.125],
  [plain, 'decimal', '= 12', 12],
  [plain, 'decimal', '１２', 12],
  [plain, 'decimal', '12\u200b,5', 12.5],
  [plain, 'integer', '0', 0],
  [plain, 'integer', '05', 5],
  [plain, 'integer', '3,0', 3],
  [plain, 'integer', '1 000 000', 1000000],
  [plain, 'decimal', '< 5', { value: 5, comparator: '<' }],
  [plain, 'decimal', '<5', { value: 5, comparator: '<' }],
  [plain, 'decimal', 'inf à 5', { value: 5, comparator: '<' }],
  [plain, 'decimal', 'Inf. à 0,5', { value: 0.5, comparator: '<' }],
  [plain, 'decimal', 'inférieur à 5', { value: 5, comparator: '<' }],
  [plain, 'decimal', 'moins de 5', { value: 5, comparator: '<' }],
  [plain, 'decimal', '≤ 5', { value: 5, comparator: '<=' }],
  [plain, 'decimal', '<= 5', { value: 5, comparator: '<=' }],
  [plain, 'integer', '> 1000', { value: 1000, comparator: '>' }],
  [plain, 'integer', '> 1 000', { value: 1000, comparator: '>' }],
  [plain, 'decimal', 'sup à 5', { value: 5, comparator: '>' }],
  [plain, 'decimal', '≥5', { value: 5, comparator: '>=' }],
  [plain, 'decimal', 'less than 5', { value: 5, comparator: '<' }],
  [plain, 'decimal', 'inférieur ou égal à 5', { value: 5, comparator: '<=' }],
  [weight, 'decimal', '72,5 kg', 72.5],
  [weight, 'decimal', '72,5kg', 72.5],
  [weight, 'decimal', '72,5 Kg.', 72.5],
  [weight, 'decimal', '300', 300],
  [haemoglobin, 'decimal', '11 g/dL', 11],
  [haemoglobin, 'decimal', '11 g/dl', 11],
  [haemoglobin, 'decimal', '11 G/DL', 11],
  [haemoglobin, 'decimal', '11 g/100ml', 11],
  [haemoglobin, 'decimal', '110 g/L', 11],
  [haemoglobin, 'decimal', '113 g / l', 11.3],
  [haemoglobin, 'decimal', '<80 g/L', { value: 8, comparator: '<' }],
  [haemoglobin, 'decimal', '112', 112],
  [platelets, 'integer', '45', 45],
  [platelets, 'integer', '45 G/L', 45],
  [platelets, 'integer', '45 g/l', 45],
  [platelets, 'integer', '45 Giga/L', 45],
  [platelets, 'integer', '45 10^9/L', 45],
  [platelets, 'integer', '45 10*9/L', 45],
  [platelets, 'integer', '45 10⁹/L', 45],
  [platelets, 'integer', '45 x 10^9/L', 45],
  [platelets, 'integer', '45×10⁹/L', 45],
  [platelets, 'integer', '150 x10e9/L', 150],
  [platelets, 'integer', '45 000/mm3', 45],
  [platelets, 'integer', '45 000 /mm³', 45],
  [platelets, 'integer', '45000/mm3', 45],
  [platelets, 'integer', '45000/μL', 45],
  [platelets, 'integer', '45000/µL', 45],
  [platelets, 'integer', '45000/uL', 45],
  [platelets, 'integer', '45 10^3/mm3', 45],
  [platelets, 'integer', '45000', 45000],
  [ratio, 'decimal', '50 mg/mmol', 0.442],
  [ratio, 'decimal', '1,2 g/g créat', 1.2],
  [ratio, 'decimal', '1,2 G/G CREAT', 1.2],
  [creatinine, 'integer', '90 µmol/L', 90],
  [creatinine, 'integer', '90 µmol/l', 90],
  [creatinine, 'integer', '90 umol/L', 90],
  [creatinine, 'integer', '90 UMOL/L', 90],
  [creatinine, 'integer', '0,09 mmol/L', 90],
  [creatinine, 'integer', '1,2 mg/dL', 106],
  [platelets, 'integer', '127 250/mm3', 127],
];

test.each(SURE.map((row) => ({ row, raw: row[2] })))(
  'sure: $raw',
  ({ row: [question, type, raw, value] }) => {
    const parsed = parse(question, type, raw);
    expect(parsed.doubt).toBeUndefined();
    expect(parsed.value).toEqual(value);
  },
);

type DoubtRow = [Question, 'integer' | 'decimal', string, Scalar | null, DoubtCode];
const DOUBTFUL: DoubtRow[] = [
  [plain, 'decimal', '1.234', null, 'ambiguous_number'],
  [dose, 'decimal', '1,800', null, 'ambiguous_number'],
  [weight, 'decimal', '72,500', 72.5, 'ambiguous_number'],
  [plain, 'decimal', '1.234,56', 1234.56, 'ambiguous_number'],
  [plain, 'decimal', '1,234.56', 1234.56, 'ambiguous_number'],
  [plain, 'decimal', "1'234", 1234, 'ambiguous_number'],
  [plain, 'decimal', '1.234.567', 1234567, 'ambiguous_number'],
  [plain, 'decimal', '1,5.3', null, 'unparsed'],
  [plain, 'decimal', '1..5', null, 'unparsed'],
  [plain, 'decimal', '12 34', null, 'unparsed'],
  [plain, 'decimal', '1 23', null, 'unparsed'],
  [plain, 'decimal', '1e3', null, 'unparsed'],
  [plain, 'decimal', '12,', 12, 'mistyped'],
  [plain, 'decimal', ',5', 0.5, 'mistyped'],
  [plain, 'decimal', '+5', 5, 'mistyped'],
  [plain, 'integer', '0123', 123, 'mistyped'],
  [plain, 'integer', '0199001234', 199001234, 'mistyped'],
  [plain, 'integer', '1O0', 100, 'mistyped'],
  [plain, 'integer', 'l2', 12, 'mistyped'],
  [plain, 'integer', '12l', null, 'unparsed'],
  [plain, 'integer', 'O', null, 'unparsed'],
  [plain, 'integer', '-5', -5, 'negative'],
  [plain, 'integer', '−5', -5, 'negative'],
  [plain, 'integer', '3,5', 3.5, 'not_whole'],
  [plain, 'integer', 'environ 12', 12, 'approximate'],
  [plain, 'integer', 'env. 12', 12, 'approximate'],
  [plain, 'integer', '~12', 12, 'approximate'],
  [plain, 'integer', '12?', 12, 'approximate'],
  [plain, 'integer', '12 ?', 12, 'approximate'],
  [plain, 'integer', '12 (?)', 12, 'approximate'],
  [plain, 'integer', '10-12', null, 'unparsed'],
  [plain, 'integer', '10 - 12', null, 'unparsed'],
  [plain, 'integer', '10 à 12', null, 'unparsed'],
  [plain, 'integer', '10/12', null, 'unparsed'],
  [plain, 'integer', '10 ou 12', null, 'unparsed'],
  [plain, 'integer', '12 ± 2', null, 'unparsed'],
  [plain, 'integer', 'douze', null, 'unparsed'],
  [plain, 'integer', '72½', null, 'unparsed'],
  [plain, 'integer', '12 lignes', 12, 'unit_doubtful'],
  [plain, 'integer', '12 (dont 3)', null, 'unparsed'],
  [plain, 'integer', '12 (sous oxygène)', 12, 'extra_text'],
  [plain, 'integer', '1234567890123456', null, 'unparsed'],
  [plain, 'integer', '12 × 3', null, 'unparsed'],
  [dose, 'decimal', '16 mg/kg', 16, 'unit_doubtful'],
  [ratio, 'decimal', '0,9 g/24h', null, 'unit_doubtful'],
  [ratio, 'decimal', '0,9 g/24 h', null, 'unit_doubtful'],
  [platelets, 'integer', '45.000/mm3', 45, 'ambiguous_number'],
  [platelets, 'integer', '45,000/mm3', 45, 'ambiguous_number'],
  [platelets, 'integer', '45 500/mm3', 46, 'not_whole'],
  [platelets, 'integer', '450/mm3', 0, 'not_whole'],
  [platelets, 'integer', '45 109/L', null, 'unit_doubtful'],
  [platelets, 'integer', '45.10^9/L', null, 'unparsed'],
  [platelets, 'integer', '4 500 000/mm3', 4500, 'unit_converted_out_of_range'],
  [haemoglobin, 'decimal', '11 mmol/L', null, 'unit_doubtful'],
  [haemoglobin, 'decimal', '11 g/L', 1.1, 'unit_converted_out_of_range'],
  [creatinine, 'integer', '90 mol/L', null, 'unit_doubtful'],
  [plain, 'decimal', '<<5', null, 'unparsed'],
  [plain, 'decimal', '5 <', 5, 'unit_doubtful'],
  [plain, 'decimal', '١٢', null, 'unparsed'],
];

test.each(DOUBTFUL.map((row) => ({ row, raw: row[2] })))(
  'not sure: $raw',
  ({ row: [question, type, raw, value, code] }) => {
    const parsed = parse(question, type, raw);
    expect({ raw, code: parsed.doubt?.code, value: parsed.value }).toEqual({ raw, code, value });
  },
);

describe('conversion', () => {
  test('is told with both values', () => {
    const { notes } = parse(haemoglobin, 'decimal', '113 g/L');
    expect(notes).toEqual([{ code: 'converted', detail: '113 g/L → 11,3 g/dL' }]);
    expect(parse(haemoglobin, 'decimal', '113 g/L', 'en').notes[0]?.detail).toBe('113 g/L → 11.3 g/dL');
  });

  test('another spelling of the unit is none', () => {
    expect(parse(platelets, 'integer', '45 Giga/L').notes).toEqual([]);
  });

  test('units that case alone tells apart are not folded', () => {
    const question = buildQuestion({ unit: buildUnit('mU/L', { 'U/L': 1000 }) });
    expect(parse(question, 'decimal', '5 MU/L').doubt?.code).toBe('unit_doubtful');
    const both = buildQuestion({ unit: buildUnit('G/L', { 'g/L': 2 }) });
    expect(parse(both, 'decimal', '5 g/L').value).toBe(10);
    expect(parse(both, 'decimal', '5 g/l').doubt?.code).toBe('unit_doubtful');
  });
});
