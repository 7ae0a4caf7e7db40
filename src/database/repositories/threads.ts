/** The cases that a letter on several asked of: each has a reminder that went with it. */
import { type EntityManager } from 'typeorm';

/** In the order of their references; one for a reminder of a single case, none for any other letter. */
export async function findRemindedCases(manager: EntityManager, letterId: string): Promise<string[]> {
  const found = await manager.query<{ id: string }[]>(
    `select id from cases where id in (select case_id from reminders where letter_id = $1) order by number`,
    [letterId],
  );
  return found.map(({ id }) => id);
}

/** The letters that went to a case's clinician on this case and on others: they are of no one case's thread. */
export async function findSharedLetters(manager: EntityManager, caseId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `with recursive shared as (
       select l.id from reminders r join letters l on l.id = r.letter_id
       where r.case_id = $1 and l.case_id is null
       union select again.id from letters again join shared on again.instead_of = shared.id
     ) select id from shared`,
    [caseId],
  );
  return rows.map(({ id }) => id);
}
