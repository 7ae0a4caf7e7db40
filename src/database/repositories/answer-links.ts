/** Personal links: found or made for a letter's address, and what was done behind them, counted against too much of it. */
import { type EntityManager } from 'typeorm';
import { type Language } from '../../core/study/study.js';

export interface LinkOfLetter {
  /** For a new one; drawn by lot. */
  readonly id: string;
  readonly caseId: string;
  readonly recipientDigest: Buffer;
  readonly letterId: string;
  readonly language: Language;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** The id of the address's open link to the case, which now lasts longer; of a new one where there is none, or where it had expired. */
export async function keepLink(manager: EntityManager, link: LinkOfLetter): Promise<string> {
  const { id, caseId, recipientDigest, letterId, language, at, expiresAt } = link;
  await manager.query(
    `update answer_links set revoked_at = $3, revoked_because = 'expired', saved = null, saved_at = null
     where case_id = $1 and recipient_digest = $2 and revoked_at is null and expires_at <= $3`,
    [caseId, recipientDigest, at],
  );
  const [row] = await manager.query<[{ id: string }]>(
    `insert into answer_links (id, case_id, recipient_digest, letter_id, language, expires_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (case_id, recipient_digest) where revoked_at is null
     do update set letter_id = $4, language = $5, expires_at = $6
     returning id`,
    [id, caseId, recipientDigest, letterId, language, expiresAt, at],
  );
  return row.id;
}

export type LinkAct = 'saved' | 'sent' | 'code_asked' | 'code_wrong' | 'code_right';

export async function recordLinkAct(
  manager: EntityManager,
  linkId: string,
  act: LinkAct,
  at: Date,
): Promise<void> {
  await manager.query('insert into answer_link_acts (link_id, act, at) values ($1, $2, $3)', [
    linkId,
    act,
    at,
  ]);
}

/** @param since null: ever */
export async function countLinkActs(
  manager: EntityManager,
  linkId: string,
  act: LinkAct,
  since: Date | null,
): Promise<number> {
  const [row] = await manager.query<[{ count: number }]>(
    `select count(*)::int as count from answer_link_acts
     where link_id = $1 and act = $2 and ($3::timestamptz is null or at > $3)`,
    [linkId, act, since],
  );
  return row.count;
}
