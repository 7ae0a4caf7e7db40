/** What stands at a place of a case, in words, for the reader of its page who has shown who they are. */
import { type CaseAnswers } from '../case/case-answers.js';
import { listCells } from '../case/table-cells.js';
import { wordAnswer, wordCell } from '../case/word-answer.js';
import { resolveName } from '../letter/resolve-name.js';
import { type Language, type Study } from '../study/study.js';

/** Null: nothing stands there. */
export function wordKnown(
  study: Study,
  answers: CaseAnswers,
  name: string,
  language: Language,
): string | null {
  const place = resolveName(study, name);
  const entry = place && answers[place.field.key];
  if (!entry) return null;
  const cell = place.cell && listCells(entry.answer)[name.slice(place.field.key.length + 1)];
  const words = place.cell
    ? cell && wordCell(place.cell.column, cell)[language]
    : wordAnswer(place.field, entry.answer)[language];
  return words === undefined || words === '' ? null : words;
}
