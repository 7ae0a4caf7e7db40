/** The study definition → the form that the console draws. */
import { type Column, type Field, type Question, type Study } from '../../core/study/study.js';
import { type BoundsView, type ColumnView, type FieldView, type StudyView } from './study-views.js';

export function describeStudy(study: Study): StudyView {
  return {
    id: study.id,
    prefix: study.prefix,
    disease: study.disease ?? null,
    title: study.title,
    sections: study.sections.map(({ key, label }) => ({
      key,
      title: label,
      fields: study.fields.filter(({ section }) => section === key).map(describeField),
    })),
    inclusion: study.inclusion.map(({ id, message }) => ({ id, label: message })),
  };
}

function describeField(field: Field): FieldView {
  return {
    key: field.key,
    number: field.number,
    type: field.type,
    required: field.required,
    help: field.hint ?? null,
    columns: (field.table?.columns ?? []).map(describeColumn),
    rows: describeRows(field),
    hasCondition: field.shownIf !== undefined,
    ...describeQuestion(field),
  };
}

function describeColumn(column: Column): ColumnView {
  return { key: column.key, type: column.type, ...describeQuestion(column) };
}

function describeQuestion(
  question: Question,
): Pick<ColumnView, 'label' | 'unit' | 'choices' | 'missingCodes' | 'bounds'> {
  return {
    label: question.label,
    unit: question.unit?.label ?? null,
    choices: question.choices.map(({ code, label }) => ({ code, label })),
    missingCodes: [...question.codesAllowed],
    bounds: describeBounds(question),
  };
}

function describeBounds({ softMin, softMax }: Question): BoundsView | null {
  if (softMin === undefined && softMax === undefined) return null;
  return { min: softMin ?? null, max: softMax ?? null };
}

function describeRows({ table }: Field): FieldView['rows'] {
  if (!table) return null;
  if (table.rows.kind === 'named') return table.rows.rows.map(({ code, label }) => ({ key: code, label }));
  return Array.from({ length: table.rows.count }, (_, at) => {
    const number = String(at + 1);
    return { key: number, label: { fr: number, en: number } };
  });
}
