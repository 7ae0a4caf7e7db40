/** From a study.yaml to the Study that the program works with. What cannot be built is left out: check-meaning tells. */
import { type Expression } from '../core/study/expression.js';
import { listReferences } from '../core/study/list-references.js';
import { parseExpression } from '../core/study/parse-expression.js';
import {
  type Choice,
  type Column,
  type Field,
  type FieldType,
  type LetterTexts,
  type MissingCode,
  type Question,
  type Rule,
  type Study,
  type Table,
} from '../core/study/study.js';
import { type ColumnFile, type FieldFile, type QuestionFile, type StudyFile } from './study-file.js';

const YES_NO: readonly Choice[] = [
  { code: 'yes', label: { fr: 'Oui', en: 'Yes' } },
  { code: 'no', label: { fr: 'Non', en: 'No' } },
];

/** Types that are answered by ticks: a missing-data code there is one more box. */
const TICKED: ReadonlySet<FieldType> = new Set(['yes_no', 'one_of', 'many_of']);

export function buildStudy(file: StudyFile, letters: LetterTexts): Study {
  const { city, sender_email: senderEmail, sex, birth_year: birthYear } = file.identity;
  const objection = file.non_opposition;
  return {
    id: file.id,
    version: file.version,
    prefix: file.prefix,
    title: file.title,
    shortTitle: file.short_title,
    sections: file.sections.map(({ key, label }) => ({ key, label })),
    fields: buildFields(file),
    inclusion: (file.inclusion ?? []).flatMap(({ id, message, check }) => buildRule(id, message, check)),
    consistency: (file.consistency ?? []).flatMap(({ id, message, check }) => buildRule(id, message, check)),
    remarks: (file.remarks ?? []).flatMap(({ id, message, when }) => buildRule(id, message, when)),
    identity: {
      patientCode: file.identity.patient_code,
      centre: file.identity.centre,
      ...(city !== undefined && { city }),
      ...(senderEmail !== undefined && { senderEmail }),
      ...(sex !== undefined && { sex }),
      ...(birthYear !== undefined && { birthYear }),
    },
    ...(file.disease !== undefined && { disease: file.disease }),
    contact: file.contact,
    sheetIntro: file.sheet_intro,
    letters,
    reminders: { afterDays: file.reminders.after_days },
    answerPolicy: file.answer_policy ?? 'unless_forged',
    ...(file.retention && { retention: file.retention }),
    ...(objection && {
      nonOpposition: {
        field: objection.field,
        allowsConfirmation: objection.allows_confirmation,
        closes: objection.closes,
      },
    }),
  };
}

/** Every field in the sheet's order, numbered from 1. */
export function buildFields(file: StudyFile): Field[] {
  return file.sections
    .flatMap((section) => section.fields.map((field) => ({ section: section.key, field })))
    .map(({ section, field }, index) => buildField(file, section, field, index + 1));
}

/** Null when the text is not an expression. */
export function findExpression(text: string): Expression | null {
  try {
    return parseExpression(text);
  } catch {
    return null;
  }
}

function buildField(file: StudyFile, section: string, field: FieldFile, number: number): Field {
  const shownIf = field.shown_if === undefined ? null : findExpression(field.shown_if);
  const table = buildTable(file, field);
  return {
    ...buildQuestion(file, field, field.type, field.codes_allowed ?? []),
    number,
    key: field.key,
    section,
    type: field.type,
    required: field.required ?? false,
    ...(shownIf && { shownIf }),
    ...(field.mail_label && { mailLabel: field.mail_label }),
    ...(table && { table }),
  };
}

function buildTable(file: StudyFile, field: FieldFile): Table | null {
  if (field.type !== 'table' || field.rows === undefined) return null;
  return {
    rows:
      typeof field.rows === 'number'
        ? { kind: 'free', count: field.rows }
        : { kind: 'named', rows: buildChoices(file, field.rows) },
    columns: (field.columns ?? []).map((column) => buildColumn(file, field, column)),
    transposed: field.transposed ?? false,
  };
}

/** A cell that is written in takes the table's codes; one that is ticked takes only those with a box of their own. */
function buildColumn(file: StudyFile, table: FieldFile, column: ColumnFile): Column {
  const own = column.codes_allowed;
  const codesAllowed = own ?? (TICKED.has(column.type) ? [] : (table.codes_allowed ?? []));
  return {
    ...buildQuestion(file, column, column.type, codesAllowed),
    key: column.key,
    type: column.type,
    requiredRows: column.required_rows ?? [],
  };
}

function buildQuestion(
  file: StudyFile,
  question: QuestionFile,
  type: FieldType,
  codesAllowed: readonly MissingCode[],
): Question {
  const unit = question.unit === undefined ? undefined : file.units?.[question.unit];
  const accepts = { ...unit?.accepts, ...question.accepts };
  const standard =
    question.standard ??
    (question.choices === undefined ? undefined : file.choices?.[question.choices]?.standard);
  return {
    label: question.label,
    choices: type === 'yes_no' ? YES_NO : buildChoices(file, question.choices),
    codesAllowed,
    ...(unit &&
      question.unit !== undefined && {
        unit: {
          code: question.unit,
          label: { fr: unit.fr, en: unit.en },
          accepts: Object.entries(accepts).map(([name, factor]) => ({ unit: name, factor })),
        },
      }),
    ...(question.soft_min !== undefined && { softMin: question.soft_min }),
    ...(question.soft_max !== undefined && { softMax: question.soft_max }),
    ...(question.hint && { hint: question.hint }),
    ...(standard !== undefined && { standard }),
  };
}

function buildChoices(file: StudyFile, list: string | undefined): Choice[] {
  const found = list === undefined ? undefined : file.choices?.[list];
  return (found?.codes ?? []).map(({ code, fr, en }) => ({
    code,
    label: { fr, en },
    ...(found?.standard !== undefined && { standard: found.standard }),
  }));
}

function buildRule(id: string, message: Rule['message'], text: string): Rule[] {
  const check = findExpression(text);
  return check ? [{ id, message, fields: listReferences(check), check }] : [];
}
