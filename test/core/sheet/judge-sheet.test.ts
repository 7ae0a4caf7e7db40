import { describe, expect, test } from '@jest/globals';
import { FINDING_WORDS } from '../../../src/core/sheet/finding.js';
import { DOUBT_WORDS } from '../../../src/core/sheet/doubt-words.js';
import { blankSheet, judgeSheet } from '../../../src/core/sheet/judge-sheet.js';
import { type Candidate, DOUBT_CODES, type Strategy } from '../../../src/core/sheet/reading.js';
import { type Language } from '../../../src/core/study/study.js';
import {
  ALL_CODES,
  buildChoice,
  buildColumn,
  buildField,
  buildStudy,
  G_PER_DL,
  G_PER_L,
} from '../../builders/study-builder.js';

const study = buildStudy([
  buildField('centre.hospital', 'text'),
  buildField('patient.age', 'integer', { codesAllowed: ['NSP'] }),
  buildField('patient.history', 'long_text'),
  buildField('patient.hb', 'decimal', { unit: G_PER_DL, softMin: 3, softMax: 20 }),
  buildField('outcome.best', 'one_of', {
    choices: [
      buildChoice('cr', 'Complète', 'Complete'),
      buildChoice('pr', 'Partielle', 'Partial'),
      buildChoice('nr', 'Absence de réponse', 'No response'),
    ],
    codesAllowed: ['NSP'],
  }),
  buildField('outcome.relapse', 'yes_no'),
  buildField('outcome.date', 'date'),
  buildField('prior.drugs', 'many_of', {
    choices: [
      buildChoice('none', 'Aucun', 'None'),
      buildChoice('steroids', 'Corticoïdes', 'Corticosteroids'),
      buildChoice('rituximab', 'Rituximab'),
      buildChoice('other', 'Autre', 'Other'),
    ],
    codesAllowed: ['NSP'],
  }),
  buildField('prior.table', 'table', {
    codesAllowed: ALL_CODES,
    table: {
      rows: { kind: 'free', count: 3 },
      columns: [buildColumn('drug', 'text'), buildColumn('start', 'month', { codesAllowed: ['NSP'] })],
      transposed: false,
    },
  }),
  buildField('visits', 'table', {
    table: {
      rows: { kind: 'named', rows: [buildChoice('m0', 'M0'), buildChoice('m3', 'M3')] },
      columns: [
        buildColumn('date', 'date', { label: { fr: 'Date', en: 'Date' } }),
        buildColumn('platelets', 'integer', { unit: G_PER_L, label: { fr: 'Plaquettes', en: 'Platelets' } }),
        buildColumn('rescue', 'yes_no', { codesAllowed: ['NSP'] }),
      ],
      transposed: true,
    },
  }),
]);

function see(name: string, raw: string, part: Partial<Candidate> & { by?: Strategy } = {}): Candidate {
  const { by = 'acroform', ...rest } = part;
  return {
    name,
    raw,
    confidence: 1,
    source: { strategy: by, page: 1, rect: [10, 20, 100, 12] },
    ...rest,
  };
}
const tick = (name: string, code: string, part: Partial<Candidate> & { by?: Strategy } = {}) =>
  see(name, 'X', { code, ...part });
const judge = (candidates: readonly Candidate[], language: Language = 'fr') =>
  judgeSheet(study, language, candidates, { today: '2024-06-15' });

