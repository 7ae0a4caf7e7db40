/** From a name written in a rule to the question of the study that it means. */
import { type Column, type Field } from './study.js';

export interface Question {
  readonly field: Field;
  /** Of a cell: its column, and its row's code or number, or `*` for every row. */
  readonly cell?: { readonly column: Column; readonly row: string };
}

export type FieldsByKey = ReadonlyMap<string, Field>;

export function indexFields(fields: readonly Field[]): FieldsByKey {
  return new Map(fields.map((field) => [field.key, field]));
}

/** `path` is a field's key, `table.row.column` or `table.*.column`. Null when the study has no such question. */
export function findQuestion(fields: FieldsByKey, path: string): Question | null {
  const field = fields.get(path);
  if (field) return { field };
  const parts = path.split('.');
  const [row, column] = parts.slice(-2);
  const table = fields.get(parts.slice(0, -2).join('.'));
  const found = table?.table?.columns.find(({ key }) => key === column);
  if (!table?.table || !found || row === undefined || !isRow(table, row)) return null;
  return { field: table, cell: { column: found, row } };
}

function isRow({ table }: Field, row: string): boolean {
  if (!table) return false;
  if (row === '*') return true;
  if (table.rows.kind === 'named') return table.rows.rows.some(({ code }) => code === row);
  // A typist may add rows to a Word table: any number is a row here, and only rules are held to the printed ones.
  return /^[1-9]\d*$/.test(row);
}
