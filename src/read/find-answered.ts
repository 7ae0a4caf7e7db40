/**
 * Step 2: the letter of ours that a message answers, with what it asked. Only in a thread whose signed token came back: a reference
 * that can be guessed opens nothing.
 */
import { findLetterId, findThreadCase } from '../core/letter/thread-token.js';
import { Letter } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { openLetter } from '../external/sealed-letter.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { type AnsweredLetter } from './reader-messages.js';

/** Letters of a thread that are looked at, from the newest. */
const LATEST = 20;

export interface Answered extends AnsweredLetter {
  readonly caseId: string;
}

/** Null when the message is of no known thread, or its thread never asked anything. */
export async function findAnswered(
  manager: EntityManager,
  vault: Vault,
  envelope: Envelope,
): Promise<Answered | null> {
  const caseId = findThreadCase(listTraces(envelope), threadSign(vault));
  if (caseId === null) return null;
  const letters = await manager.find(Letter, {
    where: { caseId },
    order: { createdAt: 'DESC' },
    take: LATEST,
  });
  const named = envelope.inReplyTo.flatMap((id) => findLetterId(id) ?? []);
  const answered = letters.find(({ id }) => named.includes(id));
  for (const letter of [...(answered ? [answered] : []), ...letters]) {
    const { asked, text } = openLetter(vault, letter.id, letter.sealed);
    if (asked) return { caseId, asked, letter: text, isExact: letter.id === answered?.id };
  }
  return null;
}
