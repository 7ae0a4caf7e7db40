/** From a place's name on the sheet (KEY, KEY.code, KEY.ROW.COLUMN) to the study's question. */
import { type Column, type Field, MISSING_CODES, type Study } from '../study/study.js';

export type SheetPlace =
  /** The whole answer; `code` when the name itself says which box. */
  | { readonly kind: 'field'; readonly field: Field; readonly code?: string }
  | {
      readonly kind: 'cell';
      readonly field: Field;
      readonly row: string;
      readonly column: Column;
      readonly code?: string;
    };

/** Null when the study has no such place. */
export function findPlace(study: Study, name: string): SheetPlace | null {
  const exact = study.fields.find(({ key }) => key === name);
  if (exact) return { kind: 'field', field: exact };
  // A key may be the start of another: the longest wins.
  const [field] = study.fields
    .filter(({ key }) => name.startsWith(`${key}.`))
    .sort((one, other) => other.key.length - one.key.length);
  if (!field) return null;
  const parts = name.slice(field.key.length + 1).split('.');
  const [first = '', second, third] = parts;
  if (parts.length === 1) return hasBox(field, first) ? { kind: 'field', field, code: first } : null;
  const column = field.table?.columns.find(({ key }) => key === second);
  if (!column || parts.length > 3 || !hasRow(field, first)) return null;
  if (third === undefined) return { kind: 'cell', field, row: first, column };
  return hasBox(column, third) ? { kind: 'cell', field, row: first, column, code: third } : null;
}

/** A box of a many_of is looked for by name alone, so that a code of an older sheet is doubted and not lost. */
function hasBox({ type, choices }: Field | Column, code: string): boolean {
  if (MISSING_CODES.some((missing) => missing === code)) return true;
  if (type === 'many_of') return code !== '';
  if (type === 'yes_no') return code === 'yes' || code === 'no';
  return type === 'one_of' && choices.some((choice) => choice.code === code);
}

function hasRow({ table }: Field, row: string): boolean {
  if (table?.rows.kind === 'named') return table.rows.rows.some(({ code }) => code === row);
  return table !== undefined && /^[1-9]\d*$/.test(row) && Number(row) <= table.rows.count;
}