describe('a single place', () => {
  test('is answered with its source, its raw text and its confidence', () => {
    const { answers, findings } = judge([see('patient.age', ' 54 ', { confidence: 0.97 })]);
    expect(answers).toEqual({
      'patient.age': {
        value: 54,
        raw: ' 54 ',
        confidence: 0.97,
        sure: true,
        source: { strategy: 'acroform', page: 1, rect: [10, 20, 100, 12] },
      },
    });
    expect(findings).toEqual([]);
  });

  test('that holds only spaces is empty', () => {
    const { answers, findings } = judge([see('patient.age', '  \u00a0'), see('centre.hospital', '.....')]);
    expect(answers).toEqual({});
    expect(blankSheet(answers)).toBe(true);
    expect(findings).toEqual([{ code: 'blank_sheet' }]);
  });

  test('that cannot be understood keeps its text', () => {
    const { answers, findings } = judge([see('patient.age', 'la cinquantaine')]);
    expect(answers['patient.age']).toMatchObject({
      value: null,
      raw: 'la cinquantaine',
      sure: false,
      confidence: 0.5,
      doubt: 'unparsed',
      reason: 'réponse non comprise\u202f: «\u202fla cinquantaine\u202f»',
    });
    expect(findings).toEqual([{ code: 'unparsed', key: 'patient.age', detail: 'la cinquantaine' }]);
  });

  test('a doubt is worded in the sheet’s language, with a finding', () => {
    const { answers, findings } = judge([see('patient.age', 'about 54')], 'en');
    expect(answers['patient.age']).toMatchObject({
      value: 54,
      sure: false,
      reason: 'approximate answer: “about 54”',
      doubt: 'approximate',
    });
    expect(findings).toEqual([
      { code: 'doubtful', key: 'patient.age', detail: 'approximate answer: “about 54”' },
    ]);
  });

  test('a date that does not exist is doubtful, not proposed', () => {
    const { answers, findings } = judge([see('outcome.date', '31/02/2020')]);
    expect(answers['outcome.date']).toMatchObject({ value: null, raw: '31/02/2020', sure: false });
    expect(findings).toEqual([
      {
        code: 'doubtful',
        key: 'outcome.date',
        detail: 'cette date n’existe pas\u202f: «\u202f31/02/2020\u202f»',
      },
    ]);
  });

  test('a sure value may still be told of', () => {
    const { answers, findings } = judge([see('patient.hb', '110 g/L'), see('outcome.date', 'mars 2021')]);
    expect(answers['patient.hb']).toMatchObject({ value: 11, raw: '110 g/L', sure: true });
    expect(answers['outcome.date']).toMatchObject({ value: '2021-03', sure: true });
    expect(findings).toEqual([
      { code: 'converted', key: 'patient.hb', detail: '110 g/L → 11 g/dL' },
      { code: 'partial_date', key: 'outcome.date', detail: '2021-03' },
    ]);
  });

  test('a code that the question does not take', () => {
    const { answers, findings } = judge([see('outcome.date', 'NF')]);
    expect(answers['outcome.date']).toMatchObject({ value: { missing: 'NF' }, sure: false });
    expect(findings).toEqual([{ code: 'code_not_allowed', key: 'outcome.date', detail: 'NF' }]);
  });

  test('the doubt of a strategy, and its low confidence, are kept', () => {
    const { answers } = judge([
      see('patient.age', '54', { doubt: { code: 'stale_appearance', detail: '45' }, confidence: 0.9 }),
      see('centre.hospital', 'CHU de Valmont', { confidence: 0.6 }),
      see('patient.history', 'Diabète', { confidence: Number.NaN }),
    ]);
    expect(answers['patient.age']).toMatchObject({
      value: 54,
      sure: false,
      confidence: 0.5,
      reason: 'la valeur enregistrée et celle que montre la page diffèrent\u202f: «\u202f45\u202f»',
    });
    expect(answers['centre.hospital']).toMatchObject({ sure: false, doubt: 'low_confidence' });
    expect(answers['patient.history']?.sure).toBe(false);
  });

  test('text by OCR is never sure, a tick on a scan may be', () => {
    const { answers } = judge([
      see('patient.age', '54', { by: 'ocr' }),
      tick('outcome.best', 'cr', { by: 'ticks', confidence: 0.9 }),
    ]);
    expect(answers['patient.age']).toMatchObject({ value: 54, sure: false, doubt: 'from_ocr' });
    expect(answers['outcome.best']).toMatchObject({ value: 'cr', sure: true, raw: 'X' });
  });
});

