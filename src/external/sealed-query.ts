/** What is sealed of a query: which question it is about tells something of the patient, as its words do. */
import { type AnswerEntry } from '../core/case/case-history.js';
import { type Person } from '../core/case/case-answers.js';
import { findNewAnswer } from '../core/case/name-changes.js';
import { type Localised, type Study } from '../core/study/study.js';
import { type Vault } from './vault.js';

export interface QueryContent {
  /** KEY or KEY.ROW.COLUMN. */
  readonly name: string;
  /** As the investigator worded it, for the clinician. */
  readonly text: string;
  readonly askedBy: Person;
  /** What the question has held since, in words. */
  readonly answer?: Localised;
}

export function sealQuery(vault: Vault, id: string, content: QueryContent): Buffer {
  return vault.sealJson(content, `queries.sealed:${id}`);
}
export function openQuery(vault: Vault, id: string, sealed: Buffer): QueryContent {
  return vault.openJson(sealed, `queries.sealed:${id}`) as QueryContent;
}

/** Gives a query its answer out of a case's changes; null when they are of other questions. */
export function answerSealed(
  vault: Vault,
  study: Study,
  changes: readonly AnswerEntry[],
): (id: string, sealed: Buffer) => Buffer | null {
  return (id, sealed) => {
    const content = openQuery(vault, id, sealed);
    const answer = findNewAnswer(study, content.name, changes);
    return answer && sealQuery(vault, id, { ...content, answer });
  };
}
