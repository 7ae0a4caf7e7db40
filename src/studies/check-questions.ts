/** Second check of a study.yaml, part one: do the questions, lists and units fit together? */
import { MISSING_CODES } from '../core/study/study.js';
import { RESERVED_WORDS } from '../core/study/tokenise-expression.js';
import { type Mistake } from './check-form.js';
import { type ColumnFile, type FieldFile, type QuestionFile, type StudyFile } from './study-file.js';
import { type Path } from './yaml-source.js';

/** Codes that mean something else in a form: `Off` is the state of a box without a tick. */
const TAKEN_CODES: ReadonlySet<string> = new Set([...MISSING_CODES, 'Off'].map((code) => code.toLowerCase()));
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'year']);
const CHOSEN: ReadonlySet<string> = new Set(['one_of', 'many_of']);

export function checkQuestions(file: StudyFile): Mistake[] {
  return [
    ...checkLists(file),
    ...checkNames(file),
    ...eachField(file, (field, path) => checkField(file, field, path)),
  ];
}

/** Calls for every field with its path, in order. */
export function eachField(
  file: StudyFile,
  check: (field: FieldFile, path: Path, position: number) => readonly Mistake[],
): Mistake[] {
  let position = 0;
  return file.sections.flatMap((section, index) =>
    section.fields.flatMap((field, at) => check(field, ['sections', index, 'fields', at], position++)),
  );
}

function checkLists(file: StudyFile): Mistake[] {
  return Object.entries(file.choices ?? {}).flatMap(([list, { codes }]) =>
    codes.flatMap(({ code }, index): Mistake[] => {
      const path = ['choices', list, 'codes', index, 'code'];
      if (TAKEN_CODES.has(code.toLowerCase())) {
        return [
          { path, message: `the code "${code}" is taken: NSP, NF, NA and Off have a meaning of their own` },
        ];
      }
      if (RESERVED_WORDS.has(code)) {
        return [{ path, message: `the code "${code}" is a word of the rules` }];
      }
      const first = codes.findIndex((other) => other.code.toLowerCase() === code.toLowerCase());
      return first < index ? [{ path, message: `the code "${code}" is there twice` }] : [];
    }),
  );
}

/** Keys name the fields of the form: none may be used twice, nor continue another (`a.b` and `a.b.c`). */
function checkNames(file: StudyFile): Mistake[] {
  const keys = file.sections.flatMap((section) => section.fields.map(({ key }) => key));
  const twice = findDoubles(file.sections.map(({ key }) => key));
  return [
    ...twice.map((index) => ({ path: ['sections', index, 'key'], message: 'the section is there twice' })),
    ...eachField(file, ({ key }, path, position) => {
      const at = [...path, 'key'];
      if (keys.indexOf(key) < position) return [{ path: at, message: `the key "${key}" is there twice` }];
      const longer = keys.find((other) => key.startsWith(`${other}.`));
      return longer === undefined
        ? []
        : [
            {
              path: at,
              message: `the key "${key}" continues the key "${longer}": the form could not tell them apart`,
            },
          ];
    }),
  ];
}

function checkField(file: StudyFile, field: FieldFile, path: Path): Mistake[] {
  return [...checkQuestion(file, field, field.type, path), ...checkTable(file, field, path)];
}

function checkQuestion(file: StudyFile, question: QuestionFile, type: string, path: Path): Mistake[] {
  const { choices, unit, soft_min: low, soft_max: high } = question;
  const mistakes: Mistake[] = [];
  const tell = (name: string, message: string) => mistakes.push({ path: [...path, name], message });
  if (choices !== undefined && !CHOSEN.has(type))
    tell('choices', `choices are for one_of and many_of, not ${type}`);
  if (choices === undefined && CHOSEN.has(type)) tell('type', `${type} needs "choices"`);
  if (choices !== undefined && file.choices?.[choices] === undefined) {
    tell('choices', `unknown list of choices "${choices}"`);
  }
  if (unit !== undefined && file.units?.[unit] === undefined) tell('unit', `unknown unit "${unit}"`);
  if (unit !== undefined && !NUMBERS.has(type)) tell('unit', `a unit is for a number, not ${type}`);
  if (question.accepts && unit === undefined) tell('accepts', '"accepts" needs a "unit"');
  if (low !== undefined && high !== undefined && low > high) {
    tell('soft_min', `soft_min (${low}) is above soft_max (${high})`);
  }
  for (const name of ['soft_min', 'soft_max'] as const) {
    if (question[name] !== undefined && !NUMBERS.has(type))
      tell(name, `${name} is for a number, not ${type}`);
  }
  return mistakes;
}

function checkTable(file: StudyFile, field: FieldFile, path: Path): Mistake[] {
  if (field.type !== 'table') {
    return (['rows', 'columns', 'transposed'] as const)
      .filter((name) => field[name] !== undefined)
      .map((name) => ({ path: [...path, name], message: `"${name}" is for a table, not ${field.type}` }));
  }
  const mistakes: Mistake[] = [];
  const tell = (name: string, message: string) => mistakes.push({ path: [...path, name], message });
  if (field.rows === undefined) tell('type', 'a table needs "rows"');
  if (typeof field.rows === 'string' && file.choices?.[field.rows] === undefined) {
    tell('rows', `unknown list of choices "${field.rows}"`);
  }
  if (!field.columns) tell('type', 'a table needs "columns"');
  const columns = field.columns ?? [];
  for (const index of findDoubles(columns.map(({ key }) => key))) {
    mistakes.push({ path: [...path, 'columns', index, 'key'], message: 'the column is there twice' });
  }
  return [
    ...mistakes,
    ...columns.flatMap((column, index) => checkColumn(file, field, column, [...path, 'columns', index])),
  ];
}

function checkColumn(file: StudyFile, table: FieldFile, column: ColumnFile, path: Path): Mistake[] {
  const mistakes = checkQuestion(file, column, column.type, path);
  const tell = (message: string) => mistakes.push({ path: [...path, 'required_rows'], message });
  if (column.key === 'row')
    mistakes.push({ path: [...path, 'key'], message: 'no column can be named "row"' });
  if (!column.required_rows) return mistakes;
  if (typeof table.rows !== 'string') tell('required_rows is for tables whose rows have names');
  else {
    const codes = file.choices?.[table.rows]?.codes.map(({ code }) => code);
    for (const row of column.required_rows) {
      if (codes && !codes.includes(row)) tell(`"${row}" is not a row of this table`);
    }
  }
  return mistakes;
}

function findDoubles(names: readonly string[]): number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}
