/**
 * A line of a table written as words: "M3 : IgG 7,2 g/l ; CK 120". It is read where it names one row of one table, and where each
 * part names one column in its own words; otherwise it is told as a whole, for a person.
 */
import { type Column, type Field, LANGUAGES, type Study } from '../study/study.js';
import { listSpellings, listWords } from './label-words.js';
import { foldWords } from './normalise-text.js';

export interface WrittenRow {
  readonly field: Field;
  readonly row: string;
  /** Null when a part could not be told. */
  readonly cells: readonly { readonly column: Column; readonly text: string }[] | null;
}

/**
 * Null when the line does not begin with the name of a row.
 *
 * @param above the table whose question stands above: its rows may have numbers for names
 */
export function readRow(study: Study, line: string, above: Field | null): WrittenRow | null {
  const [, head, rest = ''] = /^(?:[-–•*]\s*)?([^:\t]{1,40}?)\s*[:\t]\s*(.+)$/u.exec(line) ?? [];
  if (head === undefined) return null;
  const found = study.fields.flatMap((field) => {
    if (field.table?.rows.kind === 'free') {
      const isRow =
        field === above && /^[1-9]\d?[.)]?$/.test(head) && parseInt(head) <= field.table.rows.count;
      return isRow ? [{ field, code: String(parseInt(head)) }] : [];
    }
    if (!field.table) return [];
    return field.table.rows.rows.flatMap(({ code, label }) =>
      LANGUAGES.some((language) => foldWords(label[language]) === foldWords(head)) ? [{ field, code }] : [],
    );
  });
  const [only, second] = found;
  if (!only || second) return null;
  return { field: only.field, row: only.code, cells: readCells(only.field, rest) };
}

function readCells(field: Field, text: string): WrittenRow['cells'] {
  const parts = text.split(/[;,](?=\s|$)|\t/).filter((part) => part.trim() !== '');
  const cells = parts.map((part) => readCell(field.table?.columns ?? [], part.trim()));
  const known = cells.filter((cell) => cell !== null);
  const columns = new Set(known.map(({ column }) => column.key));
  return known.length > 0 && known.length === parts.length && columns.size === known.length ? known : null;
}

function readCell(
  columns: readonly Column[],
  part: string,
): { readonly column: Column; readonly text: string } | null {
  const words = listWords(part);
  const fitting = columns.flatMap((column) =>
    LANGUAGES.flatMap((language) => listSpellings(column.label, language)).flatMap((spelling) => {
      const label = listWords(spelling).map(({ text }) => text);
      const last = words[label.length - 1];
      if (!last || !label.every((word, at) => word === words[at]?.text)) return [];
      return [{ column, length: label.length, rest: part.slice(last.end) }];
    }),
  );
  const longest = Math.max(0, ...fitting.map(({ length }) => length));
  const best = fitting.filter(({ length }) => length === longest);
  const [first] = best;
  if (!first || best.some(({ column }) => column !== first.column)) return null;
  // "IgG 7,2" and "IgG : 7,2"; other words first would make it another thing.
  const value = /^\s*(?:[:=]\s*(?<said>.+)|(?<number>[<>≤≥]?\s*\d.*))$/u.exec(first.rest)?.groups;
  const text = (value?.['said'] ?? value?.['number'] ?? '').trim();
  return text === '' ? null : { column: first.column, text };
}