describe('several strategies', () => {
  test('agree when the meaning is the same', () => {
    const { answers, findings } = judge([
      see('outcome.date', '12/03/2021', { by: 'geometry', confidence: 0.97 }),
      see('outcome.date', '12 mars 2021'),
      see('patient.history', 'Diabète\nde type 2'),
      see('patient.history', 'Diabète de type 2', { by: 'geometry' }),
    ]);
    expect(answers['outcome.date']).toMatchObject({
      value: '2021-03-12',
      raw: '12 mars 2021',
      sure: true,
      source: { strategy: 'acroform' },
    });
    expect(answers['patient.history']).toMatchObject({ value: 'Diabète\nde type 2', sure: true });
    expect(findings).toEqual([]);
  });

  test('that disagree are both named; the better one’s value is proposed', () => {
    const { answers, findings } = judge([
      see('patient.age', '45', { by: 'geometry' }),
      see('patient.age', '54'),
    ]);
    const reason = 'deux lectures de la fiche ne disent pas la même chose\u202f: «\u202f54 / 45\u202f»';
    expect(answers['patient.age']).toMatchObject({
      value: 54,
      raw: '54',
      sure: false,
      doubt: 'strategies_disagree',
      reason,
    });
    expect(findings).toEqual([{ code: 'doubtful', key: 'patient.age', detail: reason }]);
  });

  test('a doubt about how it was seen is settled by another that sees the same', () => {
    const ocr = see('patient.age', '54', { by: 'ocr', confidence: 0.6, doubt: { code: 'from_ocr' } });
    const { answers } = judge([ocr, see('patient.age', '54')]);
    expect(answers['patient.age']).toMatchObject({ value: 54, sure: true, source: { strategy: 'acroform' } });
  });

  test('a doubt about what it says is not', () => {
    const stale = see('patient.age', '54', { doubt: { code: 'stale_appearance' } });
    const { answers } = judge([stale, see('patient.age', '54', { by: 'geometry' })]);
    expect(answers['patient.age']).toMatchObject({ value: 54, sure: false, doubt: 'stale_appearance' });
    const unsure = judge([see('patient.age', '54 ?'), see('patient.age', '54', { by: 'geometry' })]);
    expect(unsure.answers['patient.age']).toMatchObject({ value: 54, sure: false, doubt: 'approximate' });
  });

  test('a damaged text layer says nothing against a form field', () => {
    const garbage = see('patient.age', '\u0002\u0003', {
      by: 'geometry',
      doubt: { code: 'unreadable_text' },
    });
    expect(judge([garbage, see('patient.age', '54')]).answers['patient.age']?.sure).toBe(true);
    expect(judge([garbage]).answers['patient.age']).toMatchObject({ value: null, sure: false });
  });
});

