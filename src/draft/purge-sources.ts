/**
 * Step 3: empties what a withdrawn case was made from: readings, files, messages and what was written in its thread. The rows stay,
 * as the proof that something came. What also holds another patient's sheet is left, and shown: a person has to redact it.
 */
import { type EntityManager } from '../database/orm.js';
import { Attachment, Message, Reading } from '../database/entities/index.js';
import { openEnvelope, sealEnvelope } from '../external/sealed-envelope.js';
import { openReading, sealReading } from '../external/sealed-reading.js';
import { type Vault } from '../external/vault.js';

/** Safe to run again, when another copy has come. */
export async function purgeSources(manager: EntityManager, vault: Vault, caseId: string): Promise<void> {
  for (const reading of await manager.findBy(Reading, { caseId })) {
    const emptied = { ...openReading(vault, reading.id, reading.sealedResult), answers: {}, findings: [] };
    await manager.update(Reading, reading.id, { sealedResult: sealReading(vault, reading.id, emptied) });
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
    const sealedName = vault.sealText('', `attachments.sealed_name:${id}`);
    await manager.update(Attachment, id, { sealedName });
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
    await emptyEnvelope(manager, vault, id);
  }
}

async function emptyContent(manager: EntityManager, id: string): Promise<void> {
  await manager.query(`update contents set sealed = '', size = 0 where id = $1`, [id]);
}

/** Whom it came from and what it answers stay, for the letter; its words go. */
async function emptyEnvelope(manager: EntityManager, vault: Vault, messageId: string): Promise<void> {
  const { sealedEnvelope } = await manager.findOneByOrFail(Message, { id: messageId });
  if (!sealedEnvelope) return;
  const envelope = { ...openEnvelope(vault, messageId, sealedEnvelope), subject: '', text: '' };
  await manager.update(Message, messageId, { sealedEnvelope: sealEnvelope(vault, messageId, envelope) });
}
