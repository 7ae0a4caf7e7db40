/**
 * Step 3: what is sealed of a case, as one document, and how it is sealed. Answers and findings lie together so that a
 * stolen dump does not even tell which questions were answered.
 */
import { type CaseAnswers as Answers } from '../core/case/case-answers.js';
import { type Confirmation, type InclusionLook } from '../core/case/review.js';
import { type Finding } from '../core/sheet/finding.js';
import { type Vault } from './vault.js';

export interface CaseDocument {
  readonly answers: Answers;
  /** Findings of the sheets that made the case; those of the rules are computed anew when looked at. */
  readonly findings: readonly Finding[];
  /** Cases that this may be the same patient as, for an investigator to settle. */
  readonly proposal?: { readonly caseIds: readonly string[]; readonly why: string };
  /** A person looked at the criteria of inclusion; says nothing once their verdicts are others. */
  readonly inclusion?: InclusionLook;
  /** While the case is confirmed. */
  readonly confirmation?: Confirmation;
}

export function sealCase(vault: Vault, caseId: string, document: CaseDocument): Buffer {
  return vault.sealJson(document, `case_answers.sealed:${caseId}`);
}

export function openCase(vault: Vault, caseId: string, sealed: Buffer): CaseDocument {
  return vault.openJson(sealed, `case_answers.sealed:${caseId}`) as CaseDocument;
}