describe('radios', () => {
  test('exactly one box', () => {
    const { answers } = judge([
      tick('outcome.best', 'pr'),
      tick('outcome.best', 'pr', { by: 'geometry' }),
      tick('outcome.relapse', 'no'),
    ]);
    expect(answers['outcome.best']).toMatchObject({ value: 'pr', sure: true });
    expect(answers['outcome.relapse']).toMatchObject({ value: 'no', sure: true });
  });

  test.each([
    { boxes: ['cr', 'pr'], words: 'Complète, Partielle' },
    { boxes: ['cr', 'NSP'], words: 'Complète, NSP' },
    { boxes: ['cr', 'pr', 'nr'], words: 'Complète, Partielle, Absence de réponse' },
  ])('several boxes: $words', ({ boxes, words }) => {
    const { answers, findings } = judge(boxes.map((code) => tick('outcome.best', code)));
    expect(answers['outcome.best']).toMatchObject({
      value: null,
      sure: false,
      raw: words.replaceAll(', ', ' + '),
      doubt: 'several_boxes',
      reason: `plusieurs cases cochées\u202f: «\u202f${words}\u202f»`,
    });
    expect(findings).toHaveLength(1);
  });

  test('two strategies, two boxes', () => {
    const { answers } = judge([tick('outcome.best', 'cr'), tick('outcome.best', 'pr', { by: 'geometry' })]);
    expect(answers['outcome.best']).toMatchObject({ value: 'cr', sure: false, doubt: 'strategies_disagree' });
  });

  test('NSP alone, allowed and not', () => {
    const { answers, findings } = judge([tick('outcome.best', 'NSP'), tick('outcome.relapse', 'NSP')]);
    expect(answers['outcome.best']).toMatchObject({ value: { missing: 'NSP' }, sure: true });
    expect(answers['outcome.relapse']).toMatchObject({ value: { missing: 'NSP' }, sure: false });
    expect(findings).toEqual([{ code: 'code_not_allowed', key: 'outcome.relapse', detail: 'NSP' }]);
  });

  test('a state that the study does not know', () => {
    const { answers } = judge([tick('outcome.best', '2')]);
    expect(answers['outcome.best']).toMatchObject({ value: null, sure: false, doubt: 'unknown_state' });
    const both = judge([tick('outcome.best', '2'), tick('outcome.best', 'cr', { by: 'geometry' })]);
    expect(both.answers['outcome.best']).toMatchObject({ value: null, sure: false });
  });

  test('a box named by its place', () => {
    expect(judge([see('outcome.best.cr', 'Yes')]).answers['outcome.best']).toMatchObject({ value: 'cr' });
    expect(judge([see('outcome.relapse.yes', '☒')]).answers['outcome.relapse']).toMatchObject({
      value: 'yes',
    });
  });

  test('a choice in words agrees with its tick', () => {
    const { answers } = judge([
      tick('outcome.relapse', 'yes'),
      see('outcome.relapse', 'Oui', { by: 'label' }),
      see('outcome.best', 'partielle', { by: 'label' }),
    ]);
    expect(answers['outcome.relapse']).toMatchObject({ value: 'yes', sure: true });
    expect(answers['outcome.best']).toMatchObject({ value: 'pr', sure: true });
  });
});

describe('many_of', () => {
  test('in the definition’s order, with a cell for each box', () => {
    const { answers, findings } = judge([
      tick('prior.drugs.rituximab', 'rituximab', { confidence: 0.9 }),
      tick('prior.drugs.steroids', 'steroids'),
    ]);
    expect(answers['prior.drugs']).toMatchObject({
      value: ['steroids', 'rituximab'],
      raw: 'Rituximab, Corticoïdes',
      sure: true,
      confidence: 0.9,
    });
    expect(Object.keys(answers['prior.drugs']?.cells ?? {})).toEqual(['steroids', 'rituximab']);
    expect(answers['prior.drugs']?.cells?.['steroids']).toMatchObject({ value: true, raw: 'X', sure: true });
    expect(findings).toEqual([]);
  });

  test('NSP alone is an answer, NSP with others a doubt', () => {
    const alone = judge([tick('prior.drugs.NSP', 'NSP')]).answers['prior.drugs'];
    expect(alone).toMatchObject({ value: { missing: 'NSP' }, sure: true });
    const both = judge([tick('prior.drugs.NSP', 'NSP'), tick('prior.drugs.other', 'other')]);
    expect(both.answers['prior.drugs']).toMatchObject({
      value: ['other'],
      sure: false,
      doubt: 'several_boxes',
      reason: 'plusieurs cases cochées\u202f: «\u202fAutre, NSP\u202f»',
    });
    expect(both.findings).toHaveLength(1);
  });

  test('a box that one strategy of two saw is not sure', () => {
    const { answers } = judge([
      tick('prior.drugs.steroids', 'steroids'),
      tick('prior.drugs.steroids', 'steroids', { by: 'geometry' }),
      tick('prior.drugs.other', 'other', { by: 'geometry' }),
    ]);
    const { value, sure, cells, doubt } = answers['prior.drugs'] ?? {};
    expect({ value, sure, doubt }).toEqual({
      value: ['steroids', 'other'],
      sure: false,
      doubt: 'strategies_disagree',
    });
    expect(cells?.['steroids']?.sure).toBe(true);
    expect(cells?.['other']?.sure).toBe(false);
  });

  test('an unknown box, and a faint one', () => {
    const unknown = judge([tick('prior.drugs.aspirin', 'aspirin'), tick('prior.drugs.other', 'other')]);
    expect(unknown.answers['prior.drugs']).toMatchObject({
      value: ['other'],
      sure: false,
      doubt: 'unknown_state',
    });
    const only = judge([tick('prior.drugs.aspirin', 'aspirin')]);
    expect(only.answers['prior.drugs']).toMatchObject({ value: null, sure: false, raw: 'aspirin' });
    const faint = judge([tick('prior.drugs.other', 'other', { doubt: { code: 'faint_mark' } })]);
    expect(faint.answers['prior.drugs']).toMatchObject({
      value: ['other'],
      sure: false,
      doubt: 'faint_mark',
    });
  });

  test('written as a list', () => {
    const read = (raw: string) => judge([see('prior.drugs', raw, { by: 'label' })]).answers['prior.drugs'];
    expect(read('Rituximab, corticoïdes')).toMatchObject({ value: ['steroids', 'rituximab'], sure: true });
    expect(read('rituximab et autre')).toMatchObject({ value: ['rituximab', 'other'], sure: true });
    expect(read('NSP')).toMatchObject({ value: { missing: 'NSP' }, sure: true });
    expect(read('rituximab, méthotrexate')).toMatchObject({
      value: null,
      raw: 'rituximab, méthotrexate',
      sure: false,
      doubt: 'unparsed',
    });
  });
});

