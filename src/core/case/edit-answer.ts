/**
 * Step 5: a person's entry put into a case: an answer, a cell, a box, a missing-data code, or nothing at all. What was read
 * is kept beside it, a reason is asked when a sure answer changes, and what the sheets had remarked of it is settled.
 */
import { Problem } from '../problem.js';
import { type Finding } from '../sheet/finding.js';
import { findPlace } from '../sheet/find-place.js';
import { type Field } from '../study/study.js';
import { acceptAnswers } from './accept-answers.js';
import { canonicalValue } from './canonical-value.js';
import { type AnswerChange, type CaseAnswer, type CaseAnswers, isEmptied } from './case-answers.js';
import { isSureOf } from './answer-facts.js';
import { enterCell, enterWhole, type Entry } from './enter-value.js';
import { type ActContext, type ReviewAct, settleFindings } from './review-act.js';

/** Throws Problems: `name_unknown`, `answer_invalid`, `reason_missing`. */
export function editAnswer(
  context: ActContext,
  current: { readonly answers: CaseAnswers; readonly findings: readonly Finding[] },
  entry: Entry,
): ReviewAct {
  const place = findPlace(context.study, entry.name);
  if (!place) throw new Problem('name_unknown', 'invalid', 'The study has no such question.');
  const { field } = place;
  const known = current.answers[field.key];
  const isCell = place.kind === 'cell';
  const cell = isCell ? `${place.row}.${place.column.key}` : undefined;
  const name = cell === undefined ? field.key : `${field.key}.${cell}`;
  const after = isCell
    ? enterCell(context, field, known, { row: place.row, column: place.column }, entry)
    : enterWhole(context, field, known, place.code, entry);
  if (!after || (known && isSame(field, known, after, cell))) {
    // The same again is a look at it; nothing where nothing was is not even that.
    if (!known || !after || isEmptied(known)) return { ...current, changes: [], names: [], settled: [] };
    return acceptAnswers(context, current, [name]);
  }
  if (known && isSureOf(known, cell) && (entry.reason ?? '').trim() === '')
    throw new Problem('reason_missing', 'invalid', 'A sure answer changes: say why.');
  const why = (entry.reason ?? '').trim();
  const change: AnswerChange = {
    key: field.key,
    before: known ?? null,
    after,
    name,
    ...(why !== '' && { why }),
  };
  return {
    answers: { ...current.answers, [field.key]: after },
    changes: [change],
    names: [name],
    ...settleFindings(current.findings, [name]),
  };
}

function isSame(field: Field, known: CaseAnswer, after: CaseAnswer, cell: string | undefined): boolean {
  if (cell === undefined || !field.table)
    return (
      canonicalValue(known.answer.value, known.answer.raw) ===
      canonicalValue(after.answer.value, after.answer.raw)
    );
  const [old, next] = [known.answer.cells?.[cell], after.answer.cells?.[cell]];
  if (!old || !next) return old === next && isTable(known) === isTable(after);
  const word = ({ value, raw }: typeof old) =>
    value === true ? 'true' : canonicalValue(value === '' ? null : value, raw);
  return word(old) === word(next);
}

function isTable({ answer }: CaseAnswer): boolean {
  return Array.isArray(answer.value);
}
