/** Step 5: an answer in a person's words, in both languages: choices by their labels, tables row by row. */
import { wordDoubt } from '../sheet/doubt-words.js';
import { type ReadAnswer, type ReadCell } from '../sheet/reading.js';
import { writeScalar } from '../sheet/write-value.js';
import { type Row, type Scalar, type Value } from '../study/answer.js';
import { type Column, type Field, type Language, type Localised } from '../study/study.js';

/** What could not be understood is given as it was written. */
export function wordAnswer(field: Field, { value, raw }: Pick<ReadAnswer, 'value' | 'raw'>): Localised {
  if (value === null) return { fr: raw.trim(), en: raw.trim() };
  return inBoth((language) => wordValue(field, value, language));
}

/** Of a table; a box of a many_of is its label. */
export function wordCell(column: Column, { value, raw }: Pick<ReadCell, 'value' | 'raw'>): Localised {
  if (value === '' || value === true) return { fr: raw.trim(), en: raw.trim() };
  return inBoth((language) => writeScalar(column, column.type, value, language));
}

/**
 * Why it is not sure. The reader worded it in the sheet's language, with what was written; the other language has the words
 * of the doubt alone.
 */
export function wordReason(
  { sure, reason, doubt }: Pick<ReadAnswer, 'sure' | 'reason' | 'doubt'>,
  sheetLanguage: Language,
): Localised | null {
  if (sure || (reason === undefined && doubt === undefined)) return null;
  return inBoth((language) =>
    reason !== undefined && (language === sheetLanguage || doubt === undefined)
      ? reason
      : doubt
        ? wordDoubt({ code: doubt }, language)
        : '',
  );
}

function wordValue(field: Field, value: Value, language: Language): string {
  if (!Array.isArray(value)) return writeScalar(field, field.type, value as Scalar, language);
  const items = value as readonly (string | Row)[];
  return items
    .map((item, at) =>
      typeof item === 'string'
        ? writeScalar(field, field.type, item, language)
        : wordRow(field, item, at, language),
    )
    .join(items.some((item) => typeof item === 'string') ? ', ' : ' ; ');
}

function wordRow(field: Field, row: Row, at: number, language: Language): string {
  const { table } = field;
  if (!table) return '';
  const name =
    table.rows.kind === 'named' && row.row !== undefined
      ? (table.rows.rows.find(({ code }) => code === row.row)?.label[language] ?? row.row)
      : String(at + 1);
  const cells = table.columns.flatMap((column): string[] => {
    const value = row[column.key];
    return value === undefined
      ? []
      : [`${column.label[language]} ${writeScalar(column, column.type, value, language)}`];
  });
  return `${name} (${cells.join(', ')})`;
}

function inBoth(word: (language: Language) => string): Localised {
  return { fr: word('fr'), en: word('en') };
}
