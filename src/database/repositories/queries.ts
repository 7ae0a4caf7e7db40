/** Queries of a case that wait for an answer. */
import { type EntityManager, In } from 'typeorm';
import { Query } from '../entities/index.js';

/** @param answer the sealed query with its answer; null when nothing of what it asks has changed */
export async function answerQueries(
  manager: EntityManager,
  caseId: string,
  at: Date,
  answer: (id: string, sealed: Buffer) => Buffer | null,
): Promise<void> {
  for (const { id, sealed } of await manager.findBy(Query, { caseId, state: In(['open', 'asked']) })) {
    const answered = answer(id, sealed);
    if (answered) await manager.update(Query, id, { state: 'answered', sealed: answered, answeredAt: at });
  }
}
