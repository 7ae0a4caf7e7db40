/** What is sealed of a letter that a person has had written, and of a visit. */
import { type Person } from '../core/case/case-answers.js';
import { type Vault } from './vault.js';

export interface DispatchContent {
  /** The person's own words; '' where there are none. */
  readonly text: string;
  readonly askedBy: Person;
}
export interface VisitContent {
  /** As the clinician reads it; '' until it is planned. */
  readonly place: string;
}

export function sealDispatch(vault: Vault, id: string, content: DispatchContent): Buffer {
  return vault.sealJson(content, `dispatches.sealed:${id}`);
}
export function openDispatch(vault: Vault, id: string, sealed: Buffer): DispatchContent {
  return vault.openJson(sealed, `dispatches.sealed:${id}`) as DispatchContent;
}

export function sealVisit(vault: Vault, id: string, content: VisitContent): Buffer {
  return vault.sealJson(content, `visits.sealed:${id}`);
}
export function openVisit(vault: Vault, id: string, sealed: Buffer): VisitContent {
  return vault.openJson(sealed, `visits.sealed:${id}`) as VisitContent;
}
