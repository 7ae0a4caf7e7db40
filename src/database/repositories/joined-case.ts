/** The case that a case is now, after those of the same patient were put together. */
import { type EntityManager } from 'typeorm';
import { Case } from '../entities/index.js';

/** What answers the letters of a case that went into another is of that other. */
export async function findJoined(manager: EntityManager, id: string): Promise<Case | null> {
  const [row] = await manager.query<{ id: string }[]>(
    `with recursive way as (
       select id, joined_into, 1 as step from cases where id = $1
       union all
       select c.id, c.joined_into, step + 1 from cases c join way on c.id = way.joined_into where step < 10
     ) select id from way where joined_into is null`,
    [id],
  );
  return row ? manager.findOneBy(Case, { id: row.id }) : null;
}
