/** A letter again under a Message-ID of its own, in place of one that did not arrive or may not have. */
import { type EntityManager } from 'typeorm';
import { Content, Letter } from '../entities/index.js';
import { getContent } from './contents.js';

interface SealedContent {
  readonly id: string;
  readonly sealed: Buffer;
}

/** The sealed parts of the new letter: made by external/renewal.ts, which has the key. */
export type Renew = (
  letter: Pick<Letter, 'id' | 'mailId' | 'sealed'>,
  content: SealedContent,
  at: Date,
) => {
  readonly id: string;
  readonly mailId: string;
  readonly sealed: Buffer;
  readonly content: SealedContent & { readonly size: number };
};

/** Its id; null when its words were purged, or another went in its place already. @param notBefore null: it goes now; the caller adds its job */
export async function sendInPlace(
  manager: EntityManager,
  renew: Renew,
  letter: Letter,
  { at, notBefore }: { readonly at: Date; readonly notBefore: Date | null },
): Promise<string | null> {
  const { size } = await manager.findOneByOrFail(Content, { id: letter.contentId });
  if (size === 0 || (await manager.existsBy(Letter, { insteadOf: letter.id }))) return null;
  const { id, mailId, sealed, content } = renew(letter, await getContent(manager, letter.contentId), at);
  await manager.insert(Content, { ...content, createdAt: at });
  await manager.insert(Letter, {
    id,
    outcomeId: null,
    insteadOf: letter.id,
    caseId: letter.caseId,
    messageId: letter.messageId,
    kind: letter.kind,
    state: 'waiting',
    mailId,
    recipientDigest: letter.recipientDigest,
    sealed,
    contentId: content.id,
    attempts: 0,
    notBefore,
    createdAt: at,
  });
  return id;
}

/** How many letters it goes in place of, one after the other. */
export async function countBefore(manager: EntityManager, letterId: string): Promise<number> {
  const [{ count }] = await manager.query<[{ count: number }]>(
    `with recursive before as (
       select instead_of as id from letters where id = $1
       union select l.instead_of from letters l join before on l.id = before.id
     ) select count(id)::int as count from before`,
    [letterId],
  );
  return count;
}
