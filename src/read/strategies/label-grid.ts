/** A table of answers, told by the words at its head and before its lines: lines may have been added, moved or taken out. */
import { type Choice, type Field } from '../../core/study/study.js';
import { type KnownSheet } from '../known-sheets.js';
import { matchWords } from '../match-label.js';
import { type WordCell, type WordTable } from '../word-blocks.js';
import { type LabelledAnswer, type Leftover } from './label-rows.js';

export interface ReadGrid {
  readonly answers: readonly LabelledAnswer[];
  /** Words in cells whose line or column is not the sheet's. */
  readonly rest: readonly Leftover[];
}

interface Axis {
  readonly name: string;
  readonly words: string;
}
interface Axes {
  readonly across: readonly Axis[];
  readonly down: readonly Axis[];
}

/** The table question whose columns stand at the head of this table; null when it is none's. */
export function findGridField(table: WordTable, sheet: KnownSheet): Field | null {
  const fitting = sheet.study.fields.filter((field) => countHeads(table, field, sheet) >= 0.6);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function countHeads({ rows: [head] }: WordTable, field: Field, sheet: KnownSheet): number {
  const axes = listAxes(field, sheet);
  if (!axes || !head) return 0;
  const found = new Set(head.map(({ text }) => matchWords(text, axes.across, ({ words }) => words)?.name));
  return axes.across.filter(({ name }) => found.has(name)).length / axes.across.length;
}

export function readGrid(table: WordTable, field: Field, sheet: KnownSheet): ReadGrid {
  const axes = listAxes(field, sheet);
  const [head, ...lines] = table.rows;
  if (!axes || !head) return { answers: [], rest: [] };
  const columns = new Map<number, string>();
  for (const cell of head.slice(1)) {
    const found = matchWords(cell.text, axes.across, ({ words }) => words);
    if (found && cell.span === 1) columns.set(cell.column, found.name);
  }
  // Two heads with the same words tell nothing.
  const names = [...columns.values()];
  const isClear = (name: string | undefined): name is string =>
    name !== undefined && names.filter((one) => one === name).length === 1;
  const answers: LabelledAnswer[] = [];
  const rest: Leftover[] = [];
  for (const [first, ...cells] of lines) {
    const line = first && !first.isBelow ? matchWords(first.text, axes.down, ({ words }) => words) : null;
    if (!line && first) rest.push({ text: first.text, path: first.path, key: field.key });
    for (const cell of cells) {
      const column = cell.span === 1 && !cell.isBelow ? columns.get(cell.column) : undefined;
      const answer = line && isClear(column) ? makeAnswer(field, line.name, column, cell) : null;
      if (answer) answers.push(answer);
      else if (cell.text !== '') rest.push({ text: cell.text, path: cell.path, key: field.key });
    }
  }
  return { answers, rest };
}

function makeAnswer(field: Field, down: string, across: string, cell: WordCell): LabelledAnswer | null {
  const [row, key] = field.table?.transposed ? [across, down] : [down, across];
  const column = field.table?.columns.find((one) => one.key === key);
  if (!column) return null;
  const name = `${field.key}.${row}.${column.key}`;
  const { text, path } = cell;
  return { field, name, question: column, type: column.type, text, path, isSure: true };
}

function listAxes({ table }: Field, { language }: KnownSheet): Axes | null {
  if (!table) return null;
  const rows: readonly Choice[] = table.rows.kind === 'named' ? table.rows.rows : [];
  const named = rows.map(({ code, label }) => ({ name: code, words: label[language] }));
  const counted = Array.from({ length: table.rows.kind === 'named' ? 0 : table.rows.count }, (_, at) => ({
    name: String(at + 1),
    words: String(at + 1),
  }));
  const columns = table.columns.map(({ key, label }) => ({ name: key, words: label[language] }));
  const lines = [...named, ...counted];
  return table.transposed ? { across: lines, down: columns } : { across: columns, down: lines };
}
