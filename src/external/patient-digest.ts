/** Keyed digest under which cases with the same patient code are found; the code itself is sealed. */
import { foldPatientCode } from '../core/case/match-case.js';
import { type Vault } from './vault.js';

/** Null without a code. */
export function digestPatientCode(vault: Vault, code: string | null): Buffer | null {
  const folded = foldPatientCode(code);
  return folded === null ? null : vault.digest(folded, 'patient-code');
}
