/**
 * Step 3: what lists and figures need to know of a case beyond its counts: its disease, and how each question stands. It is kept
 * sealed beside the answers, so that a list of 100,000 cases need not open 100,000 documents.
 */
import { isMissing } from '../study/answer.js';
import { type Field, type Study } from '../study/study.js';
import { type CaseAnswers } from './case-answers.js';
import { type CaseMeasure } from './measure-case.js';

/** How a question of a case stands: bits, added up. A table's are those of all its cells. */
export const ASKED = 1; // it applies to this case
export const ANSWERED = 2; // it applies, has an answer, and nothing that is required of it is blank
export const MISSING = 4; // it, or a cell of it, is required and blank
export const UNSURE = 8; // it, or a cell of it, is doubtful

export interface CaseSummary {
  /** Code of the study's disease question; null when it is not answered, or not surely. */
  readonly disease: string | null;
  /** One for each field of the study, in its order. */
  readonly fields: Uint8Array;
}

export function summariseCase(study: Study, answers: CaseAnswers, measure: CaseMeasure): CaseSummary {
  const missing = listKeys(study, measure.missing);
  const unsure = listKeys(study, measure.unsure);
  return {
    disease: study.disease === undefined || unsure.has(study.disease) ? null : findDisease(study, answers),
    fields: Uint8Array.from(study.fields, (field) => {
      const isAsked = measure.check.shown[field.key] === 'holds';
      const isAnswered = isAsked && !missing.has(field.key) && hasAnswer(field, answers);
      return (
        (isAsked ? ASKED : 0) |
        (isAnswered ? ANSWERED : 0) |
        (missing.has(field.key) ? MISSING : 0) |
        (unsure.has(field.key) ? UNSURE : 0)
      );
    }),
  };
}

/** The fields of names that may be cells: KEY.ROW.COLUMN. */
function listKeys(study: Study, names: readonly string[]): ReadonlySet<string> {
  const keys = study.fields.map(({ key }) => key);
  return new Set(keys.filter((key) => names.some((name) => name === key || name.startsWith(`${key}.`))));
}

function hasAnswer({ key, codesAllowed }: Field, answers: CaseAnswers): boolean {
  const value = answers[key]?.answer.value ?? null;
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return false;
  return !isMissing(value) || codesAllowed.includes(value.missing);
}

function findDisease(study: Study, answers: CaseAnswers): string | null {
  const field = study.fields.find(({ key }) => key === study.disease);
  const value = answers[study.disease ?? '']?.answer.value;
  return field?.choices.find(({ code }) => code === value)?.code ?? null;
}
