/**
 * Step 5: two drafts turn out to be one patient: the answers of one are put into the other by the rules of a newer sheet
 * (merge-reading.ts), and what a person had entered in it stays hers.
 */
import { type ReadAnswer } from '../sheet/reading.js';
import { type Study } from '../study/study.js';
import { type AnswerChange, type CaseAnswers, isEmptied, type Merge } from './case-answers.js';
import { mergeReading } from './merge-reading.js';

/** `isOlder`: the joining case was received before the other, and fills its blanks alone. */
export function joinAnswers(
  study: Study,
  into: CaseAnswers,
  joining: CaseAnswers,
  isOlder: boolean,
): Pick<Merge, 'answers' | 'changes' | 'findings'> {
  const given: Record<string, ReadAnswer> = {};
  for (const [key, entry] of Object.entries(joining))
    if (!isEmptied(entry) && !(isOlder && into[key])) given[key] = entry.answer;
  const merge = mergeReading(study, { state: 'draft', answers: into }, { answers: given });
  const changes = merge.changes.map((change): AnswerChange => {
    const entry = joining[change.key];
    const isWhole = entry !== undefined && change.after.answer === entry.answer;
    return isWhole ? { ...change, after: entry } : change;
  });
  const answers = { ...merge.answers, ...Object.fromEntries(changes.map(({ key, after }) => [key, after])) };
  return { answers, changes, findings: merge.findings };
}