describe('tables', () => {
  test('free rows keep their order, empty ones are left out', () => {
    const { answers } = judge([
      see('prior.table.3.drug', 'Rituximab'),
      see('prior.table.1.start', '03/2019'),
      see('prior.table.1.drug', 'Prednisone', { confidence: 0.8 }),
    ]);
    expect(answers['prior.table']).toMatchObject({
      value: [{ drug: 'Prednisone', start: '2019-03' }, { drug: 'Rituximab' }],
      sure: true,
      confidence: 0.8,
    });
    expect(Object.keys(answers['prior.table']?.cells ?? {})).toEqual(['1.drug', '1.start', '3.drug']);
  });

  test('named rows carry their name; a table is sure only if all its cells are', () => {
    const { answers, findings } = judge([
      see('visits.m3.platelets', 'environ 45'),
      see('visits.m0.date', '12/03/2021'),
      tick('visits.m0.rescue', 'NSP'),
    ]);
    expect(answers['visits']).toMatchObject({
      value: [
        { row: 'm0', date: '2021-03-12', rescue: { missing: 'NSP' } },
        { row: 'm3', platelets: 45 },
      ],
      sure: false,
      reason: 'M3, Plaquettes (réponse approximative\u202f: «\u202fenviron 45\u202f»)',
      doubt: 'approximate',
      confidence: 0.5,
    });
    expect(answers['visits']?.cells?.['m0.date']).toMatchObject({ value: '2021-03-12', sure: true });
    expect(findings).toEqual([
      {
        code: 'doubtful',
        key: 'visits.m3.platelets',
        detail: 'réponse approximative\u202f: «\u202fenviron 45\u202f»',
      },
    ]);
  });

  test('a cell that is not understood stays in the cells alone', () => {
    const { answers, findings } = judge([
      see('visits.m0.date', 'au printemps'),
      see('visits.m3.platelets', '45 000/mm3'),
    ]);
    expect(answers['visits']?.value).toEqual([{ row: 'm3', platelets: 45 }]);
    expect(answers['visits']?.cells?.['m0.date']).toMatchObject({
      value: '',
      raw: 'au printemps',
      sure: false,
    });
    expect(findings.map(({ code, key }) => [code, key])).toEqual([
      ['unparsed', 'visits.m0.date'],
      ['converted', 'visits.m3.platelets'],
    ]);
    const nothing = judge([see('visits.m0.date', 'au printemps')]).answers['visits'];
    expect(nothing).toMatchObject({ value: null, raw: 'au printemps', sure: false });
  });

  test('a code in one cell answers that cell, a code for the table the table', () => {
    const cell = judge([see('prior.table.1.start', 'NSP')]).answers['prior.table'];
    expect(cell).toMatchObject({ value: [{ start: { missing: 'NSP' } }], sure: true });
    expect(judge([tick('prior.table.NSP', 'NSP')]).answers['prior.table']).toMatchObject({
      value: { missing: 'NSP' },
      sure: true,
    });
    expect(judge([see('prior.table', 'non fait')]).answers['prior.table']).toMatchObject({
      value: { missing: 'NF' },
      sure: true,
    });
    const both = judge([tick('prior.table.NSP', 'NSP'), see('prior.table.1.drug', 'Rituximab')]);
    expect(both.answers['prior.table']).toMatchObject({ value: [{ drug: 'Rituximab' }], sure: false });
  });
});

