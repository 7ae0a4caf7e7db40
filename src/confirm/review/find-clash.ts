/**
 * Step 5: what happened to a case since the page was drawn that an act comes from. Another question's change is merged, the same
 * one's is a clash that shows both; what is done to the case as a whole (a signature above all) is done to what was seen.
 */
import { type EntityManager, MoreThan } from '../../database/orm.js';
import { type CaseEntry, isSameAnswer, splitEntries } from '../../core/case/case-history.js';
import { findEntry } from '../../core/case/find-blockers.js';
import { listChangedNames } from '../../core/case/name-changes.js';
import { wordAnswer } from '../../core/case/word-answer.js';
import { Problem } from '../../core/problem.js';
import { type Localised, type Study } from '../../core/study/study.js';
import { CaseChange } from '../../database/entities/index.js';
import { type Vault } from '../../external/vault.js';
import { wordPart } from './describe-answer.js';
import { type LoadedCase, type ReviewParts } from './load-case.js';

/** `names`: what the act is about; null: the case as a whole. Throws the Problem `case_changed`. */
export async function refuseClash(
  manager: EntityManager,
  parts: ReviewParts,
  loaded: LoadedCase,
  seen: { readonly version: number; readonly names: readonly string[] | null; readonly actorId: string },
): Promise<void> {
  const { row } = loaded;
  if (seen.version === row.version) return;
  const { names } = seen;
  const since = await manager.find(CaseChange, {
    where: { caseId: row.id, version: MoreThan(seen.version) },
    order: { version: 'DESC' },
  });
  for (const change of since) {
    const changeSet = splitEntries(openEntries(parts.vault, change));
    // One's own page lags behind one's own keys.
    if (names !== null && change.actor === seen.actorId) continue;
    const changed = listChangedNames(parts.study, changeSet);
    const name = names?.find((one) => changed.some((other) => isSameAnswer(one, other)));
    if (names !== null && name === undefined) continue;
    throw clash(
      changeSet.act?.by.name ?? null,
      name ?? null,
      name === undefined ? null : wordHeld(parts.study, loaded, name),
    );
  }
  // A version that never was, or a history that is gone with its answers.
  if (names === null || seen.version > row.version || since.length === 0) throw clash(null, null, null);
}

export function openEntries(vault: Vault, { id, sealed }: Pick<CaseChange, 'id' | 'sealed'>): CaseEntry[] {
  return vault.openJson(sealed, `case_changes.sealed:${id}`) as CaseEntry[];
}

function clash(by: string | null, name: string | null, text: Localised | null): Problem {
  return new Problem(
    'case_changed',
    'conflict',
    'The case has changed since this page was drawn.',
    {},
    { by, name, text },
  );
}

/** What stands there now, in words; null when nothing does. */
function wordHeld(study: Study, { document }: LoadedCase, name: string): Localised | null {
  const { key, entry, cell } = findEntry(document.answers, name);
  const field = study.fields.find((one) => one.key === key);
  if (!field || !entry) return null;
  const part = cell === '' ? undefined : entry.answer.cells?.[cell];
  if (cell === '') return wordAnswer(field, entry.answer);
  return part ? wordPart(field, cell, part) : null;
}
