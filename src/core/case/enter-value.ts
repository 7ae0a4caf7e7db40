/** Step 5: what a person entered → the answer that the case holds then, what had been read kept beside it. */
import { type ReadAnswer, type ReadCell, type Source } from '../sheet/reading.js';
import { isMissing, type Scalar, type Value } from '../study/answer.js';
import { type Column, type Field, type MissingCode, type Table } from '../study/study.js';
import { isFromPerson } from './answer-facts.js';
import { type CaseAnswer, type Person, type Touch, WHOLE } from './case-answers.js';
import { buildTable, listCells } from './table-cells.js';
import {
  parseCode,
  parseCodes,
  parseTyped,
  refuseShape,
  type TypedContext,
  type TypedValue,
} from './typed-value.js';

export interface Entry {
  /** KEY, KEY.code or KEY.ROW.COLUMN. */
  readonly name: string;
  /** Null without `missing`: nothing is there. */
  readonly value: TypedValue | null;
  readonly missing: MissingCode | null;
  readonly reason: string | null;
}
interface EntryContext extends TypedContext {
  readonly by: Person;
  readonly at: string;
}

/** Null when nothing was there and nothing was entered. */
export function enterWhole(
  context: EntryContext,
  field: Field,
  known: CaseAnswer | undefined,
  box: string | undefined,
  entry: Entry,
): CaseAnswer | null {
  const source = placeOf(known?.answer.source);
  const entered = readWhole(context, field, known, box, entry, source);
  if (!entered && !known) return null;
  return {
    answer: entered ?? nothing(source),
    origin: 'person',
    touches: { [WHOLE]: touch(context, known, WHOLE, entry) },
  };
}

export function enterCell(
  context: EntryContext,
  field: Field,
  known: CaseAnswer | undefined,
  { row, column }: { readonly row: string; readonly column: Column },
  entry: Entry,
): CaseAnswer | null {
  const { table } = field;
  if (!table) return null;
  const cell = `${row}.${column.key}`;
  const before = known ? listCells(known.answer) : {};
  const value = readScalar(context, column, column.type, entry, `${field.key}.${cell}`);
  if (value === null && !before[cell]) return null;
  const source = placeOf(before[cell]?.source ?? known?.answer.source);
  const { [cell]: _old, ...others } = before;
  const cells = value === null ? others : { ...others, [cell]: sureCell(value, entry, source) };
  const personCells =
    known?.personCells ?? (known?.origin === 'person' ? Object.keys(before) : ([] as readonly string[]));
  return {
    answer:
      Object.keys(cells).length === 0
        ? nothing(source)
        : buildTable(table, cells, { confidence: 1, source: known?.answer.source ?? source }),
    origin: 'person',
    personCells: [...new Set([...personCells, cell])],
    touches: { ...known?.touches, [cell]: touch(context, known, cell, entry) },
  };
}

function readWhole(
  context: EntryContext,
  field: Field,
  known: CaseAnswer | undefined,
  box: string | undefined,
  entry: Entry,
  source: Source,
): ReadAnswer | null {
  const { key, type, table } = field;
  const { value, missing } = entry;
  if (missing) return sure(parseCode(field, missing, key), missing, source);
  if (type === 'many_of') return readMany(context, field, known, box, entry, source);
  if (type === 'table') {
    if (value === null) return null;
    if (!table || !Array.isArray(value) || !value.every((row) => typeof row === 'object'))
      throw refuseShape(key);
    return readRows(context, field, table, value as Rows, entry, source);
  }
  // The box of a radio group stands for its code.
  const chosen: Entry =
    box !== undefined && value !== null && value !== false ? { ...entry, value: box } : entry;
  const scalar = readScalar(context, field, type, chosen, key);
  return scalar === null ? null : sure(scalar, rawOf(chosen.value), source);
}

function readMany(
  context: EntryContext,
  field: Field,
  known: CaseAnswer | undefined,
  box: string | undefined,
  { value, name }: Entry,
  source: Source,
): ReadAnswer | null {
  const held = known?.answer.value;
  const codes =
    box === undefined
      ? value === null
        ? []
        : typeof value === 'string' || isTexts(value)
          ? parseCodes(field, value, context.language)
          : null
      : toggle(
          field,
          Array.isArray(held) ? (held as readonly string[]) : [],
          box,
          value !== null && value !== false,
        );
  if (!codes) throw refuseShape(name);
  if (codes.length === 0) return null;
  const labels = field.choices
    .filter(({ code }) => codes.includes(code))
    .map(({ label }) => label[context.language]);
  const cells = codes.map((code) => {
    const place = known?.answer.cells?.[code]?.source;
    const cell: ReadCell = { value: true, raw: '', confidence: 1, sure: true, source: placeOf(place) };
    return [code, cell] as const;
  });
  return { ...sure(codes, labels.join(', '), source), cells: Object.fromEntries(cells) };
}

