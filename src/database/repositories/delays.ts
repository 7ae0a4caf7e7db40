/** Tries that are counted before they are looked at, so that a thousand at once are a thousand, not one; whoever goes on has to wait, longer each time. */
import { type EntityManager } from 'typeorm';

export interface TryCount {
  readonly key: Buffer;
  /** So many tries without waiting. */
  readonly free: number;
  /** The longest wait, in seconds. */
  readonly longest: number;
}

/** A day without a try, and all is forgotten. */
export const FORGET = '24 hours';
const FIRST_WAIT_S = 5;

const COUNT = `
  insert into sign_in_delays as d (key, tries, last_at, until) values ($1, 1, $2, $2)
  on conflict (key) do update set
    tries = case when d.last_at < $2::timestamptz - interval '${FORGET}' then 1 else d.tries + 1 end,
    last_at = $2,
    until = $2::timestamptz + case when d.last_at < $2::timestamptz - interval '${FORGET}' or d.tries + 1 < $3 then interval '0'
      else make_interval(secs => least($4::numeric, ${FIRST_WAIT_S} * power(2::numeric, least(d.tries + 1 - $3, 20)))::float8) end
  where d.until <= $2
  returning tries`;

/** Null: counted, and to be looked at. Else until when it comes too early, and is not counted. */
export async function countTry(
  manager: EntityManager,
  { key, free, longest }: TryCount,
  now: Date,
): Promise<Date | null> {
  const counted: unknown[] = await manager.query(COUNT, [key, now, free, longest]);
  if (counted.length > 0) return null;
  const rows: { until: Date }[] = await manager.query('select until from sign_in_delays where key = $1', [
    key,
  ]);
  return rows[0]?.until ?? now;
}
