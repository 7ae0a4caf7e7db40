/** Step 5: one answer as the review shows it, with its cells, its source and what a person did to it. */
import { type CaseAnswer, type CaseAnswers, type Touch, WHOLE } from '../../core/case/case-answers.js';
import { isFromPerson } from '../../core/case/answer-facts.js';
import { isReviewed } from '../../core/case/find-blockers.js';
import { listCells } from '../../core/case/table-cells.js';
import { wordAnswer, wordCell, wordReason } from '../../core/case/word-answer.js';
import { type ReadAnswer, type ReadCell, type Source } from '../../core/sheet/reading.js';
import { type Column, type Field, type Language, type Localised } from '../../core/study/study.js';
import { type AnswerView, type ByView, type CellView, type SourceView } from './case-views.js';

export interface AnswerContext {
  readonly answers: CaseAnswers;
  /** Of the sheet, in which the reader gave its reasons. */
  readonly language: Language;
  /** The attachment of a reading, as routes name it; null when its source may not be seen. */
  readonly attachmentOf: (readingId: string | undefined) => string | null;
}

export function describeAnswer(field: Field, entry: CaseAnswer, context: AnswerContext): AnswerView {
  const { answer } = entry;
  const cells = field.table ? listCells(answer) : field.type === 'many_of' ? (answer.cells ?? {}) : null;
  const described = Object.entries(cells ?? {}).map(([name, cell]) => {
    return [name, describePart(field, name, entry, cell, context)] as const;
  });
  return {
    ...describePart(field, WHOLE, entry, answer, context),
    cells: cells && Object.fromEntries(described),
  };
}

/** A cell of a table by its column; a box of a many_of by its label. */
export function wordPart(field: Field, name: string, cell: Pick<ReadCell, 'value' | 'raw'>): Localised {
  const column = findColumn(field, name);
  const box = column ? undefined : field.choices.find(({ code }) => code === name);
  if (box) return box.label;
  return column ? wordCell(column, cell) : { fr: cell.raw, en: cell.raw };
}

function findColumn({ table }: Field, name: string): Column | undefined {
  const column = name.split('.').at(-1);
  return table?.columns.find(({ key }) => key === column);
}

function describePart(
  field: Field,
  cell: string,
  entry: CaseAnswer,
  part: ReadAnswer | ReadCell,
  { answers, language, attachmentOf }: AnswerContext,
): CellView {
  const word = (one: ReadAnswer | ReadCell) =>
    cell === WHOLE ? wordAnswer(field, one as ReadAnswer) : wordPart(field, cell, one as ReadCell);
  const touch = entry.touches?.[cell] ?? entry.touches?.[WHOLE];
  const isPersons = isFromPerson(entry, cell);
  const before = beforeOf(entry, cell);
  return {
    value: part.value,
    text: word(part),
    raw: part.raw,
    sure: part.sure || isPersons,
    confidence: part.confidence,
    reason: isPersons ? null : wordReason(part, language),
    origin: isPersons ? 'person' : 'reading',
    by: isPersons && touch ? describeBy(touch) : null,
    before: before && { text: word(before), raw: before.raw },
    reviewed: isReviewed(answers, cell === WHOLE ? field.key : `${field.key}.${cell}`),
    source: describeSource(part.source, attachmentOf),
  };
}

/** What had been read there; of a cell whose table was entered as a whole, in the table that was read. */
function beforeOf({ touches }: CaseAnswer, cell: string): ReadAnswer | ReadCell | null {
  const own = touches?.[cell]?.before;
  if (own !== undefined || cell === WHOLE) return own ?? null;
  const whole = touches?.[WHOLE]?.before;
  return whole && 'cells' in whole ? (whole.cells?.[cell] ?? null) : null;
}

export function describeBy({ by, at, why }: Touch): ByView {
  return { initials: by.initials, name: by.name, at, why: why ?? null };
}

function describeSource(source: Source, attachmentOf: AnswerContext['attachmentOf']): SourceView | null {
  const attachmentId = attachmentOf(source.readingId);
  if (attachmentId === null && source.strategy === 'person') return null;
  return {
    strategy: source.strategy,
    attachmentId,
    page: source.page,
    rect: source.rect && [...source.rect],
    path: source.path ?? null,
  };
}
