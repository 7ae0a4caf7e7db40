/**
 * Step 3 and 5: a case whose patient objects is closed, and what it was made from is emptied: readings, files, messages and what was
 * written in its thread. The rows stay, as the proof that something came. What also holds another patient's sheet is left, and
 * shown: a person has to redact it.
 */
import { type EntityManager } from 'typeorm';
import { Attachment, Case, CaseAnswers, CaseChange, Message, Query, Reading } from '../entities/index.js';

/** What is left in sealed rows: made by external/emptied.ts, which has the key. */
export interface Blanks {
  readonly reading: (id: string, sealed: Buffer) => Buffer;
  readonly envelope: (id: string, sealed: Buffer) => Buffer;
  readonly fileName: (id: string) => Buffer;
  readonly query: (id: string, sealed: Buffer) => Buffer;
}

/** The one change that the history keeps, and the answers that it leaves: the objection itself. */
export interface Closing {
  readonly caseId: string;
  readonly version: number;
  readonly sealedAnswers: Buffer;
  readonly change: Pick<CaseChange, 'id' | 'actor' | 'readingId' | 'sealed'>;
  readonly at: Date;
}

export async function closeCase(manager: EntityManager, blanks: Blanks, closing: Closing): Promise<void> {
  const { caseId, version, change, at } = closing;
  await manager.update(CaseAnswers, caseId, { sealed: closing.sealedAnswers });
  await manager.delete(CaseChange, { caseId });
  await manager.insert(CaseChange, { ...change, caseId, version, at });
  await purgeSources(manager, blanks, caseId);
  for (const { id, sealed } of await manager.findBy(Query, { caseId }))
    await manager.update(Query, id, { state: 'closed', sealed: blanks.query(id, sealed), closedAt: at });
  // An investigator's words that wait to be written, and where a visit was to be: nothing of them goes any more.
  await manager.query(
    `delete from dispatches where case_id = $1 or visit_id in (select id from visits where case_id = $1)`,
    [caseId],
  );
  await manager.query('delete from visits where case_id = $1', [caseId]);
  await manager.update(Case, caseId, {
    state: 'set_aside',
    setAsideReason: 'withdrawn',
    confirmedBy: null,
    confirmedAt: null,
    patientDigest: null,
    asked: 0,
    answered: 0,
    missing: 0,
    unsure: 0,
    version,
    updatedAt: at,
  });
}

/** Safe to run again, when another copy has come. */
export async function purgeSources(manager: EntityManager, blanks: Blanks, caseId: string): Promise<void> {
  for (const reading of await manager.findBy(Reading, { caseId })) {
    const sealedResult = blanks.reading(reading.id, reading.sealedResult);
    await manager.update(Reading, reading.id, { sealedResult });
  }
  const attachments = await manager.query<{ id: string; content_id: string }[]>(
    `select a.id, a.content_id from attachments a
     where (exists (select 1 from readings r where r.attachment_id = a.id and r.case_id = $1)
         or exists (select 1 from outcomes o where o.message_id = a.message_id and o.case_id = $1))
       and not exists (select 1 from readings r where r.attachment_id = a.id
         and r.case_id is distinct from $1 and r.study is not null)`,
    [caseId],
  );
  for (const { id, content_id: contentId } of attachments) {
    await manager.update(Attachment, id, { sealedName: blanks.fileName(id) });
    await emptyContent(manager, contentId);
  }
  const messages = await manager.query<{ id: string; content_id: string | null; is_shared: boolean }[]>(
    `select m.id, m.content_id, exists (
         select 1 from readings r where r.message_id = m.id and r.case_id is distinct from $1 and r.study is not null
       ) as is_shared
     from messages m
     where exists (select 1 from readings r where r.message_id = m.id and r.case_id = $1)
       or exists (select 1 from outcomes o where o.message_id = m.id and o.case_id = $1)`,
    [caseId],
  );
  for (const { id, content_id: contentId, is_shared: isShared } of messages) {
    if (isShared) {
      await manager.update(Message, id, { toSee: 'to_redact' });
      continue;
    }
    // The other sheet of the message may have turned out to be this case's too.
    await manager.update(Message, { id, toSee: 'to_redact' }, { toSee: null });
    if (contentId !== null) await emptyContent(manager, contentId);
    await emptyEnvelope(manager, blanks, id);
  }
}

async function emptyContent(manager: EntityManager, id: string): Promise<void> {
  await manager.query(`update contents set sealed = '', size = 0 where id = $1`, [id]);
}

async function emptyEnvelope(manager: EntityManager, blanks: Blanks, messageId: string): Promise<void> {
  const { sealedEnvelope } = await manager.findOneByOrFail(Message, { id: messageId });
  if (!sealedEnvelope) return;
  await manager.update(Message, messageId, { sealedEnvelope: blanks.envelope(messageId, sealedEnvelope) });
}