function toggle(field: Field, held: readonly string[], box: string, isTicked: boolean): string[] {
  if (!field.choices.some(({ code }) => code === box)) throw refuseShape(`${field.key}.${box}`);
  return field.choices.flatMap(({ code }) => ((code === box ? isTicked : held.includes(code)) ? [code] : []));
}

type Rows = readonly Readonly<Record<string, string | number>>[];

/** Rows with their name in `row` where the table's rows have names; otherwise from the top. */
function readRows(
  context: EntryContext,
  field: Field,
  table: Table,
  rows: Rows,
  entry: Entry,
  source: Source,
): ReadAnswer | null {
  const cells: Record<string, ReadCell> = {};
  for (const [at, { row, ...columns }] of rows.entries()) {
    const number = table.rows.kind === 'named' ? String(row ?? '') : String(at + 1);
    const isRow =
      table.rows.kind === 'named'
        ? table.rows.rows.some(({ code }) => code === number)
        : at < table.rows.count;
    if (!isRow) throw refuseShape(field.key);
    for (const [key, typed] of Object.entries(columns)) {
      const column = table.columns.find((one) => one.key === key);
      const name = `${field.key}.${number}.${key}`;
      if (!column) throw refuseShape(name);
      const value = parseTyped(column, column.type, typed, name, context);
      if (value !== null) cells[`${number}.${key}`] = sureCell(value, { ...entry, value: typed }, source);
    }
  }
  return Object.keys(cells).length === 0 ? null : buildTable(table, cells, { confidence: 1, source });
}

function readScalar(
  context: EntryContext,
  question: Field | Column,
  type: Field['type'],
  { value, missing }: Entry,
  name: string,
): Scalar | null {
  if (missing) return parseCode(question, missing, name);
  if (value === null || value === false) return null;
  if ((typeof value !== 'string' && typeof value !== 'number') || type === 'many_of' || type === 'table')
    throw refuseShape(name);
  return parseTyped(question, type, value, name, context);
}

/** What was read stays beside what a person made of it, whatever she changes later. */
function touch(
  { by, at }: EntryContext,
  known: CaseAnswer | undefined,
  cell: string,
  { reason }: Entry,
): Touch {
  const why = (reason ?? '').trim();
  const kept = known?.touches?.[cell]?.before;
  const read = cell === WHOLE ? readBefore(known) : known && listCells(known.answer)[cell];
  const isPersons = known !== undefined && isFromPerson(known, cell) && kept === undefined;
  return {
    how: 'entered',
    by,
    at,
    ...(why !== '' && { why }),
    before: kept !== undefined ? kept : isPersons ? null : (read ?? null),
  };
}

/** Of a table that is entered anew as a whole: as it was read, where its cells tell. */
function readBefore(known: CaseAnswer | undefined): ReadAnswer | null {
  if (!known) return null;
  const { answer, touches } = known;
  const changed = Object.entries(touches ?? {}).filter(
    ([cell, one]) => cell !== WHOLE && one.before !== undefined,
  );
  if (changed.length === 0 || !answer.cells) return answer;
  const cells = { ...answer.cells };
  for (const [cell, { before }] of changed) {
    if (before && !('cells' in before)) cells[cell] = before as ReadCell;
    else delete cells[cell];
  }
  return { ...answer, cells };
}

function sure(value: Value, raw: string, source: Source): ReadAnswer {
  return { value, raw, confidence: 1, sure: true, source };
}
function sureCell(value: Scalar, { value: typed }: Entry, source: Source): ReadCell {
  const raw = isMissing(value) ? value.missing : rawOf(typed);
  return { value, raw, confidence: 1, sure: true, source };
}
function nothing(source: Source): ReadAnswer {
  return { value: null, raw: '', confidence: 1, sure: true, source };
}

/** The page stays where the answer stood, for whoever compares. */
function placeOf(source: Source | undefined): Source {
  return { page: null, rect: null, ...source, strategy: 'person' };
}

function rawOf(value: TypedValue | null): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function isTexts(value: TypedValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
