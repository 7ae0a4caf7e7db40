import { describe, expect, test } from '@jest/globals';
import { parseAnswer } from '../../../src/core/sheet/parse-answer.js';
import { type DoubtCode } from '../../../src/core/sheet/reading.js';
import { type Scalar } from '../../../src/core/study/answer.js';
import { type Language, type ScalarType } from '../../../src/core/study/study.js';
import { ALL_CODES, buildChoice, buildQuestion } from '../../builders/study-builder.js';

const open = buildQuestion({ codesAllowed: ALL_CODES });
const closed = buildQuestion();
const vital = buildQuestion({
  choices: [
    buildChoice('alive', 'Vivant(e)', 'Alive'),
    buildChoice('dead', 'Décédé(e)', 'Deceased'),
    buildChoice('lost', 'Perdu(e) de vue', 'Lost to follow-up'),
  ],
  codesAllowed: ['NSP'],
});
const short = buildQuestion({
  choices: [buildChoice('cr', 'RC', 'CR'), buildChoice('pr', 'RP', 'PR'), buildChoice('nr', 'NR')],
});
const grade = buildQuestion({ choices: [buildChoice('g1', '1'), buildChoice('g2', '2')] });
const clone = buildQuestion({
  choices: [buildChoice('none', 'Aucune', 'None'), buildChoice('myeloma', 'Myélome', 'Myeloma')],
});
const told = buildQuestion({
  choices: [
    buildChoice('yes', 'Informé, ne s’oppose pas', 'Informed, not opposed'),
    buildChoice('no', 'S’oppose', 'Opposed'),
  ],
});
const unknown = buildQuestion({ choices: [buildChoice('unk', 'Inconnu', 'Unknown')], codesAllowed: ['NSP'] });

const missing = (code: 'NSP' | 'NF' | 'NA') => ({ missing: code });

describe('missing-data codes', () => {
  test.each<[string, 'NSP' | 'NF' | 'NA']>([
    ['NSP', 'NSP'],
    ['nsp', 'NSP'],
    ['N.S.P.', 'NSP'],
    ['n. s. p.', 'NSP'],
    ['NSP.', 'NSP'],
    ['(NSP)', 'NSP'],
    ['ne sait pas', 'NSP'],
    ['Ne sais pas', 'NSP'],
    ['inconnue', 'NSP'],
    ['unknown', 'NSP'],
    ['don’t know', 'NSP'],
    ['NF', 'NF'],
    ['N.F', 'NF'],
    ['non fait', 'NF'],
    ['Non réalisée', 'NF'],
    ['not done', 'NF'],
    ['NA', 'NA'],
    ['N/A', 'NA'],
    ['n.a.', 'NA'],
    ['non applicable', 'NA'],
    ['Not applicable', 'NA'],
  ])('%j is %s, whatever the type', (raw, code) => {
    for (const type of ['text', 'decimal', 'date', 'month', 'year', 'yes_no', 'long_text'] as const) {
      expect(parseAnswer(open, type, raw, 'fr')).toEqual({ value: missing(code), notes: [] });
    }
  });

  test.each(['ND', 'N.D.', '?', '-', '—', 'non disponible', 'non dosé', 'unk', 'en attente', '///'])(
    '%j does not say which',
    (raw) => {
      expect(parseAnswer(open, 'decimal', raw, 'fr')).toMatchObject({
        value: null,
        doubt: { code: 'missing_unclear' },
      });
    },
  );

  test('a code that the question does not take is proposed only', () => {
    expect(parseAnswer(closed, 'date', 'NSP', 'fr')).toMatchObject({
      value: missing('NSP'),
      doubt: { code: 'code_not_allowed', detail: 'NSP' },
    });
    expect(parseAnswer(vital, 'one_of', 'NF', 'fr').doubt?.code).toBe('code_not_allowed');
  });

  test('a code with a remark is proposed only, two codes are nothing', () => {
    expect(parseAnswer(open, 'date', 'NSP (dossier perdu)', 'fr')).toMatchObject({
      value: missing('NSP'),
      doubt: { code: 'extra_text' },
    });
    expect(parseAnswer(open, 'date', 'NSP/NF', 'fr')).toMatchObject({
      value: null,
      doubt: { code: 'unparsed' },
    });
  });

  test('a text that only begins like a code is a text', () => {
    expect(parseAnswer(open, 'text', 'NF1, taches café au lait', 'fr')).toEqual({
      value: 'NF1, taches café au lait',
      notes: [],
    });
    expect(parseAnswer(open, 'text', 'NSP au centre', 'fr').value).toBe('NSP au centre');
    expect(parseAnswer(open, 'text', 'en cours', 'fr')).toEqual({ value: 'en cours', notes: [] });
    expect(parseAnswer(open, 'text', 'ND', 'fr').doubt?.code).toBe('missing_unclear');
  });
});

