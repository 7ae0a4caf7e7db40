/** The stops of a review, in the sheet's order: a question, or each cell of a table that holds or lacks something. */
import type { CaseReview, CellView, ColumnView, FieldView, StudyView } from './types.js';

export interface Place {
  /** KEY, or KEY.ROW.COLUMN. */
  readonly name: string;
  readonly key: string;
  readonly section: string;
  readonly field: FieldView;
  /** Of a cell. */
  readonly row: string | null;
  readonly column: ColumnView | null;
}

type Reviewed = Pick<
  CaseReview,
  'answers' | 'shown' | 'missing' | 'unsure' | 'findings' | 'queries' | 'blockers'
>;

export function listPlaces(study: Pick<StudyView, 'sections'>, review: Reviewed): Place[] {
  const named = listNamed(review);
  return study.sections.flatMap((section) =>
    section.fields
      .filter((field) => isOnPage(field, review, named))
      .flatMap((field): Place[] => {
        const whole: Place = {
          name: field.key,
          key: field.key,
          section: section.key,
          field,
          row: null,
          column: null,
        };
        if (field.type !== 'table') return [whole];
        const cells = listCells(field).filter(
          ({ name, cell }) => review.answers[field.key]?.cells?.[cell] !== undefined || named.has(name),
        );
        const stops = cells.map(({ name, row, column }): Place => ({ ...whole, name, row, column }));
        // What is said of the table as a whole has a stop of its own: its cells are not taken with it unseen.
        return stops.length === 0 || named.has(field.key) ? [whole, ...stops] : stops;
      }),
  );
}

/** Every cell that the printed table has, row by row. */
export function listCells(
  field: FieldView,
): { readonly name: string; readonly cell: string; readonly row: string; readonly column: ColumnView }[] {
  return (field.rows ?? []).flatMap((row) =>
    field.columns.map((column) => ({
      name: `${field.key}.${row.key}.${column.key}`,
      cell: `${row.key}.${column.key}`,
      row: row.key,
      column,
    })),
  );
}

/** The stop of any name (a box of a many_of stands for its question); null when it is not on the page. */
export function findPlace(places: readonly Place[], name: string): Place | null {
  const exact = places.find((place) => place.name === name);
  if (exact) return exact;
  const [whole] = places
    .filter((place) => place.row === null && name.startsWith(`${place.key}.`))
    .sort((one, other) => other.key.length - one.key.length);
  return whole ?? places.find((place) => place.name.startsWith(`${name}.`)) ?? null;
}

/** A cell that is not a stop (blank, not asked) can be moved to all the same, to fill it in. */
export function placeOfCell(study: Pick<StudyView, 'sections'>, name: string): Place | null {
  for (const section of study.sections)
    for (const field of section.fields) {
      if (field.key === name)
        return { name, key: name, section: section.key, field, row: null, column: null };
      if (!name.startsWith(`${field.key}.`)) continue;
      const cell = listCells(field).find((one) => one.name === name);
      if (cell)
        return { name, key: field.key, section: section.key, field, row: cell.row, column: cell.column };
    }
  return null;
}

/** One step down or up; stays at the ends. From a cell that is no stop: from where it would stand. */
export function step(places: readonly Place[], current: string | null, by: 1 | -1): string | null {
  const at = places.findIndex(({ name }) => name === current);
  if (at >= 0) return places[Math.min(places.length - 1, Math.max(0, at + by))]?.name ?? null;
  const near = current === null ? null : findPlace(places, current.split('.').slice(0, -2).join('.'));
  return (near ?? places[0])?.name ?? null;
}

/** The first stop of the next or previous section. */
export function stepSection(places: readonly Place[], current: string | null, by: 1 | -1): string | null {
  const sections = [...new Set(places.map(({ section }) => section))];
  const here = places.find(({ name }) => name === current)?.section;
  const at = here === undefined ? 0 : sections.indexOf(here) + by;
  const section = sections[Math.min(sections.length - 1, Math.max(0, at))];
  return places.find((place) => place.section === section)?.name ?? null;
}

/** The neighbour in a table, filled or not; null at its edge, or outside a table. */
export function stepInTable(place: Place, across: -1 | 0 | 1, down: -1 | 0 | 1): string | null {
  const { field, row, column } = place;
  const rows = field.rows ?? [];
  if (field.type !== 'table') return null;
  const [x, y] = [
    field.columns.findIndex(({ key }) => key === column?.key),
    rows.findIndex(({ key }) => key === row),
  ];
  // From the table as a whole one steps into its first cell.
  const [nextColumn, nextRow] =
    x < 0 ? [field.columns[0], rows[0]] : [field.columns[x + across], rows[y + down]];
  return nextColumn && nextRow ? `${field.key}.${nextRow.key}.${nextColumn.key}` : null;
}

export function answerAt(review: Pick<CaseReview, 'answers'>, place: Place): CellView | null {
  const answer = review.answers[place.key];
  if (!answer) return null;
  if (place.row === null || place.column === null) return answer;
  return answer.cells?.[`${place.row}.${place.column.key}`] ?? null;
}

/** Something stands there, understood or not. */
export function isHeld(answer: CellView | null): answer is CellView {
  return answer !== null && !(answer.value === null && answer.raw === '');
}

function isOnPage({ key }: FieldView, { shown, answers }: Reviewed, named: ReadonlySet<string>): boolean {
  return shown[key] !== 'no' || isHeld(answers[key] ?? null) || named.has(key);
}

/** Whatever anything is said of. */
function listNamed({ missing, unsure, findings, queries, blockers }: Reviewed): Set<string> {
  return new Set([
    ...missing,
    ...unsure,
    ...findings.flatMap(({ key, keys, blocking }) => (blocking ? [...keys, ...(key ? [key] : [])] : [])),
    ...blockers.flatMap(({ code, keys }) => (code.startsWith('inclusion') ? [] : keys)),
    ...queries.filter(({ state }) => state !== 'closed').map(({ name }) => name),
  ]);
}
