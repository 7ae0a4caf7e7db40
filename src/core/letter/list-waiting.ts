/** Step 4: what no letter asks for the time being: the questions of pages that came as pictures and wait for a person to read them. */
import { type CaseAnswers } from '../case/case-answers.js';
import { type Finding } from '../sheet/finding.js';
import { isFromPerson } from './list-asks.js';

/** `KEY` or `KEY.ROW.COLUMN`. A page of which a person has entered something has been read: what is blank there is missing. */
export function listWaiting(answers: CaseAnswers, findings: readonly Finding[]): string[] {
  return findings.flatMap(({ onPage = [] }) =>
    onPage.some((name) => isTouched(answers, name)) ? [] : onPage,
  );
}

export function isWaiting(name: string, waiting: readonly string[]): boolean {
  return waiting.some((one) => name === one || name.startsWith(`${one}.`));
}

function isTouched(answers: CaseAnswers, name: string): boolean {
  return isFromPerson(answers, name) || answers[name]?.personCells !== undefined;
}
