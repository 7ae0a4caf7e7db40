import { describe, expect, test } from '@jest/globals';
import { parseAnswer } from '../../../src/core/sheet/parse-answer.js';
import { type DoubtCode } from '../../../src/core/sheet/reading.js';
import { type Language, type ScalarType } from '../../../src/core/study/study.js';
import { buildQuestion } from '../../builders/study-builder.js';

const question = buildQuestion();
const birthYear = buildQuestion({ softMin: 1900, softMax: 2015 });
const today = '2024-06-15';

const parse = (type: ScalarType, raw: string, language: Language = 'fr') =>
  parseAnswer(question, type, raw, language, { today });

const SURE: [ScalarType, string, string | number, string[]?][] = [
  ['date', '12/03/2021', '2021-03-12'],
  ['date', '1/2/23', '2023-02-01'],
  ['date', '1/2/20', '2020-02-01'],
  ['date', '15/06/24', '2024-06-15'],
  ['date', '01-02-2023', '2023-02-01'],
  ['date', '01.02.2023', '2023-02-01'],
  ['date', '01 02 2023', '2023-02-01'],
  ['date', '12 / 03 / 2021', '2021-03-12'],
  ['date', ' 12/03/2021. ', '2021-03-12'],
  ['date', '12\u202f/\u202f03\u202f/\u202f2021', '2021-03-12'],
  ['date', '12\u201103\u20112021', '2021-03-12'],
  ['date', '2021-03-12', '2021-03-12'],
  ['date', '2021/03/12', '2021-03-12'],
  ['date', '2021-03-12T00:00:00', '2021-03-12'],
  ['date', '2021-03-12 00:00:00', '2021-03-12'],
  ['date', '12/03/2021 14h30', '2021-03-12'],
  ['date', '12/03/2021 14:30', '2021-03-12'],
  ['date', '1er mars 2021', '2021-03-01'],
  ['date', '1ᵉʳ mars 2021', '2021-03-01'],
  ['date', '12 mars 2021', '2021-03-12'],
  ['date', '12 MARS 2021', '2021-03-12'],
  ['date', 'le 12 mars 2021', '2021-03-12'],
  ['date', 'vendredi 12 mars 2021', '2021-03-12'],
  ['date', 'ven. 12 mars 2021', '2021-03-12'],
  ['date', '3 févr. 2021', '2021-02-03'],
  ['date', '3 fe\u0301vr. 2021', '2021-02-03'],
  ['date', '3 aout 2021', '2021-08-03'],
  ['date', '3 août 2021', '2021-08-03'],
  ['date', '12-mars-21', '2021-03-12'],
  ['date', '12-mar-2021', '2021-03-12'],
  ['date', '12/mars/2021', '2021-03-12'],
  ['date', '12mars2021', '2021-03-12'],
  ['date', "12 mars '21", '2021-03-12'],
  ['date', 'March 12, 2021', '2021-03-12'],
  ['date', 'Mar. 12 2021', '2021-03-12'],
  ['date', '12th March 2021', '2021-03-12'],
  ['date', '12 of March 2021', '2021-03-12'],
  ['date', 'Sept. 3, 2021', '2021-09-03'],
  ['date', '29/02/2020', '2020-02-29'],
  ['date', '29/02/2000', '2000-02-29'],
  ['date', '12/2020', '2020-12', ['partial_date']],
  ['date', '3-2021', '2021-03', ['partial_date']],
  ['date', 'mars 2021', '2021-03', ['partial_date']],
  ['date', 'Sept. 2021', '2021-09', ['partial_date']],
  ['date', '2021-03', '2021-03', ['partial_date']],
  ['date', '2021', '2021', ['partial_date']],
  ['date', 'en 2021', '2021', ['partial_date']],
  ['month', '03/2021', '2021-03'],
  ['month', '3/2021', '2021-03'],
  ['month', '03.2021', '2021-03'],
  ['month', '03 2021', '2021-03'],
  ['month', '2021-03', '2021-03'],
  ['month', '2021/03', '2021-03'],
  ['month', '03/21', '2021-03'],
  ['month', '03/20', '2020-03'],
  ['month', 'mars 2021', '2021-03'],
  ['month', 'mars 21', '2021-03'],
  ['month', 'janv. 2021', '2021-01'],
  ['month', 'juil 2021', '2021-07'],
  ['month', 'juin 2021', '2021-06'],
  ['month', 'Dec 2021', '2021-12'],
  ['month', '2021', '2021', ['partial_date']],
  ['month', '12/03/2021', '2021-03', ['converted']],
  ['month', '12 mars 2021', '2021-03', ['converted']],
  ['year', '1958', 1958],
  ['year', 'en 1958', 1958],
  ['year', '12/03/1958', 1958, ['converted']],
  ['year', '03/1958', 1958, ['converted']],
];

test.each(SURE.map((row) => ({ row })))('sure: $row', ({ row: [type, raw, value, notes = []] }) => {
  const parsed = parse(type, raw);
  expect(parsed.doubt).toBeUndefined();
  expect(parsed.value).toBe(value);
  expect(parsed.notes.map(({ code }) => code)).toEqual(notes);
});

