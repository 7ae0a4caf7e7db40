/**
 * Step 3: the patient objects. The case is closed at once and its answers are purged: what stays is the objection itself,
 * so that the case is known not to be asked for again.
 */
import { randomUUID } from 'node:crypto';
import { type EntityManager } from '../database/orm.js';
import { type CaseAnswer } from '../core/case/case-answers.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { type Reading } from '../database/entities/index.js';
import { closeCase } from '../database/repositories/close-case.js';
import { makeEmptied } from '../external/emptied.js';
import { type CaseDocument, sealCase } from '../external/sealed-case.js';
import { type Vault } from '../external/vault.js';

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
  const id = randomUUID();
  await closeCase(manager, makeEmptied(vault), {
    caseId,
    version,
    sealedAnswers: sealCase(vault, caseId, document),
    change: {
      id,
      actor: `reader@${row.readerVersion}`,
      readingId: row.id,
      sealed: vault.sealJson([{ key: field, before: null, after: kept }], `case_changes.sealed:${id}`),
    },
    at: row.createdAt,
  });
}
