/** What stands before a question that is asked only after some answers: « Si oui → ». Told from `shownIf`. */
import { type Expression } from '../../study/expression.js';
import { type Field, type Language, type Study } from '../../study/study.js';
import { SHEET_WORDS } from './sheet-words.js';

/** Empty for a question that is always asked; the arrow alone where the question itself names the answer. */
export function writeCue(study: Study, field: Field, language: Language): string {
  if (!field.shownIf) return '';
  const condition = writeCondition(study, field, language);
  return condition === '' ? '→' : `${condition} →`;
}

function writeCondition(study: Study, field: Field, language: Language): string {
  if (!field.shownIf) return '';
  const words = SHEET_WORDS[language];
  const asked = findCondition(field.shownIf);
  const parent = study.fields.find((one) => one.key === asked?.key);
  if (!asked || !parent) return '';
  if (parent.type === 'yes_no' && asked.codes.length === 1 && isNear(study, field, parent))
    return asked.codes[0] === 'yes' ? words.ifYes : words.ifNo;
  const labels = asked.codes.map(
    (code) => parent.choices.find((choice) => choice.code === code)?.label[language] ?? '',
  );
  if (labels.includes('')) return words.asked(parent.number);
  if (isNear(study, field, parent) && labels.every((label) => names(field.label[language], label))) return '';
  return words.ifTicked(labels, isNear(study, field, parent) ? null : parent.number);
}

/** The key and codes of a condition that is about one question; null for any other. */
function findCondition(expression: Expression): { key: string; codes: readonly string[] } | null {
  if (expression.kind === 'in' || expression.kind === 'has')
    return { key: expression.reference.path, codes: expression.codes };
  if (expression.kind !== 'compare' || expression.comparator !== '=') return null;
  const { left, right } = expression;
  if (left.kind === 'reference' && right.kind === 'code') return { key: left.path, codes: [right.code] };
  return null;
}

/** Only questions that hang on the same one stand between. */
function isNear(study: Study, field: Field, parent: Field): boolean {
  return study.fields
    .filter((one) => one.number > parent.number && one.number < field.number)
    .every((one) => one.shownIf && findCondition(one.shownIf)?.key === parent.key);
}

/** « Type de myopathie » names the answer « Myopathie auto-immune » by its first word. */
function names(question: string, answer: string): boolean {
  const [first = ''] = foldCase(answer).split(/[^\p{L}]+/u);
  return (
    first.length >= 5 &&
    foldCase(question)
      .split(/[^\p{L}]+/u)
      .includes(first)
  );
}
const foldCase = (text: string): string => text.normalize('NFC').toLowerCase();
