/** Values in a person's words, for the reasons and the notes of a reading. */
import { isCompared, isMissing, type Scalar } from '../study/answer.js';
import { type Language, type Question } from '../study/study.js';

/** Decimal comma in French; no thousands separator, which would be one more thing to misread. */
export function writeNumber(value: number, language: Language): string {
  const text = String(value);
  return language === 'fr' ? text.replace('.', ',') : text;
}

/** 2021-03-12 as 12/03/2021, 2021-03 as 03/2021. */
export function writeDate(iso: string): string {
  return iso.split('-').reverse().join('/');
}

/** As a clinician would have written it on the sheet; choices by their labels. */
export function writeScalar(question: Question, type: string, value: Scalar, language: Language): string {
  if (isMissing(value)) return value.missing;
  if (isCompared(value)) return `${value.comparator} ${writeNumber(value.value, language)}`;
  if (typeof value === 'number') return writeNumber(value, language);
  if (type === 'date' || type === 'month') return writeDate(value);
  return question.choices.find(({ code }) => code === value)?.label[language] ?? value;
}
