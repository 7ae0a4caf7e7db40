/**
 * Where the answers of a Word sheet stand by its words alone: beside a question's label, in a table of answers, or
 * after a label in a paragraph. Words that belong to none of these are kept: nothing that was written is lost.
 */
import { type Field, type Question } from '../../core/study/study.js';
import { type XmlNode } from '../../external/docx-document.js';
import { type KnownSheet } from '../known-sheets.js';
import { bare, cutLabel, matchLabel, matchNumbered, type LabelMatch } from '../match-label.js';
import { listWordBlocks, type WordCell, type WordTable } from '../word-blocks.js';
import { findGridField, readGrid } from './label-grid.js';

/** Where an answer to one question stands, and what stands there. */
export interface LabelledAnswer {
  readonly field: Field;
  /** KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  readonly question: Question;
  readonly type: Field['type'];
  readonly text: string;
  readonly path: string;
  /** The label is the sheet's own, and the answer beside it. */
  readonly isSure: boolean;
}
export interface Leftover {
  readonly text: string;
  readonly path: string;
  /** The question in whose table it stands. */
  readonly key?: string;
}
export interface LabelledWords {
  readonly answers: readonly LabelledAnswer[];
  readonly rest: readonly Leftover[];
  /** What the label's cell says, by field key. */
  readonly labels: ReadonlyMap<string, string>;
}

const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** `blank`: the labels of the blank; without them a label must be the sheet's own. */
export function findLabelled(
  body: XmlNode,
  sheet: KnownSheet,
  blank: ReadonlyMap<string, string> = NO_LABELS,
): LabelledWords {
  const answers: LabelledAnswer[] = [];
  const rest: Leftover[] = [];
  const labels = new Map<string, string>();
  const rows: MatchedRow[] = [];
  const match = (text: string): LabelMatch | null =>
    blank.size > 0 ? matchLabel(text, sheet, blank) : matchNumbered(text, sheet);
  let announced: Field | null = null;
  for (const block of listWordBlocks(body)) {
    if (block.kind === 'table') {
      const field = announced?.type === 'table' ? announced : findGridField(block, sheet);
      announced = null;
      if (field) {
        const grid = readGrid(block, field, sheet);
        answers.push(...grid.answers);
        rest.push(...grid.rest);
      } else rows.push(...matchRows(block, sheet, match));
      continue;
    }
    const found = match(block.text);
    if (found?.field.type === 'table') {
      announced = found.field;
      labels.set(found.field.key, block.text);
      keepRest(block.text, block.path, found.field);
    } else if (found && found.rank === 0)
      rows.push({ cells: [{ ...block, column: 0, span: 1, isBelow: false }], found });
    else rest.push({ text: block.text, path: block.path });
  }
  for (const { cells, found } of rows) {
    const [label, ...beside] = cells;
    if (!label) continue;
    // Another row is this question's own.
    const isBeaten =
      found && rows.some((row) => row.found?.field === found.field && row.found.rank < found.rank);
    if (!found || isBeaten || found.field.type === 'table') {
      rest.push(...cells);
      continue;
    }
    const { field } = found;
    labels.set(field.key, label.text);
    const said = beside.filter(({ text }) => text !== '');
    const { path } = said[0] ?? beside[0] ?? label;
    const answer = { field, name: field.key, question: field, type: field.type, path };
    const after = cutLabel(label.text, blank.get(field.key));
    if (beside.length > 0)
      answers.push({ ...answer, text: said.map(({ text }) => text).join(' '), isSure: found.isSure });
    if (after !== '') answers.push({ ...answer, text: after, path: label.path, isSure: false });
    else keepRest(label.text, label.path, field);
  }
  return { answers, rest, labels };

  /** A label with more than its own words, which could not be cut from them. */
  function keepRest(text: string, path: string, field: Field): void {
    const own = bare(blank.get(field.key) ?? text);
    if (bare(text).length > own.length + 3) rest.push({ text, path });
  }
}

interface MatchedRow {
  readonly cells: readonly WordCell[];
  readonly found: LabelMatch | null;
}

/** A row may hold several questions, each with its number; the lower part of a merged label belongs to the one above. */
function matchRows(
  table: WordTable,
  sheet: KnownSheet,
  match: (text: string) => LabelMatch | null,
): MatchedRow[] {
  const matched: { cells: WordCell[]; found: LabelMatch | null }[] = [];
  for (const row of table.rows) {
    const above = matched.at(-1);
    for (const [index, cell] of row.entries()) {
      if (index === 0 && cell.isBelow && above) {
        above.cells.push(...row.slice(1));
        break;
      }
      const found = index === 0 ? match(cell.text) : matchNumbered(cell.text, sheet);
      const last = matched.at(-1);
      if (index === 0 || found || !last) matched.push({ cells: [cell], found });
      else last.cells.push(cell);
    }
  }
  return matched;
}
