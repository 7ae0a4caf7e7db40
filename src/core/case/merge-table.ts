/**
 * Step 3: a table whose rows have names (or one of which a letter asked some cells), merged cell by cell: the newer sheet of a follow-up brings a visit and must
 * not lose the others. Each cell is held to the rules of merge-reading.ts.
 */
import { type Finding } from '../sheet/finding.js';
import { type ReadAnswer, type ReadCell } from '../sheet/reading.js';
import { type Table } from '../study/study.js';
import { canonicalValue, isBlankValue } from './canonical-value.js';
import { type AnswerMerge, type CaseAnswer, type Touch, WHOLE } from './case-answers.js';
import { buildTable, type Cells, listCells } from './table-cells.js';

export function mergeTable(
  key: string,
  table: Table,
  known: CaseAnswer,
  given: ReadAnswer,
  confirms: readonly string[] = [],
): AnswerMerge {
  // A missing-data code for the whole table, or text that was not understood, has no cells to merge.
  if (!isFilledTable(known.answer) || !isFilledTable(given)) return mergeWhole(key, known, given);
  const before = listCells(known.answer);
  const cells: Record<string, ReadCell> = { ...before };
  const findings: Finding[] = [];
  let hasChanged = false;
  for (const [name, cell] of Object.entries(listCells(given))) {
    if (isBlankCell(cell)) continue;
    const old = before[name];
    const isSame = old !== undefined && canonical(old) === canonical(cell);
    if (isFromPerson(known, name, old)) {
      if (!isSame) findings.push({ code: 'differs_from_person', key: `${key}.${name}` });
      continue;
    }
    // The same value again to the letter that asks about it: it is meant so.
    const isAsked = confirms.includes(`${key}.${name}`) && cell.sure;
    const isConfirmed = isAsked && isSame && old.confirmed !== true;
    if (isSame && !isConfirmed && (old.sure || !cell.sure)) continue;
    if (old && !isSame && !cell.sure) findings.push({ code: 'differs', key: `${key}.${name}` });
    if (old?.sure && !cell.sure) continue;
    cells[name] =
      isConfirmed || (isAsked && cell.source.strategy === 'form') ? { ...cell, confirmed: true } : cell;
    hasChanged = true;
  }
  if (!hasChanged) return { after: null, findings };
  // Cells of a person stay hers after the merge, so that the next sheet does not overwrite them either.
  const personCells =
    known.personCells ??
    (known.origin === 'person'
      ? Object.keys(before).filter((name) => !isBlankCell(before[name]))
      : undefined);
  const after: CaseAnswer = {
    answer: buildTable(table, cells, given),
    origin: personCells ? 'person' : 'reading',
    ...(personCells && { personCells }),
    ...(known.touches && { touches: keepTouches(known.touches, before, cells) }),
  };
  return { after, findings };
}

/** What a person said of a cell, or of the table as it was, is not said of what a newer sheet put there. */
function keepTouches(
  touches: Readonly<Record<string, Touch>>,
  before: Cells,
  after: Cells,
): Readonly<Record<string, Touch>> {
  const { [WHOLE]: whole, ...cells } = touches;
  const spread = whole ? Object.keys(before).map((name) => [name, ofCell(whole, name)] as const) : [];
  const all = { ...Object.fromEntries(spread), ...cells };
  return Object.fromEntries(Object.entries(all).filter(([name]) => before[name] === after[name]));
}

function ofCell(whole: Touch, name: string): Touch {
  const { before, ...touch } = whole;
  if (before === undefined) return touch;
  const cells = before !== null && 'cells' in before ? before.cells : undefined;
  return { ...touch, before: cells?.[name] ?? null };
}

/** Nothing but the table as a whole can be compared. */
function mergeWhole(key: string, known: CaseAnswer, given: ReadAnswer): AnswerMerge {
  const kept = known.answer;
  if (canonicalValue(kept.value, kept.raw) === canonicalValue(given.value, given.raw))
    return { after: null, findings: [] };
  if (known.origin === 'person' || known.personCells !== undefined)
    return { after: null, findings: [{ code: 'differs_from_person', key }] };
  // Cells are never given up for a code or for a text that covers the whole table: an investigator decides.
  if ((kept.sure && !given.sure) || isFilledTable(kept))
    return { after: null, findings: [{ code: 'differs', key }] };
  return { after: { answer: given, origin: 'reading' }, findings: [] };
}

function isFilledTable({ value }: ReadAnswer): boolean {
  return Array.isArray(value);
}

function isFromPerson(known: CaseAnswer, name: string, old: ReadCell | undefined): boolean {
  if (known.personCells) return known.personCells.includes(name);
  return known.origin === 'person' && old !== undefined;
}

/** A cell that was not understood has an empty value: what was written tells it from another. */
function canonical(cell: ReadCell): string {
  if (cell.value === true) return 'true';
  return canonicalValue(cell.value === '' ? null : cell.value, cell.raw);
}

function isBlankCell(cell: ReadCell | undefined): boolean {
  return cell === undefined || (cell.value !== true && isBlankValue(cell.value, cell.raw));
}
