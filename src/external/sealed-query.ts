/** What is sealed of a query: which question it is about tells something of the patient, as its words do. */
import { type Localised } from '../core/study/study.js';
import { type Person } from '../core/case/case-answers.js';
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