describe('yes or no', () => {
  const rows: [string, Scalar | null, DoubtCode?][] = [
    ['oui', 'yes'],
    ['Oui.', 'yes'],
    ['OUI', 'yes'],
    ['O', 'yes'],
    ['yes', 'yes'],
    ['Y', 'yes'],
    ['non', 'no'],
    ['N', 'no'],
    ['No', 'no'],
    ['« non »', 'no'],
    ['X', null, 'missing_unclear'],
    ['1', null, 'unparsed'],
    ['0', null, 'unparsed'],
    ['+', null, 'unparsed'],
    ['oui/non', null, 'unparsed'],
    ['O / N', null, 'unparsed'],
    ['oui, en 2020', 'yes', 'extra_text'],
    ['non (jamais)', 'no', 'extra_text'],
    ['oui, puis non', null, 'unparsed'],
    ['oui mais', 'yes', 'extra_text'],
    ['☒ Oui ☐ Non', null, 'unparsed'],
    ['positif', null, 'unparsed'],
  ];
  test.each(rows.map((row) => ({ row })))('$row', ({ row: [raw, value, code] }) => {
    const parsed = parseAnswer(open, 'yes_no', raw, 'fr');
    expect({ value: parsed.value, code: parsed.doubt?.code }).toEqual({ value, code });
  });
});

describe('one of the choices, written', () => {
  const rows: [typeof vital, string, Scalar | null, DoubtCode?, Language?][] = [
    [vital, 'Vivant(e)', 'alive'],
    [vital, 'vivante', 'alive'],
    [vital, 'VIVANT', 'alive'],
    [vital, 'decede', 'dead'],
    [vital, 'perdu de vue', 'lost'],
    [vital, 'Perdue de vue.', 'lost'],
    [vital, 'Alive', 'alive'],
    [vital, 'dead', 'dead'],
    [vital, 'NSP', missing('NSP')],
    [vital, '2', null, 'unparsed'],
    [vital, 'décdé', 'dead', 'near_miss'],
    [vital, 'vivant (2024)', 'alive', 'near_miss'],
    [vital, 'non vivant', null, 'unparsed'],
    [vital, 'vivant ou perdu de vue', null, 'unparsed'],
    [vital, 'X', null, 'missing_unclear'],
    [short, 'RC', 'cr'],
    [short, 'cr', 'cr'],
    [short, 'NR', 'nr'],
    [short, 'R C', null, 'unparsed'],
    [grade, '2', 'g2'],
    [grade, 'g2', 'g2'],
    [grade, 'grade 2', 'g2', 'near_miss'],
    [grade, '3', null, 'unparsed'],
    [grade, '1-2', null, 'unparsed'],
    [clone, 'aucune', 'none'],
    [clone, 'pas de myélome', null, 'unparsed'],
    [clone, 'myelome multiple', 'myeloma', 'near_miss'],
    [told, "informé, ne s'oppose pas", 'yes'],
    [told, 'S oppose', 'no', 'near_miss'],
    [told, 'no', null, 'unparsed', 'en'],
    [told, 'yes', null, 'unparsed', 'en'],
    [unknown, 'inconnu', 'unk'],
  ];
  test.each(rows.map((row) => ({ row, raw: row[1] })))(
    '$raw',
    ({ row: [question, raw, value, code, language = 'fr'] }) => {
      const parsed = parseAnswer(question, 'one_of', raw, language);
      expect({ raw, value: parsed.value, code: parsed.doubt?.code }).toEqual({ raw, value, code });
    },
  );
});

