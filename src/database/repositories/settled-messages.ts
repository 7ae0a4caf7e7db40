/** Messages that waited for a person because of a sheet in them. */
import { type EntityManager } from 'typeorm';

/** Takes the message out of what is to be seen once none of its sheets waits any more. */
export async function forgetSettled(manager: EntityManager, messageId: string): Promise<void> {
  await manager.query(
    `update messages set to_see = null where id = $1 and to_see in ('waiting', 'proposed')
       and not exists (select 1 from readings r where r.message_id = $1 and r.state in ('waiting', 'proposed'))`,
    [messageId],
  );
}
