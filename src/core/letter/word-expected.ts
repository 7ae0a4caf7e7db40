/**
 * Step 4: what is expected at a question, in a few words: the form of a date, the unit, the choices where they are few. Of a
 * question that only some patients are asked nothing is said that its answer could be guessed from.
 */
import { SHEET_WORDS } from '../sheet/blank/sheet-words.js';
import { type ResolvedName } from './resolve-name.js';
import { type Speaker } from './speak.js';
import { typeset } from './typeset.js';

/** Characters: longer lists of choices are on the sheet. */
const LONGEST_CHOICES = 60;

/** Null when nothing has to be said. */
export function wordExpected({ field, cell }: ResolvedName, { say, language }: Speaker): string | null {
  const question = cell?.column ?? field;
  const type = cell ? cell.column.type : field.type;
  if (type === 'table') return null;
  const date = type === 'many_of' ? undefined : SHEET_WORDS[language].dates[type];
  if (date !== undefined) return date;
  if (field.shownIf) return null;
  if (type === 'yes_no') return say('expected.yes_no');
  // Of a list of which several may hold, what an answer could hold is clinical throughout.
  if (type === 'many_of') return null;
  if (type === 'one_of') {
    const labels = question.choices.map(({ label }) => label[language]);
    const joined = labels.join(', ');
    return labels.length > 0 && joined.length <= LONGEST_CHOICES ? typeset(joined, language) : null;
  }
  if (question.unit) return say('expected.unit', { unit: question.unit.label[language] });
  return type === 'integer' || type === 'decimal' ? say('expected.number') : null;
}
