/**
 * Step 3: what came before. A mailbox that is moved or a server that delivers twice brings the same message in other bytes:
 * its Message-ID and its sender tell it. The Message-ID alone would not do, for copiers give one to all that they send.
 */
import { In, type EntityManager } from '../database/orm.js';
import { Message, type Reading } from '../database/entities/index.js';
import { type Envelope, openEnvelope } from '../external/sealed-envelope.js';
import { type Vault } from '../external/vault.js';

export interface SameSheet {
  readonly caseId: string;
  /** It came in the same message, delivered another time. */
  readonly inSameMessage: boolean;
}

/** How many of a sender's latest messages are compared by Message-ID. */
const LATEST = 50;

/** The case that already holds a sheet with the same answers from the same sender. */
export async function findSameSheet(
  manager: EntityManager,
  vault: Vault,
  row: Reading,
  { message, envelope }: { readonly message: Message; readonly envelope: Envelope | null },
): Promise<SameSheet | null> {
  const same = await manager.query<{ case_id: string; message_id: string }[]>(
    `select r.case_id, r.message_id from readings r join messages m on m.id = r.message_id
     where r.answers_digest = $1 and r.case_id is not null and r.id <> $2
       and m.sender_digest is not distinct from $3
     order by r.created_at limit $4`,
    [row.answersDigest, row.id, message.senderDigest, LATEST],
  );
  const [first] = same;
  if (!first) return null;
  const ids = same.flatMap(({ message_id: id }) => (id === message.id ? [] : [id]));
  const earlier = await manager.findBy(Message, { id: In(ids) });
  return {
    caseId: first.case_id,
    inSameMessage: earlier.some((one) => isSameMessage(vault, envelope, one)),
  };
}

/** Whether a message without a sheet has come before under the same Message-ID from the same sender. */
export async function cameBefore(
  manager: EntityManager,
  vault: Vault,
  message: Message,
  envelope: Envelope | null,
): Promise<boolean> {
  if (message.senderDigest === null) return false;
  const earlier = await manager.find(Message, {
    where: {
      senderDigest: message.senderDigest,
      state: In(['drafted', 'answered']),
    },
    order: { receivedAt: 'DESC' },
    take: LATEST,
  });
  return earlier.some((one) => isSameMessage(vault, envelope, one));
}

function isSameMessage(vault: Vault, envelope: Envelope | null, earlier: Message): boolean {
  if (!envelope || envelope.messageId === null || earlier.sealedEnvelope === null) return false;
  return openEnvelope(vault, earlier.id, earlier.sealedEnvelope).messageId === envelope.messageId;
}

/**
 * Whether a sheet of the case came in a message that the mailbox took after this one. Messages are read side by side, and a server's times are of
 * whole seconds: within one, the mailbox's own numbers tell (RFC 3501, 2.3.1.1: UIDs rise with each message that is added).
 */
export async function isOlderThanCase(
  manager: EntityManager,
  { id, receivedAt }: Message,
  found: { readonly id: string; readonly receivedAt: Date },
): Promise<boolean> {
  if (receivedAt.getTime() !== found.receivedAt.getTime()) return receivedAt < found.receivedAt;
  const later = await manager.query<unknown[]>(
    `select 1 from readings r join messages m on m.id = r.message_id
       join mailbox_entries theirs on theirs.message_id = m.id
       join mailbox_entries own on own.message_id = $1 and own.mailbox = theirs.mailbox and own.folder = theirs.folder
         and own.uid_validity = theirs.uid_validity and own.uid < theirs.uid
     where r.case_id = $2 and r.state = 'drafted' and m.received_at = $3 limit 1`,
    [id, found.id, receivedAt],
  );
  return later.length > 0;
}
