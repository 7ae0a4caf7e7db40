/**
 * Step 3: the patient objects. The case is closed at once and its answers are purged: what stays is the objection itself,
 * so that the case is known not to be asked for again.
 */
import { randomUUID } from 'node:crypto';
import { type EntityManager } from '../database/orm.js';
import { type CaseAnswer } from '../core/case/case-answers.js';
import { type SheetReading } from '../core/sheet/reading.js';
import { type Study } from '../core/study/study.js';
import { Case, CaseAnswers, CaseChange, Reading } from '../database/entities/index.js';
import { sealCase } from '../external/sealed-case.js';
import { openReading, sealReading } from '../external/sealed-reading.js';
import { type Vault } from '../external/vault.js';

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
  closed: { caseId: string; version: number; reading: SheetReading; row: Reading },
): Promise<void> {
  const { caseId, version, row } = closed;
  const field = study.nonOpposition?.field ?? '';
  const said = closed.reading.answers[field];
  const kept: CaseAnswer | null = said ? { answer: said, origin: 'reading' } : null;
  const answers = kept ? { [field]: kept } : {};
  await manager.update(CaseAnswers, caseId, { sealed: sealCase(vault, caseId, { answers, findings: [] }) });
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
  for (const reading of await manager.findBy(Reading, { caseId })) {
    const emptied = { ...openReading(vault, reading.id, reading.sealedResult), answers: {}, findings: [] };
    await manager.update(Reading, reading.id, { sealedResult: sealReading(vault, reading.id, emptied) });
  }
  // The files and messages that carried the answers, unless another patient's sheet came in them: those an
  // investigator has to redact. The rows stay, as the proof that something came.
  await manager.query(
    `with gone as (
       select a.content_id from attachments a join readings r on r.attachment_id = a.id where r.case_id = $1
         and not exists (select 1 from readings o where o.attachment_id = a.id and o.case_id is distinct from $1)
       union select m.content_id from messages m join readings r on r.message_id = m.id where r.case_id = $1
         and not exists (select 1 from readings o where o.message_id = m.id and o.case_id is distinct from $1
           and o.study is not null)
     )
     update contents set sealed = '', size = 0 where id in (select content_id from gone)`,
    [caseId],
  );
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
