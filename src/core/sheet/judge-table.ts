/** The judge of a table: each cell by itself, then the rows that hold something, in the sheet's order. */
import { type Row, type Scalar } from '../study/answer.js';
import { type Column, type Field, type Table } from '../study/study.js';
import { type Judged, type JudgeContext, judgePlace } from './judge-place.js';
import { type Candidate, type ReadAnswer, type ReadCell } from './reading.js';

export interface JudgedCell {
  /** `KEY.ROW.COLUMN` */
  readonly key: string;
  readonly judged: Judged;
}
export interface JudgedTable {
  readonly answer: ReadAnswer;
  readonly cells: readonly JudgedCell[];
}
export interface CellCandidates {
  readonly row: string;
  readonly column: Column;
  readonly candidates: readonly Candidate[];
}

/**
 * Null when no cell holds anything. A missing-data code in a cell answers that cell, were it the only one that is
 * filled: what it says of the rest of the table is not ours to guess.
 */
export function judgeTable(
  field: Field,
  table: Table,
  given: readonly CellCandidates[],
  context: JudgeContext,
): JudgedTable | null {
  const filled: { row: string; column: Column; judged: Judged }[] = [];
  for (const row of listRows(table)) {
    for (const column of table.columns) {
      const candidates = given
        .filter((cell) => cell.row === row && cell.column.key === column.key)
        .flatMap((cell) => cell.candidates);
      const judged = judgePlace(column, column.type, candidates, context);
      if (judged) filled.push({ row, column, judged });
    }
  }
  const [first] = filled;
  if (!first) return null;
  const rows = listRows(table).flatMap((row): Row[] => {
    const values: Record<string, Scalar> = {};
    for (const cell of filled) {
      if (cell.row === row && cell.judged.value !== null) values[cell.column.key] = cell.judged.value;
    }
    if (Object.keys(values).length === 0) return [];
    return [table.rows.kind === 'named' ? { row, ...values } : values];
  });
  const unsure = filled.filter(({ judged }) => !judged.sure);
  const [doubt] = unsure[0]?.judged.doubts ?? [];
  const reasons = unsure.map(
    ({ row, column, judged }) =>
      `${labelRow(table, row, context)}, ${column.label[context.language]} (${judged.reason ?? ''})`,
  );
  return {
    answer: {
      value: rows.length > 0 ? rows : null,
      raw: filled.map(({ judged }) => judged.raw.trim()).join(' | '),
      confidence: Math.min(...filled.map(({ judged }) => judged.confidence)),
      sure: unsure.length === 0,
      source: first.judged.source,
      ...(reasons.length > 0 && { reason: shorten(reasons, context) }),
      ...(doubt && { doubt: doubt.code }),
      cells: Object.fromEntries(
        filled.map(({ row, column, judged }) => [`${row}.${column.key}`, buildCell(judged)]),
      ),
    },
    cells: filled.map(({ row, column, judged }) => ({ key: `${field.key}.${row}.${column.key}`, judged })),
  };
}

function listRows({ rows }: Table): string[] {
  return rows.kind === 'named'
    ? rows.rows.map(({ code }) => code)
    : Array.from({ length: rows.count }, (_, at) => String(at + 1));
}

function labelRow({ rows }: Table, row: string, { language }: JudgeContext): string {
  const named = rows.kind === 'named' ? rows.rows.find(({ code }) => code === row) : undefined;
  if (named) return named.label[language];
  return language === 'fr' ? `ligne ${row}` : `row ${row}`;
}

function buildCell({ value, raw, confidence, sure, source, reason, doubts }: Judged): ReadCell {
  const [doubt] = doubts;
  return {
    value: value ?? '',
    raw,
    confidence,
    sure,
    source,
    ...(reason !== undefined && { reason }),
    ...(doubt && { doubt: doubt.code }),
  };
}

/** Two cells are named; the rest is counted. */
function shorten(reasons: readonly string[], { language }: JudgeContext): string {
  const [first, second, ...rest] = reasons;
  const shown = [first, second]
    .filter((reason) => reason !== undefined)
    .join(language === 'fr' ? ' ; ' : '; ');
  if (rest.length === 0) return shown;
  return language === 'fr'
    ? `${shown}\u202f; et ${rest.length} de plus`
    : `${shown}; and ${rest.length} more`;
}