const DOUBTFUL: [ScalarType, string, string | number | null, DoubtCode, Language?][] = [
  ['date', '31/02/2020', null, 'impossible_date'],
  ['date', '29/02/2021', null, 'impossible_date'],
  ['date', '29/02/1900', null, 'impossible_date'],
  ['date', '31/04/2021', null, 'impossible_date'],
  ['date', '32/01/2021', null, 'impossible_date'],
  ['date', '31 février 2021', null, 'impossible_date'],
  ['date', '2021-02-30', null, 'impossible_date'],
  ['date', '2021-13-01', null, 'impossible_date'],
  ['date', '13/13/2021', null, 'impossible_date'],
  ['date', '31/02/23', null, 'impossible_date'],
  ['month', '31/02/2020', null, 'impossible_date'],
  ['year', '31/02/2020', null, 'impossible_date'],
  ['date', '13/2021', null, 'impossible_date'],
  ['month', '13/2021', null, 'impossible_date'],
  ['month', '00/2020', null, 'impossible_date'],
  ['date', '00/2020', null, 'impossible_date'],
  ['date', '00/03/2020', '2020-03', 'impossible_date'],
  ['date', '00/00/2020', '2020', 'impossible_date'],
  ['date', '??/03/2020', '2020-03', 'impossible_date'],
  ['date', 'xx/03/2020', '2020-03', 'impossible_date'],
  ['date', '12/03/0201', null, 'impossible_date'],
  ['date', '12/03/1521', null, 'impossible_date'],
  ['date', '1021', null, 'impossible_date'],
  ['date', 'jeudi 12 mars 2021', '2021-03-12', 'impossible_date'],
  ['date', '03/25/2021', '2021-03-25', 'ambiguous_date'],
  ['date', '03/04/05', '2005-04-03', 'ambiguous_date'],
  ['date', '12/05/58', '1958-05-12', 'ambiguous_date'],
  ['date', '16/06/24', '1924-06-16', 'ambiguous_date'],
  ['date', '1/2/23', '2023-02-01', 'ambiguous_date', 'en'],
  ['month', 'March 21', '2021-03', 'ambiguous_date', 'en'],
  ['date', 'mars 21', '2021-03', 'ambiguous_date'],
  ['date', '03/21', '2021-03', 'ambiguous_date'],
  ['date', '12/05', null, 'ambiguous_date'],
  ['month', '03/10', '2010-03', 'ambiguous_date'],
  ['month', '03/58', '1958-03', 'ambiguous_date'],
  ['year', '58', null, 'ambiguous_date'],
  ['date', '12/03-2021', '2021-03-12', 'mistyped'],
  ['date', '12032021', '2021-03-12', 'mistyped'],
  ['date', '20210312', '2021-03-12', 'mistyped'],
  ['date', '120321', null, 'unparsed'],
  ['date', '2020 ?', '2020', 'approximate'],
  ['month', 'vers 2020', '2020', 'approximate'],
  ['month', 'fin 2020', '2020', 'approximate'],
  ['month', 'fin mars 2020', '2020-03', 'approximate'],
  ['month', 'début 2020', '2020', 'approximate'],
  ['month', 'été 2020', '2020', 'approximate'],
  ['month', 'mi-2020', '2020', 'approximate'],
  ['date', '~ 12/03/2020', '2020-03-12', 'approximate'],
  ['date', '12/03/2020 ?', '2020-03-12', 'approximate'],
  ['month', 'avant 2020', null, 'unparsed'],
  ['month', 'depuis mars 2020', null, 'unparsed'],
  ['date', '12/03/2021 - 15/03/2021', null, 'unparsed'],
  ['date', '12/03/2021 et 15/03/2021', null, 'unparsed'],
  ['date', 'du 12 au 15 mars 2021', null, 'unparsed'],
  ['date', '12-15/03/2021', null, 'unparsed'],
  ['month', '03/2021-05/2021', null, 'unparsed'],
  ['month', 'mars-avril 2021', null, 'unparsed'],
  ['month', 'mars 2021, avril 2021', null, 'unparsed'],
  ['month', '2019-2020', null, 'unparsed'],
  ['month', '2019-20', null, 'unparsed'],
  ['month', '2019/20', null, 'unparsed'],
  ['month', 'jui 2021', null, 'unparsed'],
  ['date', '12 mras 2021', null, 'unparsed'],
  ['date', '12//03/2021', null, 'unparsed'],
  ['date', '12/03/20211', null, 'unparsed'],
  ['date', '12/O3/2021', null, 'unparsed'],
  ['date', '12 mars', null, 'unparsed'],
  ['date', 'jj/mm/aaaa', null, 'unparsed'],
  ['date', '12/03/2021 (M0)', null, 'unparsed'],
  ['date', '2021-03-11T23:00:00Z', null, 'unparsed'],
  ['date', '44267', null, 'unparsed'],
  ['year', '19581', null, 'unparsed'],
];

test.each(DOUBTFUL.map((row) => ({ row })))(
  'not sure: $row',
  ({ row: [type, raw, value, code, language = 'fr'] }) => {
    const parsed = parse(type, raw, language);
    expect({ code: parsed.doubt?.code, value: parsed.value }).toEqual({ code, value });
  },
);

describe('years of two digits', () => {
  test('are never sure without today', () => {
    const parsed = parseAnswer(question, 'date', '1/2/23', 'fr');
    expect(parsed.value).toBe('2023-02-01');
    expect(parsed.doubt?.code).toBe('ambiguous_date');
  });

  test('a year question proposes the only year of its range', () => {
    const read = (raw: string) => parseAnswer(birthYear, 'year', raw, 'fr', { today });
    expect(read('58')).toMatchObject({ value: 1958, doubt: { code: 'ambiguous_date' } });
    expect(read("'58").value).toBe(1958);
    expect(read('05').value).toBeNull();
  });
});

describe('what is told', () => {
  test('a day of birth is not repeated', () => {
    const { notes } = parse('year', '12/03/1958');
    expect(notes).toEqual([{ code: 'converted', detail: 'date plus précise, réduite à 1958' }]);
  });

  test('a partial date as it is stored', () => {
    expect(parse('date', 'mars 2021').notes).toEqual([{ code: 'partial_date', detail: '2021-03' }]);
  });
});
