/** A small study with a question of each kind, and a case of it as sheets leave it: for the rules of the review. */
import { type CaseAnswer, type CaseAnswers, type Person } from '../../../src/core/case/case-answers.js';
import { type ActContext } from '../../../src/core/case/review-act.js';
import { Problem } from '../../../src/core/problem.js';
import { type Finding } from '../../../src/core/sheet/finding.js';
import { type ReadAnswer, type ReadCell, type Source } from '../../../src/core/sheet/reading.js';
import { type Row, type Scalar, type Value } from '../../../src/core/study/answer.js';
import { parseExpression } from '../../../src/core/study/parse-expression.js';
import { type Study } from '../../../src/core/study/study.js';
import { buildChoice, buildColumn, buildField, buildStudy, buildUnit } from '../../builders/study-builder.js';

const rule = (id: string, expression: string, fields: readonly string[]) => ({
  id,
  message: { fr: `règle ${id}`, en: `rule ${id}` },
  fields,
  check: parseExpression(expression),
});
const VISITS = ['m0', 'm3'].map((code) => buildChoice(code, code.toUpperCase()));

export const STUDY: Study = buildStudy(
  [
    buildField('centre.hospital', 'text'),
    buildField('patient.code', 'text'),
    buildField('patient.informed', 'one_of', {
      required: true,
      codesAllowed: ['NSP'],
      choices: ['yes', 'no', 'waived'].map((code) => buildChoice(code, code)),
    }),
    buildField('patient.weight', 'decimal', {
      required: true,
      codesAllowed: ['NSP'],
      softMin: 30,
      softMax: 200,
      unit: buildUnit('kg'),
    }),
    buildField('dara.first', 'date', { required: true }),
    buildField('dara.last', 'date'),
    buildField('dara.route', 'one_of', {
      codesAllowed: ['NSP'],
      choices: [buildChoice('iv', 'Intraveineuse', 'Intravenous'), buildChoice('sc', 'Sous-cutanée')],
    }),
    buildField('dara.reasons', 'many_of', {
      codesAllowed: ['NSP'],
      choices: [
        buildChoice('relapse', 'Rechute'),
        buildChoice('refractory', 'Réfractaire'),
        buildChoice('other', 'Autre'),
      ],
    }),
    buildField('dara.visits', 'table', {
      codesAllowed: ['NF'],
      table: {
        rows: { kind: 'named', rows: VISITS },
        columns: [
          buildColumn('date', 'date', { requiredRows: ['m0'] }),
          buildColumn('ck', 'decimal', { codesAllowed: ['NF'] }),
        ],
        transposed: false,
      },
    }),
    buildField('dara.drugs', 'table', {
      table: {
        rows: { kind: 'free', count: 3 },
        columns: [buildColumn('drug', 'text'), buildColumn('dose', 'integer')],
        transposed: false,
      },
    }),
  ],
  {
    nonOpposition: { field: 'patient.informed', allowsConfirmation: ['yes', 'waived'], closes: ['no'] },
    inclusion: [rule('I1', 'dara.first is given', ['dara.first'])],
    consistency: [rule('C1', 'dara.first <= dara.last', ['dara.first', 'dara.last'])],
  },
);

export const CLAIRE: Person = { id: 'c', name: 'Claire Vasseur', initials: 'CV' };
export const HUGO: Person = { id: 'h', name: 'Hugo Lambert', initials: 'HL' };
export const AT = '2026-11-02T09:00:00.000Z';
export const TODAY = '2026-11-02';
export const contextOf = (by: Person = CLAIRE, at = AT): ActContext => ({
  ...{ study: STUDY, language: 'fr', today: TODAY },
  ...{ by, at },
});

export const SOURCE: Source = { strategy: 'acroform', page: 3, rect: [10, 20, 30, 40], readingId: 'r1' };

/** As a sheet gave it. */
export function read(
  value: Value | null,
  sure = true,
  raw = typeof value === 'string' ? value : JSON.stringify(value),
): CaseAnswer {
  return { answer: readAnswer(value, sure, raw), origin: 'reading' };
}
function readAnswer(value: Value | null, sure: boolean, raw: string): ReadAnswer {
  const doubt = sure ? {} : ({ reason: 'réponse approximative', doubt: 'approximate' } as const);
  return { value, raw, confidence: sure ? 1 : 0.5, sure, source: SOURCE, ...doubt };
}

/** A table by `ROW.COLUMN`; `[value, false]` for a cell that is not sure. */
export function readTable(given: Readonly<Record<string, Scalar | readonly [Scalar, false]>>): CaseAnswer {
  const cells: Record<string, ReadCell> = {};
  const rows = new Map<string, Record<string, Scalar>>();
  for (const [name, cell] of Object.entries(given)) {
    const [value, sure] = Array.isArray(cell)
      ? [(cell as readonly [Scalar, false])[0], false]
      : [cell as Scalar, true];
    const [row = '', column = ''] = name.split('.');
    cells[name] = {
      ...{
        value,
        raw: typeof value === 'object' ? JSON.stringify(value) : String(value),
        confidence: sure ? 1 : 0.5,
        sure,
        source: SOURCE,
      },
      ...(!sure && { reason: 'peu lisible', doubt: 'faint_mark' as const }),
    };
    rows.set(row, { ...rows.get(row), [column]: value });
  }
  const isNamed = VISITS.some(({ code }) => rows.has(code));
  const value = [...rows].map(([row, columns]): Row => (isNamed ? { row, ...columns } : columns));
  const sure = Object.values(cells).every((cell) => cell.sure);
  return { answer: { ...readAnswer(value, sure, ''), cells }, origin: 'reading' };
}

export const COMPLETE: CaseAnswers = {
  'centre.hospital': read('CHU de Valmont'),
  'patient.code': read('VAL-07'),
  'patient.informed': read('yes'),
  'patient.weight': read(61.5, true, '61,5'),
  'dara.first': read('2021-01-12', true, '12/01/2021'),
  'dara.last': read('2021-03-02', true, '02/03/2021'),
  'dara.route': read('iv', true, '☒'),
  'dara.visits': readTable({ 'm0.date': '2021-01-11', 'm0.ck': 100, 'm3.date': '2021-04-13' }),
};

export interface TestCase {
  readonly answers: CaseAnswers;
  readonly findings: readonly Finding[];
}
/** The complete case with other answers. */
export function caseWith(changed: CaseAnswers = {}, findings: readonly Finding[] = []): TestCase {
  return { answers: { ...COMPLETE, ...changed }, findings };
}

/** The code of the refusal; null when nothing was refused. */
export function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}
