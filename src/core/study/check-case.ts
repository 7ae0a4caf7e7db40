/**
 * Answers + study → what is missing, what contradicts, what may be included. The draft, the letters and the
 * console all stand on this one judgement of a case.
 */
import { type Finding } from '../sheet/finding.js';
import { type Answers, isMissing } from './answer.js';
import { appliesTo, type CaseView, listRows, readValue, viewCase } from './case-view.js';
import { evaluateExpression } from './evaluate-expression.js';
import { type Truth } from './expression.js';
import { findOddities } from './find-oddities.js';
import { type FieldsByKey, indexFields } from './find-question.js';
import { type Field, type MissingCode, type Rule, type Study } from './study.js';

export interface RuleOutcome {
  readonly id: string;
  readonly truth: Truth;
  /** Keys and cells that the outcome rests on. */
  readonly keys: readonly string[];
}

export interface CaseCheck {
  /** By field key: does the question apply? */
  readonly shown: Readonly<Record<string, Truth>>;
  /** Required, shown and blank, in the sheet's order; cells as `table.row.column`. */
  readonly missing: readonly string[];
  /** Questions and cells that are required and shown. */
  readonly asked: number;
  /** Of these, those with an answer; a missing-data code counts where it is allowed. */
  readonly answered: number;
  readonly findings: readonly Finding[];
  readonly inclusion: readonly RuleOutcome[];
  readonly consistency: readonly RuleOutcome[];
  readonly remarks: readonly RuleOutcome[];
}

/** `today`: the day of receipt, `YYYY-MM-DD`. */
export function checkCase(study: Study, answers: Answers, { today }: { readonly today: string }): CaseCheck {
  const fields = indexFields(study.fields);
  const shown = settleShown(study, fields, answers, today);
  const view = viewCase(fields, answers, today, shown);
  const required = study.fields.flatMap((field) => listRequired(view, field));
  const inclusion = study.inclusion.map((rule) => evaluateRule(rule, view));
  const consistency = study.consistency.map((rule) => evaluateRule(rule, view));
  const remarks = study.remarks.map((rule) => evaluateRule(rule, view));
  return {
    shown: Object.fromEntries(shown),
    missing: required.filter(({ path }) => readValue(view, path) === undefined).map(({ path }) => path),
    asked: required.length,
    answered: required.filter(({ path, codes }) => isAnswered(view, path, codes)).length,
    findings: [
      ...study.fields.flatMap((field) => findOddities(view, field)),
      ...toFindings(inclusion, 'inclusion_fails', 'fails'),
      ...toFindings(consistency, 'inconsistent', 'fails'),
      ...toFindings(remarks, 'remark', 'holds'),
    ],
    inclusion,
    consistency,
    remarks,
  };
}

/** A question's shown_if reads earlier questions only, so one pass in order settles all. */
function settleShown(study: Study, fields: FieldsByKey, answers: Answers, today: string): Map<string, Truth> {
  const shown = new Map<string, Truth>();
  const view = viewCase(fields, answers, today, shown);
  for (const field of study.fields) {
    shown.set(field.key, field.shownIf ? evaluateExpression(field.shownIf, view).truth : 'holds');
  }
  return shown;
}

interface Required {
  readonly path: string;
  readonly codes: readonly MissingCode[];
}

function listRequired(view: CaseView, field: Field): Required[] {
  if (appliesTo(view, field) !== 'holds') return [];
  const own = field.required ? [{ path: field.key, codes: field.codesAllowed }] : [];
  const { table } = field;
  if (!table) return own;
  const wholeTable = isMissing(view.answers[field.key]);
  const cells = listRows(view, field).flatMap((row) =>
    table.columns
      .filter(({ requiredRows }) => requiredRows.includes(row))
      .map((column) => ({
        path: `${field.key}.${row}.${column.key}`,
        codes: wholeTable ? field.codesAllowed : column.codesAllowed,
      })),
  );
  return [...own, ...cells];
}

function isAnswered(view: CaseView, path: string, codes: readonly MissingCode[]): boolean {
  const value = readValue(view, path);
  return value !== undefined && (!isMissing(value) || codes.includes(value.missing));
}

function evaluateRule(rule: Rule, view: CaseView): RuleOutcome {
  return { id: rule.id, ...evaluateExpression(rule.check, view) };
}

function toFindings(
  outcomes: readonly RuleOutcome[],
  code: 'inclusion_fails' | 'inconsistent' | 'remark',
  wanted: Truth,
): Finding[] {
  return outcomes
    .filter(({ truth }) => truth === wanted)
    .map(({ id, keys }) => ({ code, rule: id, keys, ...(keys[0] !== undefined && { key: keys[0] }) }));
}
