/** Step 4: a name as findings carry it (`KEY`, `KEY.code`, `KEY.ROW.COLUMN`), found in the study and put in words. */
import { type Column, type Field, type Localised, type Study } from '../study/study.js';
import { type Speaker } from './speak.js';
import { typeset } from './typeset.js';

export interface ResolvedName {
  /** One for each question or cell that can be asked. */
  readonly id: string;
  readonly field: Field;
  readonly cell?: { readonly column: Column; readonly row: Localised | number } | undefined;
  /** Where it stands on the sheet: number, row, column. */
  readonly place: readonly number[];
}

/** Labels longer than this lose their last parenthesis: the number leads to the sheet, which has the whole. */
const LONG_LABEL = 60;

/** Null for a name that the study does not have. A box of a many_of is its question: its own label would say what was ticked. */
export function resolveName(study: Study, name: string): ResolvedName | null {
  const field = study.fields.find(({ key }) => name === key || name.startsWith(`${key}.`));
  if (!field) return null;
  const whole = { id: field.key, field, place: [field.number] };
  const { table } = field;
  const [rowName = '', columnKey = ''] = name.slice(field.key.length + 1).split('.');
  const columnAt = table ? table.columns.findIndex(({ key }) => key === columnKey) : -1;
  const column = table?.columns[columnAt];
  if (!table || !column) return whole;
  const cellOf = (rowAt: number, row: Localised | number): ResolvedName => ({
    id: `${field.key}.${rowName}.${column.key}`,
    field,
    cell: { column, row },
    place: [field.number, rowAt, columnAt],
  });
  if (table.rows.kind === 'free')
    return /^\d+$/.test(rowName) ? cellOf(Number(rowName), Number(rowName)) : whole;
  const rowAt = table.rows.rows.findIndex(({ code }) => code === rowName);
  const row = table.rows.rows[rowAt];
  return row ? cellOf(rowAt + 1, row.label) : whole;
}

/**
 * How a letter names it: the study's mail label, or the sheet's label; null when it must be asked by its number
 * alone, because the question is only asked of some patients and so tells something of this one.
 */
export function wordName(name: ResolvedName, speaker: Speaker): string | null {
  const { field } = name;
  const { language } = speaker;
  if (field.shownIf && !field.mailLabel) return null;
  const label = field.mailLabel?.[language] ?? shorten(field.label[language], field.table ? 0 : LONG_LABEL);
  return wordPlace(name, label, speaker);
}

/** As the sheet names it, in full: for whoever has the sheet, or has shown who they are. */
export function wordFullName(name: ResolvedName, speaker: Speaker): string {
  return wordPlace(name, name.field.label[speaker.language], speaker);
}

function wordPlace({ cell }: ResolvedName, label: string, speaker: Speaker): string {
  const { language } = speaker;
  if (!cell) return typeset(label, language);
  const row = typeof cell.row === 'number' ? speaker.say('item.row', { row: cell.row }) : cell.row[language];
  return speaker.say('item.cell', {
    table: typeset(label, language),
    column: typeset(cell.column.label[language], language),
    row: typeset(row, language),
  });
}

function shorten(label: string, longest: number): string {
  const short = label.replace(/\s*\([^()]*\)\s*$/u, '');
  return label.length > longest && short !== '' ? short : label;
}
