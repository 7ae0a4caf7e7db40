/** Loading a study: the two that are in the tree, and one clear line for each mistake that a person can make. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadStudy } from '../../src/studies/load-study.js';
import { StudyError } from '../../src/studies/study-error.js';

const TINY = 'test/studies/tiny';
const FILES = ['study.yaml', 'letters.fr.yaml', 'letters.en.yaml'] as const;
type FileName = (typeof FILES)[number];
const texts = Object.fromEntries(
  FILES.map((file) => [file, readFileSync(join(TINY, file), 'utf8')]),
) as Record<FileName, string>;
const FOLLOWED = [
  'a misspelt name',
  'choices of a text',
  'a key twice',
  'a key that continues another',
  'rows of nothing',
  'columns of no table',
];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'study-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Loads the tiny study with one text of a file put in the place of another. */
function loadChanged(file: FileName, old: string, changed: string): { lines: readonly string[]; at: number } {
  for (const each of FILES) writeFileSync(join(folder, each), texts[each]);
  const text = texts[file];
  expect(text.split(old)).toHaveLength(2);
  const at = text.slice(0, text.indexOf(old)).split('\n').length;
  writeFileSync(
    join(folder, file),
    text.replace(old, () => changed),
  );
  try {
    loadStudy(folder);
  } catch (error) {
    if (error instanceof StudyError) return { lines: error.lines, at };
    throw error;
  }
  return { lines: [], at };
}

