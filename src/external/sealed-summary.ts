/**
 * Step 3: how the summary of a case is sealed, beside its document. Its length is the same for every case of a study: a list of
 * lengths would tell diseases apart. It names the form that it was made from, for another form has other questions.
 */
import { createHash } from 'node:crypto';
import { type CaseSummary } from '../core/case/summarise-case.js';
import { type Choice, type Study } from '../core/study/study.js';
import { type Vault } from './vault.js';

const FORM_BYTES = 8;
/** Plain: the form (8 bytes), the disease as its place among the choices from 1 (1 byte; 0: none), four bits a field. */
const HEAD_BYTES = FORM_BYTES + 1;

export function sealSummary(vault: Vault, study: Study, caseId: string, summary: CaseSummary): Buffer {
  const { digest, diseases } = describeForm(study);
  const plain = Buffer.alloc(HEAD_BYTES + Math.ceil(study.fields.length / 2));
  digest.copy(plain);
  plain[FORM_BYTES] = diseases.findIndex(({ code }) => code === summary.disease) + 1;
  for (const [at, state] of summary.fields.entries())
    plain[HEAD_BYTES + (at >> 1)] = (plain[HEAD_BYTES + (at >> 1)] ?? 0) | (state << (at & 1 ? 4 : 0));
  return vault.seal(plain, contextOf(caseId));
}

/** Null when it was made from another form: the case is to be summarised anew. */
export function openSummary(vault: Vault, study: Study, caseId: string, sealed: Buffer): CaseSummary | null {
  const { digest, diseases } = describeForm(study);
  const plain = vault.open(sealed, contextOf(caseId));
  if (!plain.subarray(0, FORM_BYTES).equals(digest)) return null;
  const fields = new Uint8Array(study.fields.length);
  for (let at = 0; at < fields.length; at += 1)
    fields[at] = ((plain[HEAD_BYTES + (at >> 1)] ?? 0) >> (at & 1 ? 4 : 0)) & 15;
  return { disease: diseases[(plain[FORM_BYTES] ?? 0) - 1]?.code ?? null, fields };
}

interface Form {
  readonly digest: Buffer;
  readonly diseases: readonly Choice[];
}
const forms = new WeakMap<Study, Form>();

/** What a summary's meaning hangs on: the questions, when each applies, and what answers them. */
function describeForm(study: Study): Form {
  const known = forms.get(study);
  if (known) return known;
  const { disease, fields } = study;
  const digest = createHash('sha256').update(JSON.stringify({ disease, fields })).digest();
  const form = {
    digest: digest.subarray(0, FORM_BYTES),
    diseases: fields.find(({ key }) => key === disease)?.choices ?? [],
  };
  forms.set(study, form);
  return form;
}

function contextOf(caseId: string): string {
  return `case_answers.summary:${caseId}`;
}
