/**
 * A table of answers pasted into a mail: its rows as lines with tabs, below the words of its question. Read only where its head
 * and the beginning of each line are the sheet's own, in their order; a table that was changed is told as a whole.
 */
import { type LabelWords, listSpellings, listWords } from './label-words.js';
import { type MailLine } from './mail-lines.js';
import { type Column, type Field, LANGUAGES, type Localised, type Table } from '../study/study.js';

export interface WrittenGrid {
  readonly field: Field;
  /** Every line that is the grid's. */
  readonly lines: readonly MailLine[];
  /** Null when its columns and rows cannot be told. */
  readonly cells: readonly GridCell[] | null;
}
export interface GridCell {
  readonly row: string;
  readonly column: Column;
  readonly text: string;
  readonly at: number;
}

/** A row or a column of the table. */
interface Head {
  readonly label: Localised;
  readonly row?: string;
  readonly column?: Column;
}

export function findGrids(lines: readonly MailLine[], labels: LabelWords): WrittenGrid[] {
  return lines.flatMap((line, index): WrittenGrid[] => {
    const match = line.kind === 'own' ? labels.match(line.text) : null;
    const table = match?.field.table;
    if (!match || !table || match.isDoubtful || match.rest !== '') return [];
    const below = lines.slice(index + 1);
    const start = below.findIndex(({ text }) => text !== '');
    const { down } = listHeads(table);
    // A column may be named like a question: within its table it is the column.
    const isOther = (text: string) =>
      !down.some((one) => isHead(one, splitLine(text)[0] ?? '')) && labels.match(text)?.isDoubtful === false;
    const end = below.findIndex(
      ({ text, kind }, at) =>
        at >= start && (kind !== 'own' || text === '' || isOther(text) || labels.isSection(text)),
    );
    const own = start < 0 ? [] : below.slice(start, end < 0 ? undefined : end);
    if (!own.some(({ text }) => text.includes('\t'))) return [];
    return [{ field: match.field, lines: own, cells: readGrid(own, table) }];
  });
}

function readGrid([head, ...lines]: readonly MailLine[], table: Table): GridCell[] | null {
  const { across, down } = listHeads(table);
  // The corner is empty, and cut with the line's first spaces.
  const heads = splitLine(head?.text ?? '');
  if (heads.length !== across.length || !across.every((one, at) => isHead(one, heads[at] ?? ''))) return null;
  const cells: GridCell[] = [];
  const seen = new Set<Head>();
  for (const { text, at } of lines) {
    const [first = '', ...rest] = splitLine(text);
    const side = down.find((one) => isHead(one, first));
    if (!side || seen.has(side) || rest.length > across.length) return null;
    seen.add(side);
    for (const [index, said] of rest.entries()) {
      const row = side.row ?? across[index]?.row;
      const column = side.column ?? across[index]?.column;
      if (said !== '' && row !== undefined && column) cells.push({ row, column, text: said, at });
    }
  }
  return cells;
}

function listHeads(table: Table): { readonly across: readonly Head[]; readonly down: readonly Head[] } {
  const rows = listRows(table);
  const columns = table.columns.map((column) => ({ label: column.label, column }));
  return table.transposed ? { across: rows, down: columns } : { across: columns, down: rows };
}

function listRows({ rows }: Table): Head[] {
  if (rows.kind === 'named') return rows.rows.map(({ code, label }) => ({ label, row: code }));
  return Array.from({ length: rows.count }, (_, at) => {
    const row = String(at + 1);
    return { label: { fr: row, en: row }, row };
  });
}

function splitLine(text: string): string[] {
  return text.split('\t').map((cell) => cell.replaceAll('\u2028', '\n').trim());
}

/** The very words, and behind them nothing but what the sheet says in brackets. */
function isHead({ label }: Head, text: string): boolean {
  const said = listWords(text.replace(/\s*\([^()]*\)\s*$/, '')).map((word) => word.text);
  return LANGUAGES.flatMap((language) => listSpellings(label, language)).some((spelling) => {
    const words = listWords(spelling).map((word) => word.text);
    return words.length === said.length && words.every((word, at) => word === said[at]);
  });
}
