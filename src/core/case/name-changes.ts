/** Step 5: a change of an answer, name by name: of a table each cell that became another, in words of both languages. */
import { wordCell, wordAnswer } from './word-answer.js';
import { type ReadCell } from '../sheet/reading.js';
import { type Field, type Localised, type Study } from '../study/study.js';
import { canonicalValue } from './canonical-value.js';
import { type AnswerEntry, type CaseChangeSet, isSameAnswer } from './case-history.js';
import { type CaseAnswer, isEmptied } from './case-answers.js';
import { listCells } from './table-cells.js';

export interface NamedChange {
  /** KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  /** Null: nothing was there, or is. */
  readonly before: Localised | null;
  readonly after: Localised | null;
}

/** Values alone: that somebody looked at an answer changes none. */
export function nameChanges(study: Study, change: AnswerEntry): NamedChange[] {
  const field = study.fields.find(({ key }) => key === change.key);
  if (!field) return [];
  const [before, after] = [held(change.before), held(change.after)];
  const areCells = field.table && [before, after].every((one) => !one || Array.isArray(one.answer.value));
  if (!areCells) {
    if (canonicalOf(before) === canonicalOf(after)) return [];
    const word = (one: CaseAnswer | null) => one && wordAnswer(field, one.answer);
    return [{ name: field.key, before: word(before), after: word(after) }];
  }
  const [old, next] = [before ? listCells(before.answer) : {}, after ? listCells(after.answer) : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((cell): NamedChange[] => {
    if (canonicalCell(old[cell]) === canonicalCell(next[cell])) return [];
    const word = (one: ReadCell | undefined) => (one ? wordOf(field, cell, one) : null);
    return [{ name: `${field.key}.${cell}`, before: word(old[cell]), after: word(next[cell]) }];
  });
}

/** Names that a change is about: those acted on, and for a sheet those whose value is another. */
export function listChangedNames(study: Study, { act, changes }: CaseChangeSet): string[] {
  const changed = changes.flatMap((change) =>
    change.name === undefined ? nameChanges(study, change).map(({ name }) => name) : [change.name],
  );
  return [...new Set([...changed, ...(act?.names ?? [])])];
}

/** What the question of this name holds after the changes, if one of them changed it; null otherwise. */
export function findNewAnswer(study: Study, name: string, changes: readonly AnswerEntry[]): Localised | null {
  const named = changes.flatMap((change) => nameChanges(study, change));
  const exact = named.find((one) => one.name === name) ?? named.find((one) => isSameAnswer(one.name, name));
  return exact?.after ?? null;
}

function held(entry: CaseAnswer | null): CaseAnswer | null {
  return entry && !isEmptied(entry) ? entry : null;
}

function wordOf(field: Field, cell: string, value: ReadCell): Localised {
  const column = field.table?.columns.find(({ key }) => key === cell.split('.').at(-1));
  return column ? wordCell(column, value) : { fr: value.raw, en: value.raw };
}

function canonicalOf(entry: CaseAnswer | null): string {
  return entry ? canonicalValue(entry.answer.value, entry.answer.raw) : '';
}

function canonicalCell(cell: ReadCell | undefined): string {
  if (!cell) return '';
  if (cell.value === true) return 'true';
  return canonicalValue(cell.value === '' ? null : cell.value, cell.raw);
}
