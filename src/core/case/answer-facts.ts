/** Step 5: what can be told of an answer, or of one of its cells, without looking at its value. */
import { type CaseAnswer, WHOLE } from './case-answers.js';
import { isBlankValue } from './canonical-value.js';
import { listCells } from './table-cells.js';

/** The value is a person's: of a table of which she entered some cells, the rest is still the sheet's. */
export function isFromPerson({ origin, personCells }: CaseAnswer, cell: string): boolean {
  if (origin !== 'person') return false;
  return personCells === undefined || personCells.includes(cell);
}

/** Something stands there that was read for sure, or that a person gave. Of a table: in one of its cells. */
export function isSureOf(entry: CaseAnswer, cell: string | undefined): boolean {
  const { answer } = entry;
  if (cell === undefined) {
    if (isBlankValue(answer.value, answer.raw)) return false;
    if (answer.sure || isFromPerson(entry, WHOLE)) return true;
    return Object.entries(answer.cells ?? {}).some(([name, one]) => one.sure || isFromPerson(entry, name));
  }
  const held = listCells(answer)[cell];
  // A code that answers the whole table answers its cells.
  if (!held) return !Array.isArray(answer.value) && isSureOf(entry, undefined);
  return held.sure || isFromPerson(entry, cell);
}