describe('a mistake gives one line with its place', () => {
  test.each<[string, string, string, string, number?]>([
    // Form
    [
      'a misspelt name',
      '    label: { fr: Rucher, en: Apiary }',
      '    lable: { fr: Rucher, en: Apiary }',
      'section place: "lable" is not known here',
    ],
    [
      'a label without a language',
      '{ fr: Nom du rucher, en: Name of the apiary }',
      '{ fr: Nom du rucher }',
      'field place.apiary: "en" is missing',
    ],
    ['an empty label', 'en: Name of the apiary', "en: ''", 'field place.apiary: "en" is empty'],
    ['an unknown type', 'type: decimal', 'type: number', 'field keeper.honey: "type" must be one of text,'],
    ['a number for a text', "version: '2'", 'version: 2', 'version: "version" must be a text'],
    [
      'a text for a number',
      'soft_min: 0',
      'soft_min: zero',
      'field keeper.honey: "soft_min" must be a number',
    ],
    [
      'yes for true',
      '      - key: keeper.ref\n        label: { fr: Code, en: Code }\n        type: text\n        required: true',
      '      - key: keeper.ref\n        label: { fr: Code, en: Code }\n        type: text\n        required: yes',
      'field keeper.ref: "required" must be true or false',
      3,
    ],
    [
      'an unknown code for missing data',
      '[NSP, NF]',
      '[NSP, XX]',
      'field keeper.signs: "1" must be one of NSP, NF, NA',
    ],
    [
      'a key that no form field can have',
      'key: keeper.signs',
      'key: Keeper-signs',
      'field Keeper-signs: "key" is not written as it must be',
    ],
    [
      'a key in one part',
      'key: keeper.signs',
      'key: signs',
      'field signs: "key" is not written as it must be',
    ],
    ['a missing part', 'prefix: TINY\n', '', '"prefix" is missing'],
    ['a bad reminder', 'after_days: [10]', 'after_days: [0]', 'reminders: "0" must be >= 1'],
    // YAML itself
    ['a name twice', 'prefix: TINY', 'prefix: TINY\nprefix: TINY', 'Map keys must be unique', 1],
    ['broken YAML', 'prefix: TINY', 'prefix: [TINY', 'Flow sequence', 1],
    // Questions
    [
      'an unknown list',
      'choices: hive\n',
      'choices: hives\n',
      'field place.hive: unknown list of choices "hives"',
    ],
    ['an unknown unit', 'unit: mL', 'unit: dL', 'field keeper.honey: unknown unit "dL"'],
    [
      'a choice without list',
      '        choices: hive\n        required',
      '        required',
      'field place.hive: one_of needs "choices"',
      -1,
    ],
    [
      'choices of a text',
      'type: one_of\n        choices: hive',
      'type: text\n        choices: hive',
      'field place.hive: choices are for one_of and many_of, not text',
      1,
    ],
    [
      'limits the wrong way',
      'soft_min: 0',
      'soft_min: 6000',
      'field keeper.honey: soft_min (6000) is above soft_max (5000)',
    ],
    [
      'limits of a text',
      'key: spot, label',
      'key: spot, soft_max: 3, label',
      'field keeper.stings, column spot: soft_max is for a number, not text',
    ],
    ['a code that means missing', 'code: wood', 'code: nsp', 'choices hive: the code "nsp" is taken'],
    ['a code that means no tick', 'code: wood', 'code: Off', 'choices hive: the code "Off" is taken'],
    [
      'a code that is a word of the rules',
      'code: wood',
      'code: today',
      'choices hive: the code "today" is a word of the rules',
    ],
    ['a code twice', 'code: wood', 'code: straw', 'choices hive: the code "straw" is there twice'],
    [
      'a key twice',
      'key: keeper.ref',
      'key: place.apiary',
      'field place.apiary: the key "place.apiary" is there twice',
    ],
    [
      'a key that continues another',
      'key: keeper.sting.day',
      'key: keeper.ref.day',
      'field keeper.ref.day: the key "keeper.ref.day" continues the key "keeper.ref"',
    ],
    ['a section twice', '  - key: keeper\n', '  - key: place\n', 'section place: the section is there twice'],
    // Tables
    ['rows of nothing', '        rows: 3\n', '', 'field keeper.stings: a table needs "rows"', -1],
    [
      'rows of an unknown list',
      'rows: 3',
      'rows: spots',
      'field keeper.stings: unknown list of choices "spots"',
    ],
    [
      'a column twice',
      'key: size,',
      'key: spot,',
      'field keeper.stings, column spot: the column is there twice',
    ],
    [
      'a column named row',
      'key: spot,',
      'key: row,',
      'field keeper.stings, column row: no column can be named "row"',
    ],
    [
      'a table in a table',
      'type: integer, soft_max',
      'type: table, soft_max',
      'field keeper.stings, column diameter: "type" must be one of text,',
    ],
    [
      'required rows of a free table',
      'key: spot,',
      'key: spot, required_rows: [m0],',
      'field keeper.stings, column spot: required_rows is for tables whose rows have names',
    ],
    [
      'an unknown required row',
      '        rows: 3\n        codes_allowed: [NA]\n        columns:\n          - { key: spot,',
      '        rows: size\n        codes_allowed: [NA]\n        columns:\n          - { key: spot, required_rows: [huge],',
      'field keeper.stings, column spot: "huge" is not a row of this table',
      3,
    ],
    [
      'columns of no table',
      'type: table',
      'type: text',
      'field keeper.stings: "rows" is for a table, not text',
      1,
    ],
    // Expressions
    [
      'shown_if that is none',
      'shown_if: place.hive = plastic',
      'shown_if: place.hive equals plastic',
      'field place.hive_detail: shown_if: expected a comparison',
    ],
    [
      'shown_if on an unknown question',
      'shown_if: place.hive = plastic',
      'shown_if: place.hives = plastic',
      'field place.hive_detail: shown_if: unknown question "place.hives"',
    ],
    [
      'shown_if on a later question',
      'shown_if: place.hive = plastic',
      'shown_if: keeper.honey > 3',
      'field place.hive_detail: shown_if: "keeper.honey" does not come before this question',
    ],
    [
      'shown_if on itself',
      'shown_if: place.hive = plastic',
      'shown_if: place.hive_detail is given',
      'does not come before this question',
    ],
    [
      'shown_if with an unknown choice',
      'shown_if: place.hive = plastic',
      'shown_if: place.hive = other',
      '"other" is not a choice of place.hive',
    ],
    [
      'a rule on an unknown question',
      'nothing stands alone in keeper.signs',
      'nothing stands alone in keeper.sign',
      'rule C: unknown question "keeper.sign"',
    ],
    [
      'a rule that cannot be parsed',
      'check: keeper.sting.day is given',
      'check: keeper.sting.day is given and',
      'rule A: expected a question, a code, a number or a date, found the end',
    ],
    ['a rule twice', '- id: C', '- id: B', 'rule B: the rule is there twice', 0],
    // What names a question
    [
      'an unknown answer that confirms',
      'reminders: {',
      'non_opposition: { field: place.hive, allows_confirmation: [glass], closes: [] }\nreminders: {',
      'non_opposition: "glass" is not a choice of place.hive',
    ],
    [
      'other ways to write no unit',
      'unit: mL',
      'accepts: { cL: 10 }',
      'field keeper.honey: "accepts" needs a "unit"',
    ],
    [
      'an unknown identity',
      'centre: place.apiary',
      'centre: place.name',
      'identity: unknown question "place.name"',
    ],
  ])('%s', (name, old, changed, message, offset = 0) => {
    const { lines, at } = loadChanged('study.yaml', old, changed);
    const line = lines.find((each) => each.includes(message));
    expect(line).toMatch(new RegExp(`^${folder}/study.yaml:\\d+ `));
    if (!message.startsWith('"prefix"')) expect(line).toContain(`study.yaml:${at + offset} `);
    // What else is said follows from it: a rule that names a question which is now called otherwise.
    if (!FOLLOWED.includes(name)) expect(lines).toEqual([line]);
  });

  test.each<[FileName, string, string, string]>([
    ['letters.fr.yaml', 'greeting:', 'greetings:', 'greeting: text missing'],
    [
      'letters.en.yaml',
      "greeting: 'Hive greeting'",
      'greeting: [Hive, greeting]',
      'greeting: must be a text',
    ],
    [
      'letters.en.yaml',
      "greeting: 'Hive greeting'",
      "greeting: 'Dear {colleague}'",
      'greeting: {colleague} is not available',
    ],
  ])('%s: %s → %s', (file, old, changed, message) => {
    const { lines, at } = loadChanged(file, old, changed);
    expect(lines.find((line) => line.includes(message))).toContain(`${folder}/${file}:`);
    if (!changed.startsWith('greetings')) expect(lines[0]).toContain(`${file}:${at} `);
  });

  test('all mistakes at once, in the order of the file', () => {
    const { lines } = loadChanged(
      'study.yaml',
      'unit: mL\n        soft_min: 0',
      'unit: pint\n        soft_min: 9000',
    );
    expect(lines.map((line) => line.replace(`${folder}/`, ''))).toEqual([
      expect.stringMatching(/^study.yaml:\d+ field keeper.honey: unknown unit "pint"$/),
      expect.stringMatching(
        /^study.yaml:\d+ field keeper.honey: soft_min \(9000\) is above soft_max \(5000\)$/,
      ),
    ]);
  });

  test('a folder without a study', () => {
    expect(() => loadStudy(join(folder, 'nowhere'))).toThrow(
      /nowhere\/study.yaml: the file cannot be read \(ENOENT\)/,
    );
  });
});

