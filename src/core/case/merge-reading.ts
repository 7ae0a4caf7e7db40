/**
 * Step 3: a sheet's answers put into its case. Blanks erase nothing, a person's entry is never overwritten, and a
 * doubtful new answer does not replace a sure one; whatever is kept against the sheet is shown as a finding.
 */
import { type Finding } from '../sheet/finding.js';
import { type ReadAnswer, type ReadCell, type SheetReading } from '../sheet/reading.js';
import { type Study } from '../study/study.js';
import { canonicalValue, isBlankValue } from './canonical-value.js';
import {
  type AnswerChange,
  type AnswerMerge,
  type CaseAnswer,
  type CaseAnswers,
  type Merge,
} from './case-answers.js';
import { type CaseState } from './case-state.js';
import { mergeTable } from './merge-table.js';

/**
 * @param current the case and its answers; null when the reading makes a new case
 * @param reading keys that the study does not have are left out
 */
export function mergeReading(
  study: Study,
  current: { readonly state: CaseState; readonly answers: CaseAnswers } | null,
  reading: Pick<SheetReading, 'answers' | 'isReply' | 'confirms'>,
): Merge {
  const before = current?.answers ?? {};
  const { isReply = false, confirms = [] } = reading;
  const answers: Record<string, CaseAnswer> = { ...before };
  const changes: AnswerChange[] = [];
  const findings: Finding[] = [];
  for (const { key, table } of study.fields) {
    const given = reading.answers[key];
    if (!given || isBlankValue(given.value, given.raw)) continue;
    const known = before[key];
    const merged: AnswerMerge = !known
      ? { after: { answer: confirmNew(key, given, confirms), origin: 'reading' }, findings: [] }
      : // Rows that are only counted come again as a whole on a sheet; what answers a letter is of the cells that it asked.
        table && (table.rows.kind === 'named' || isReply)
        ? mergeTable(key, table, known, given, confirms)
        : mergeAnswer(key, known, given, confirms);
    findings.push(...merged.findings);
    if (!merged.after) continue;
    answers[key] = merged.after;
    changes.push({ key, before: known ?? null, after: merged.after });
  }
  if (!current) return { outcome: 'new', answers, changes, findings };
  const isSame = changes.length === 0 && findings.length === 0;
  // A sheet that says nothing new asks nothing of an investigator, even when the case is closed.
  if (current.state !== 'draft')
    return { outcome: isSame ? 'unchanged' : 'waiting', answers: before, changes: [], findings: [] };
  return { outcome: isSame ? 'unchanged' : 'updated', answers, changes, findings };
}

/** One answer as a whole: scalars, many_of (a box no longer ticked is a correction), tables of free rows. */
function mergeAnswer(
  key: string,
  known: CaseAnswer,
  given: ReadAnswer,
  confirms: readonly string[],
): AnswerMerge {
  const kept = known.answer;
  const isSame = canonicalValue(kept.value, kept.raw) === canonicalValue(given.value, given.raw);
  // The same value again to the letter that asks about it: it is meant so.
  const isConfirmed = isSame && given.sure && confirms.includes(key) && kept.confirmed !== true;
  const answer: ReadAnswer = isConfirmed ? { ...given, confirmed: true } : confirmNew(key, given, confirms);
  const after: CaseAnswer = { answer, origin: 'reading' };
  if (known.origin === 'person' || known.personCells !== undefined)
    return { after: null, findings: isSame ? [] : [{ code: 'differs_from_person', key }] };
  if (isSame) return { after: isConfirmed || (given.sure && !kept.sure) ? after : null, findings: [] };
  if (kept.sure && !given.sure) return { after: null, findings: [{ code: 'differs', key }] };
  // Fewer rows, all known already: a blank in a newer sheet, or a row struck out. Nothing is erased; a person sees it.
  if (losesRows(kept, given)) return { after: null, findings: [{ code: 'differs', key }] };
  return { after, findings: given.sure ? [] : [{ code: 'differs', key }] };
}

/** On the page of a personal link the question about a value comes before it is sent. */
function confirmNew(key: string, given: ReadAnswer, confirms: readonly string[]): ReadAnswer {
  if (given.source.strategy !== 'form') return given;
  const confirm = <Part extends ReadAnswer | ReadCell>(name: string, part: Part): Part =>
    part.sure && confirms.includes(name) ? { ...part, confirmed: true } : part;
  const cells = Object.entries(given.cells ?? {}).map(
    ([name, cell]) => [name, confirm(`${key}.${name}`, cell)] as const,
  );
  return { ...confirm(key, given), ...(given.cells && { cells: Object.fromEntries(cells) }) };
}

function losesRows(kept: ReadAnswer, given: ReadAnswer): boolean {
  const rows = readRows(kept);
  const newer = readRows(given);
  return newer.length > 0 && newer.length < rows.length && newer.every((row) => rows.includes(row));
}

/** Rows of a free table in canonical text; empty for any other value. */
function readRows({ value }: ReadAnswer): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row) => (typeof row === 'object' ? [canonicalValue([row], '')] : []));
}
