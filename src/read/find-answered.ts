/**
 * Step 2: the letter of ours that a message answers, with what it asked. Only in a thread whose signed token came back: a reference
 * that can be guessed opens nothing.
 */
import { findLetterId, findThreadCase, findThreadSeveral } from '../core/letter/thread-token.js';
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
  /** Null for a letter on several cases: each answer says of which it is. */
  readonly caseId: string | null;
}

/** Null when the message is of no known thread, or its thread never asked anything. */
export async function findAnswered(
  manager: EntityManager,
  vault: Vault,
  envelope: Envelope,
): Promise<Answered | null> {
  const [traces, sign] = [listTraces(envelope), threadSign(vault)];
  const severalId = findThreadSeveral(traces, sign);
  if (severalId !== null) return findSeveral(manager, vault, severalId);
  const caseId = findThreadCase(traces, sign);
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

async function findSeveral(manager: EntityManager, vault: Vault, id: string): Promise<Answered | null> {
  const letter = await manager.findOneBy(Letter, { id });
  if (!letter) return null;
  const { several, text } = openLetter(vault, id, letter.sealed);
  if (!several) return null;
  const { language, cases } = several;
  const asked = { language, lines: cases.flatMap(({ lines }) => lines) };
  return { caseId: null, asked, several: cases, letter: text, isExact: true };
}
