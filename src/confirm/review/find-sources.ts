/** Step 5: the files that a case was read from, newest first, and how routes name them. */
import { type EntityManager } from '../../database/orm.js';
import { type Case } from '../../database/entities/index.js';
import { openReading } from '../../external/sealed-reading.js';
import { type Vault } from '../../external/vault.js';
import { type CaseSourceView } from './case-views.js';

interface SourceRow {
  readonly readingId: string;
  readonly attachmentId: string;
  readonly messageId: string;
  readonly sealedResult: Buffer;
  readonly sheetsInFile: number;
  readonly sealedName: Buffer;
  readonly mediaType: string;
  readonly origin: string;
  readonly receivedAt: Date;
}

/** A file of which nothing is left (the patient objected) is no source. */
export async function findSources(
  manager: EntityManager,
  vault: Vault,
  caseId: Case['id'],
): Promise<CaseSourceView[]> {
  const rows = await manager.query<SourceRow[]>(
    `select r.id as "readingId", a.id as "attachmentId", m.id as "messageId", r.sealed_result as "sealedResult",
       (select count(*)::int from readings o where o.attachment_id = a.id) as "sheetsInFile",
       a.sealed_name as "sealedName", a.media_type as "mediaType", m.origin, m.received_at as "receivedAt"
     from readings r join attachments a on a.id = r.attachment_id join contents c on c.id = a.content_id
       join messages m on m.id = r.message_id
     where r.case_id = $1 and c.size > 0
     order by m.received_at desc, r.position`,
    [caseId],
  );
  return rows.map((row) => ({
    attachmentId: nameSource(vault, row),
    messageId: row.messageId,
    readingId: row.readingId,
    name: vault.openText(row.sealedName, `attachments.sealed_name:${row.attachmentId}`),
    mediaType: row.mediaType,
    origin: row.origin,
    receivedAt: row.receivedAt.toISOString(),
    pages: null,
    kind: kindOf(row.mediaType),
  }));
}

/** Of a file with several sheets (a ZIP, two sheets in one PDF) it says which: `ID.2`. */
function nameSource(
  vault: Vault,
  { attachmentId, readingId, sealedResult, sheetsInFile }: SourceRow,
): string {
  if (sheetsInFile < 2) return attachmentId;
  return `${attachmentId}.${openReading(vault, readingId, sealedResult).sheet}`;
}

const WORDS =
  /wordprocessingml|opendocument\.text|^application\/msword$|^(application|text)\/rtf$|^text\/plain$/;

/** By what the sender declared; the route of the pages says what it is. */
function kindOf(mediaType: string): CaseSourceView['kind'] {
  if (mediaType === 'application/pdf' || mediaType.startsWith('image/')) return 'pages';
  return WORDS.test(mediaType) ? 'words' : 'none';
}
