/**
 * Step 3: the patient objects. The case is closed at once and its answers are purged: what stays is the objection itself,
 * so that the case is known not to be asked for again.
 */
import { randomUUID } from 'node:crypto';
import { type EntityManager } from '../database/orm.js';
import { type CaseAnswer } from '../core/case/case-answers.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { Case, CaseAnswers, CaseChange, type Reading } from '../database/entities/index.js';
import { type CaseDocument, sealCase } from '../external/sealed-case.js';
import { type Vault } from '../external/vault.js';
import { purgeSources } from './purge-sources.js';

/** Whether the sheet says for sure that the patient objects; a doubtful tick is an investigator's to look at. */
export function isOpposed(study: Study, answers: SheetReading['answers']): boolean {
  if (!study.nonOpposition) return false;
  const answer = answers[study.nonOpposition.field];
  return (
    answer?.sure === true &&
    typeof answer.value === 'string' &&
    study.nonOpposition.closes.includes(answer.value)
  );
}

export async function closeOpposed(
  manager: EntityManager,
  vault: Vault,
  study: Study,
  closed: {
    caseId: string;
    version: number;
    reading: SheetReading;
    row: Reading;
    document: CaseDocument;
  },
): Promise<void> {
  const { caseId, version, row } = closed;
  const field = study.nonOpposition?.field ?? '';
  const said = closed.reading.answers[field];
  const kept: CaseAnswer | null = said ? { answer: said, origin: 'reading' } : null;
  const answers = kept ? { [field]: kept } : {};
  // The other case of the same patient, if there is one, is an investigator's to close.
  const { proposal } = closed.document;
  const document: CaseDocument = { answers, findings: [], ...(proposal ? { proposal } : {}) };
  await manager.update(CaseAnswers, caseId, { sealed: sealCase(vault, caseId, document) });
  await manager.delete(CaseChange, { caseId });
  const id = randomUUID();
  await manager.insert(CaseChange, {
    id,
    caseId,
    version,
    actor: `reader@${row.readerVersion}`,
    readingId: row.id,
    sealed: vault.sealJson([{ key: field, before: null, after: kept }], `case_changes.sealed:${id}`),
    at: row.createdAt,
  });
  await purgeSources(manager, vault, caseId);
  await manager.update(Case, caseId, {
    state: 'set_aside',
    setAsideReason: 'withdrawn',
    patientDigest: null,
    asked: 0,
    answered: 0,
    missing: 0,
    unsure: 0,
    version,
    updatedAt: row.createdAt,
  });
}
