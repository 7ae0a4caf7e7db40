/** How wide the columns of a table are: what its answers need, and the rest to the written ones. */
import { type Choice, type Column, type Table } from '../../study/study.js';
import { type Drafting } from './drafting.js';
import { IN_TABLES, lineOfTicksWidth, listTicks } from './draw-ticks.js';

const NEEDS = { date: 66, month: 68, year: 44, integer: 48, decimal: 48, yes_no: 0, one_of: 0 } as const;

/** The first is that of the lines' heads. */
export function shareWidths(
  table: Table,
  rows: readonly Choice[],
  width: number,
  drafting: Drafting,
): number[] {
  const { measure, language } = drafting;
  const longest = (labels: readonly string[]) =>
    Math.max(0, ...labels.map((label) => measure(label, 8.5, 'regular'))) + 10;
  if (table.transposed) {
    const wish = longest(table.columns.map(({ label }) => label[language]));
    const head = Math.min(wish, Math.max(90, Math.min(width * 0.24, width - rows.length * 62)));
    return [head, ...rows.map(() => (width - head) / rows.length)];
  }
  const head =
    table.rows.kind === 'free' ? 18 : Math.min(longest(rows.map(({ label }) => label[language])), width / 4);
  const needs = table.columns.map((column) => needOf(column, drafting));
  const fixed = needs.reduce<number>((sum, need) => sum + (need ?? 0), 0);
  const weights = table.columns.map((column, index) =>
    needs[index] === null ? weightOf(column, language) : 0,
  );
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const room = width - head - fixed;
  // Written columns share what is left; without any, all grow alike.
  return [
    head,
    ...needs.map((need, index) =>
      weight > 0 ? (need ?? (room * (weights[index] ?? 0)) / weight) : ((need ?? 0) * (width - head)) / fixed,
    ),
  ];
}

/** Null for a written one. */
function needOf(column: Column, drafting: Drafting): number | null {
  const ticks = listTicks(column, { key: '' }, drafting.language, '');
  if (ticks) return Math.min(lineOfTicksWidth(ticks, IN_TABLES, drafting), 150) + 10;
  return NEEDS[column.type as keyof typeof NEEDS] ?? null;
}

/** A short head asks for a short answer. */
function weightOf(column: Column, language: Drafting['language']): number {
  return Math.max(6, Math.min(14, column.label[language].length));
}
