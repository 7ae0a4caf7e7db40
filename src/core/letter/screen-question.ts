/**
 * Step 4: an investigator's own words on their way out. A letter tells nobody what a sheet said, nor who the patient is: what holds a
 * known answer, the patient's code, or the form of an identifier does not go.
 */
import { type CaseAnswers } from '../case/case-answers.js';
import { type Field, type Study } from '../study/study.js';

export type Leak = 'answer' | 'patient_code' | 'identifier';

/** A mail address; nine digits and more (telephone, social security and file numbers); a full date; somebody by name. */
const IDENTIFIERS = [
  /[^\s@]+@[^\s@]+\.[a-z]{2,}/i,
  /(?:\d[\s.-]?){9,}/,
  /\b\d{6,}\b/,
  /\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})\b/,
  /\b\d{4}-\d{2}-\d{2}\b/,
  /(?:\bM\.|\bM(?:me|lle|r|rs|s)\b|\b[Mm](?:onsieur|adame)\b)\s+\p{Lu}/u,
];
/** Shorter words and numbers of one digit are in any sentence. */
const SHORTEST_WORD = 4;
const SHORTEST_NUMBER = 2;
/** Choices of many questions, which tell none of them. */
const COMMON = ['autre', 'other', 'aucun', 'aucune', 'none', 'inconnu', 'unknown', 'normal', 'normale'];

/** Why the text may not go; null when it may. */
export function screenQuestion(study: Study, text: string, answers: CaseAnswers): Leak | null {
  const words = ` ${fold(text)} `;
  const holds = (value: string): boolean => value !== '' && words.includes(` ${value} `);
  const { patientCode } = study.identity;
  const code = patientCode === undefined ? null : answers[patientCode]?.answer.value;
  if (typeof code === 'string' && fold(code).length >= 2 && holds(fold(code))) return 'patient_code';
  if (IDENTIFIERS.some((pattern) => pattern.test(text))) return 'identifier';
  for (const field of study.fields) {
    const answer = answers[field.key]?.answer;
    if (!answer) continue;
    const written = [...listTexts(field, answer.value), answer.raw];
    if (written.some((one) => isTelling(fold(one)) && holds(fold(one)))) return 'answer';
  }
  return null;
}

function isTelling(folded: string): boolean {
  if (COMMON.includes(folded)) return false;
  return folded.length >= (/^[\d ]+$/.test(folded) ? SHORTEST_NUMBER : SHORTEST_WORD);
}

/** Every value of an answer as it may be written: a choice by its words, a number with a point or a comma. */
function listTexts(field: Field, value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') {
    const choices = [
      ...(field.choices ?? []),
      ...(field.table?.columns.flatMap((one) => one.choices ?? []) ?? []),
    ];
    const choice = choices.find(({ code }) => code === value);
    return choice ? [choice.label.fr, choice.label.en] : [value];
  }
  if (Array.isArray(value)) return value.flatMap((one) => listTexts(field, one));
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => (key === 'row' ? [] : listTexts(field, one)));
  return [];
}

/** Small letters without accents, everything else a space: `61,5` and `61.5` are one. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