describe('a unit that another question holds', () => {
  const dosed = buildStudy([
    buildField('dara.dose', 'decimal', { softMin: 1, softMax: 4000 }),
    buildField('dara.unit', 'one_of', {
      choices: [buildChoice('mg_per_kg', 'mg/kg'), buildChoice('mg', 'mg')],
    }),
    buildField('other.unit', 'one_of', { choices: [buildChoice('g', 'g')] }),
  ]);
  const read = (raw: string, ...ticks: Candidate[]) =>
    judgeSheet(dosed, 'fr', [see('dara.dose', raw), ...ticks]).answers['dara.dose'];

  test.each(['16 mg/kg', '16 MG / KG', '16mg/kg'])('%j is sure when it was chosen', (raw) => {
    expect(read(raw, tick('dara.unit', 'mg_per_kg'))).toMatchObject({ value: 16, sure: true });
  });

  test('and doubtful when not, or when another was chosen', () => {
    expect(read('16 mg/kg')).toMatchObject({ value: 16, sure: false, doubt: 'unit_doubtful' });
    expect(read('16 mg/kg', tick('dara.unit', 'mg'))).toMatchObject({ sure: false, doubt: 'unit_doubtful' });
    const both = [tick('dara.unit', 'mg'), tick('dara.unit', 'mg_per_kg')];
    expect(read('16 mg/kg', ...both)).toMatchObject({ sure: false });
    expect(read('16 g', tick('other.unit', 'g'))).toMatchObject({ sure: false });
  });
});

describe('the sheet as a whole', () => {
  test('answers come in the study’s order', () => {
    const { answers } = judge([see('outcome.date', '2021'), see('centre.hospital', 'CHU de Valmont')]);
    expect(Object.keys(answers)).toEqual(['centre.hospital', 'outcome.date']);
  });

  test.each([
    'patient.name',
    'visits.m6.date',
    'visits.m0.weight',
    'prior.table.4.drug',
    'prior.table.0.drug',
    'visits.m0.date.x',
    'outcome.best.zz',
    'patient',
    '',
  ])('what stands under an unknown name (%j) is not lost', (name) => {
    const { answers, findings } = judge([
      see(name, 'au secours'),
      see(name, 'au secours', { by: 'geometry' }),
    ]);
    expect(answers).toEqual({});
    expect(findings).toEqual([{ code: 'unexpected_entry', detail: 'au secours' }]);
  });

  test('no candidate is no blank sheet: the caller knows why there is none', () => {
    expect(judge([])).toEqual({ answers: {}, findings: [] });
  });

  test('every doubt has its words, and every finding is known', () => {
    for (const code of DOUBT_CODES) {
      expect(DOUBT_WORDS[code].fr).not.toBe('');
      expect(DOUBT_WORDS[code].en).not.toBe('');
    }
    const { findings } = judge([see('patient.age', 'x y'), see('outcome.date', '12/05'), see('zz', 'q')]);
    for (const { code } of findings) expect(FINDING_WORDS[code]).toBeDefined();
    expect(findings).toHaveLength(3);
  });
});
