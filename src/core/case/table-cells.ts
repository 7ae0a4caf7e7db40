/** A table between its two forms: its rows as a value, and its cells by `ROW.COLUMN` with what each came from. */
import { type ReadAnswer, type ReadCell, type Source } from '../sheet/reading.js';
import { type Row, type Scalar } from '../study/answer.js';
import { type Table } from '../study/study.js';

export type Cells = Readonly<Record<string, ReadCell>>;

/** The answer's cells; built from the value for those that have none of their own. Rows without a name are counted from 1. */
export function listCells({ value, cells, confidence, sure, source }: ReadAnswer): Cells {
  const built: Record<string, ReadCell> = {};
  const isNamed = (row: Row) => row.row !== undefined;
  for (const [at, row] of (Array.isArray(value) ? (value as readonly (string | Row)[]) : []).entries()) {
    // A many_of; and rows that are only counted have their printed numbers in their cells.
    if (typeof row === 'string' || (cells && !isNamed(row))) continue;
    for (const [column, scalar] of Object.entries(row))
      if (column !== 'row' && scalar !== undefined)
        built[`${row.row ?? at + 1}.${column}`] = {
          value: scalar,
          raw: wordRaw(scalar),
          confidence,
          sure,
          source,
        };
  }
  return { ...built, ...cells };
}

/** The table's answer from its cells, in the order of the study's rows and columns. */
export function buildTable(
  table: Table,
  cells: Cells,
  whole: { readonly confidence: number; readonly source: Source },
): ReadAnswer {
  const isNamed = table.rows.kind === 'named';
  const value = listRowNames(table, cells).flatMap((row): Row[] => {
    const filled: Record<string, Scalar> = {};
    for (const { key } of table.columns) {
      const cell = cells[`${row}.${key}`];
      if (cell && cell.value !== true && cell.value !== '') filled[key] = cell.value;
    }
    if (Object.keys(filled).length === 0) return [];
    return [isNamed ? { row, ...filled } : filled];
  });
  const all = Object.values(cells);
  const doubtful = all.find((cell) => !cell.sure);
  return {
    value,
    raw: all.map((cell) => cell.raw).join(' '),
    confidence: Math.min(whole.confidence, ...all.map((cell) => cell.confidence)),
    sure: !doubtful,
    source: whole.source,
    ...(doubtful?.reason !== undefined && { reason: doubtful.reason }),
    ...(doubtful?.doubt !== undefined && { doubt: doubtful.doubt }),
    cells,
  };
}

/** Rows that are named, or the numbers of those that hold something. */
export function listRowNames({ rows }: Table, cells: Cells): string[] {
  if (rows.kind === 'named') return rows.rows.map(({ code }) => code);
  const numbers = new Set(Object.keys(cells).map((name) => Number(name.split('.')[0])));
  return [...numbers].sort((one, other) => one - other).map(String);
}

/** As it could have been typed. */
function wordRaw(scalar: Scalar): string {
  if (typeof scalar !== 'object') return String(scalar);
  return 'missing' in scalar ? scalar.missing : `${scalar.comparator} ${scalar.value}`;
}
