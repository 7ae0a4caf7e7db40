/** Step 5: an investigator is told that the patient objects: what the draft step does for a sheet that says so, by a person's word. */
import { randomUUID } from 'node:crypto';
import { type CaseAnswer } from '../../core/case/case-answers.js';
import { type CaseEntry } from '../../core/case/case-history.js';
import { closeCase } from '../../database/repositories/close-case.js';
import { makeEmptied } from '../../external/emptied.js';
import { type CaseDocument, sealCase } from '../../external/sealed-case.js';
import { type Vault } from '../../external/vault.js';
import { type InHand } from './act-on-case.js';

/** `kept`: the objection as it was entered; null when it was said of the case and not as an answer. */
export async function closeWithdrawn(
  { manager, loaded, context, now }: InHand,
  vault: Vault,
  { kept, why }: { readonly kept: CaseAnswer | null; readonly why: string },
): Promise<void> {
  const { row, document } = loaded;
  const field = context.study.nonOpposition?.field;
  // What had been read before goes with the rest.
  const bare = kept && withoutBefore(kept);
  const answers = bare && field !== undefined ? { [field]: bare } : {};
  const { proposal } = document;
  const next: CaseDocument = { answers, findings: [], ...(proposal ? { proposal } : {}) };
  const id = randomUUID();
  const entries: CaseEntry[] = [
    { act: 'withdrawn', by: context.by, why, state: { before: row.state, after: 'set_aside' } },
    ...(bare && field !== undefined ? [{ key: field, before: null, after: bare, name: field, why }] : []),
  ];
  await closeCase(manager, makeEmptied(vault), {
    caseId: row.id,
    version: row.version + 1,
    sealedAnswers: sealCase(vault, row.id, next),
    change: {
      id,
      actor: context.by.id,
      readingId: null,
      sealed: vault.sealJson(entries, `case_changes.sealed:${id}`),
    },
    at: now,
  });
}

function withoutBefore({ answer, origin, touches }: CaseAnswer): CaseAnswer {
  const bare = Object.entries(touches ?? {}).map(([name, { how, by, at, why }]) => {
    return [name, { how, by, at, ...(why !== undefined && { why }) }] as const;
  });
  return { answer, origin, touches: Object.fromEntries(bare) };
}