describe('the first study', () => {
  const study = loadStudy('studies/daratumumab');
  test('76 questions, numbered, 3 of them tables, 5 + 11 rules', () => {
    expect(study.fields.map(({ number }) => number)).toEqual(
      Array.from({ length: 76 }, (_, index) => index + 1),
    );
    expect(study.fields.filter(({ type }) => type === 'table').map(({ key }) => key)).toEqual([
      'disease.autoantibodies',
      'prior.treatments',
      'followup.visits',
    ]);
    expect(study.inclusion.map(({ id }) => id)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5']);
    expect(study.consistency).toHaveLength(11);
  });

  test('units convert as the study says', () => {
    const columns = study.fields.find(({ key }) => key === 'followup.visits')?.table?.columns ?? [];
    const factor = (column: string, unit: string) =>
      columns.find(({ key }) => key === column)?.unit?.accepts.find((each) => each.unit === unit)?.factor;
    expect(factor('proteinuria', 'mg/mmol')).toBe(0.00884);
    expect(factor('proteinuria', 'g/24h')).toBeUndefined();
    expect(factor('haemoglobin', 'g/L')).toBe(0.1);
    expect(factor('platelets', '/mm3')).toBe(0.001);
    expect(factor('creatinine', 'mg/L')).toBe(8.84);
    expect(factor('c3', 'mg/dL')).toBe(0.01);
  });

  test('a written cell takes its table’s codes, a ticked one those that have a box', () => {
    const columns = study.fields.find(({ key }) => key === 'followup.visits')?.table?.columns ?? [];
    const codes = Object.fromEntries(columns.map(({ key, codesAllowed }) => [key, codesAllowed]));
    expect(codes['igg']).toEqual(['NSP', 'NF', 'NA']);
    expect(codes['rescue']).toEqual(['NSP']);
    expect(codes['response']).toEqual([]);
  });
});