describe('addresses and numbers', () => {
  const rows: [ScalarType, string, string, DoubtCode?][] = [
    ['email', ' a.durand@chu-valmont.test ', 'a.durand@chu-valmont.test'],
    ['email', 'mailto:a.durand@chu-valmont.test', 'a.durand@chu-valmont.test'],
    ['email', '<a.durand@chu-valmont.test>', 'a.durand@chu-valmont.test'],
    ['email', 'a.durand@chu-valmont', 'a.durand@chu-valmont', 'bad_address'],
    ['email', 'a.durand chu-valmont.test', 'a.durand chu-valmont.test', 'bad_address'],
    ['email', 'a@b.test, c@d.test', 'a@b.test, c@d.test', 'bad_address'],
    ['phone', '01 99 00 12 34', '01 99 00 12 34'],
    ['phone', '01.99.00.12.34', '01.99.00.12.34'],
    ['phone', '+33 (0)1 99 00 12 34', '+33 (0)1 99 00 12 34'],
    ['phone', '01 99 00 12 34 poste 5678', '01 99 00 12 34 poste 5678'],
    ['phone', '5678', '5678', 'bad_address'],
    ['phone', '01 99 00 12 3O', '01 99 00 12 3O', 'bad_address'],
    ['phone', '01 99 00 12 34 / 06 99 00 12 34', '01 99 00 12 34 / 06 99 00 12 34', 'bad_address'],
  ];
  test.each(rows.map((row) => ({ row })))('$row', ({ row: [type, raw, value, code] }) => {
    const parsed = parseAnswer(closed, type, raw, 'fr');
    expect({ value: parsed.value, code: parsed.doubt?.code }).toEqual({ value, code });
  });
});

describe('texts', () => {
  test('are NFC, trimmed, without invisible characters or ligatures', () => {
    const read = (raw: string) => parseAnswer(closed, 'text', raw, 'fr').value;
    expect(read('  He\u0301pital\u200b ')).toBe('Hépital');
    expect(read('of\ufb01ce\u00ad\u202fA')).toBe('office A');
    expect(read('deux\r\nlignes')).toBe('deux lignes');
    expect(read('dose 10⁹ et µg')).toBe('dose 10⁹ et µg');
    expect(read('5 €')).toBe('5 €');
  });

  test('long texts keep their lines', () => {
    const read = (raw: string) => parseAnswer(closed, 'long_text', raw, 'fr').value;
    expect(read('un \r\n\r\n deux\rtrois\u2028quatre')).toBe('un\n\ndeux\ntrois\nquatre');
  });

  test.each(['', '   ', '\u00a0\u200b\n', '......', '____', '……'])('%j is blank', (raw) => {
    expect(parseAnswer(closed, 'text', raw, 'fr')).toEqual({ value: null, notes: [] });
    expect(parseAnswer(closed, 'date', raw, 'fr')).toEqual({ value: null, notes: [] });
  });

  test('damaged text is never sure', () => {
    expect(parseAnswer(closed, 'text', 'H\ufffdpital', 'fr').doubt?.code).toBe('unreadable_text');
    expect(parseAnswer(closed, 'text', '\u0001\u0002a', 'fr').doubt?.code).toBe('unreadable_text');
    expect(parseAnswer(closed, 'decimal', '7\u00002,5', 'fr').doubt?.code).toBe('unreadable_text');
  });
});
