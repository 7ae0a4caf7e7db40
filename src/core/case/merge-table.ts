/**
 * Step 3: a table whose rows have names, merged cell by cell: the newer sheet of a follow-up brings a visit and must
 * not lose the others. Each cell is held to the rules of merge-reading.ts.
 */
import { type Finding } from '../sheet/finding.js';
import { type ReadAnswer, type ReadCell } from '../sheet/reading.js';
import { type Row, type Scalar } from '../study/answer.js';
import { type Table } from '../study/study.js';
import { canonicalValue, isBlankValue } from './canonical-value.js';
import { type AnswerMerge, type CaseAnswer } from './case-answers.js';

type Cells = Readonly<Record<string, ReadCell>>;

export function mergeNamedTable(
  key: string,
  table: Table,
  known: CaseAnswer,
  given: ReadAnswer,
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
    if (isSame && (old.sure || !cell.sure)) continue;
    if (old && !isSame && !cell.sure) findings.push({ code: 'differs', key: `${key}.${name}` });
    if (old?.sure && !cell.sure) continue;
    cells[name] = cell;
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
    answer: buildAnswer(table, cells, given),
    origin: personCells ? 'person' : 'reading',
    ...(personCells && { personCells }),
  };
  return { after, findings };
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

/** The answer's cells by `ROW.COLUMN`; built from the value for those that have none of their own (a person's entry). */
function listCells(answer: ReadAnswer): Cells {
  const { value, confidence, sure, source } = answer;
  const cells: Record<string, ReadCell> = {};
  for (const row of Array.isArray(value) ? (value as readonly (string | Row)[]) : []) {
    if (typeof row === 'string' || row.row === undefined) continue;
    for (const [column, scalar] of Object.entries(row))
      if (column !== 'row' && scalar !== undefined)
        cells[`${row.row}.${column}`] = { value: scalar, raw: wordScalar(scalar), confidence, sure, source };
  }
  return { ...cells, ...answer.cells };
}

function wordScalar(scalar: Scalar): string {
  if (typeof scalar !== 'object') return String(scalar);
  return 'missing' in scalar ? scalar.missing : `${scalar.comparator} ${scalar.value}`;
}

/** The table's answer from its cells, in the order of the study's rows and columns. */
function buildAnswer(table: Table, cells: Cells, given: ReadAnswer): ReadAnswer {
  const rowCodes = table.rows.kind === 'named' ? table.rows.rows.map(({ code }) => code) : [];
  const value = rowCodes.flatMap((row): Row[] => {
    const filled: Record<string, Scalar> = {};
    for (const { key } of table.columns) {
      const cell = cells[`${row}.${key}`];
      if (cell && cell.value !== true && cell.value !== '') filled[key] = cell.value;
    }
    return Object.keys(filled).length > 0 ? [{ row, ...filled }] : [];
  });
  const all = Object.values(cells);
  const doubtful = all.find((cell) => !cell.sure);
  return {
    value,
    raw: all.map((cell) => cell.raw).join(' '),
    confidence: Math.min(given.confidence, ...all.map((cell) => cell.confidence)),
    sure: !doubtful,
    source: given.source,
    ...(doubtful?.reason !== undefined && { reason: doubtful.reason }),
    ...(doubtful?.doubt !== undefined && { doubt: doubtful.doubt }),
    cells,
  };
}
