/**
 * The page of a personal link: what is told to whoever sends it, place by place, before it is sent. Only what they have put in speaks
 * against it, unless they have shown who they are: an answer that is already there would be told by what does not agree with it.
 */
import { type CaseAnswers } from '../case/case-answers.js';
import { listValues } from '../case/measure-case.js';
import { mergeReading } from '../case/merge-reading.js';
import { wordReason } from '../case/word-answer.js';
import { typeset } from '../letter/typeset.js';
import { judgeSheet } from '../sheet/judge-sheet.js';
import { type ReadAnswer, type ReadCell } from '../sheet/reading.js';
import { checkCase } from '../study/check-case.js';
import { type Language, type Study } from '../study/study.js';
import { type FormEntry } from './form-entry.js';
import { readForm } from './read-form.js';

/** `unclear`: not understood, or not for sure. `unusual`: outside what is usual. `contradicts`: a rule of the study. */
export const FORM_DOUBTS = ['unclear', 'unusual', 'contradicts'] as const;
export interface FormDoubt {
  readonly name: string;
  readonly kind: (typeof FORM_DOUBTS)[number];
  /** In the reader's language; '' where the kind says it all. */
  readonly words: string;
}

export interface CheckedBy {
  readonly language: Language;
  /** Day of the sending, `YYYY-MM-DD`. */
  readonly today: string;
  /** What the case holds, for readers who have shown who they are; null for all others. */
  readonly known: CaseAnswers | null;
}

/** None when all can be taken as it stands. */
export function checkForm(
  study: Study,
  entries: readonly FormEntry[],
  { language, today, known }: CheckedBy,
): FormDoubt[] {
  const { candidates } = readForm(study, language, { entries, words: [] });
  const { answers } = judgeSheet(study, language, candidates, { today });
  const names = new Set(entries.map(({ name }) => name));
  const unclear = entries.flatMap(({ name }): FormDoubt[] => {
    const answer = findAnswer(answers, name);
    if (answer?.sure === true) return [];
    const words = answer ? (wordReason(answer, language)?.[language] ?? '') : '';
    return [{ name, kind: 'unclear', words: typeset(words, language) }];
  });
  const current = known && ({ state: 'draft', answers: known } as const);
  const merged = mergeReading(study, current, { answers, isReply: true });
  const { findings } = checkCase(study, listValues(merged.answers), { today });
  const told = findings.flatMap(({ code, key, keys = [], rule }): FormDoubt[] => {
    if (code === 'out_of_range' && key !== undefined && names.has(key))
      return [{ name: key, kind: 'unusual', words: '' }];
    const given = keys.find((one) => names.has(one));
    if (code !== 'inconsistent' || given === undefined) return [];
    const message = study.consistency.find(({ id }) => id === rule)?.message[language] ?? '';
    return [{ name: given, kind: 'contradicts', words: typeset(message, language) }];
  });
  const isUnclear = (name: string): boolean => unclear.some((one) => one.name === name);
  return [...unclear, ...told.filter(({ name }) => !isUnclear(name))];
}

function findAnswer(
  answers: Readonly<Record<string, ReadAnswer>>,
  name: string,
): ReadAnswer | ReadCell | undefined {
  const whole = answers[name];
  if (whole) return whole;
  const [key, answer] = Object.entries(answers).find(([one]) => name.startsWith(`${one}.`)) ?? [];
  return key === undefined ? undefined : answer?.cells?.[name.slice(key.length + 1)];
}
