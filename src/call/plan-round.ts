/** A round of calls: a row for each colleague who is called, each with its hour. The service sends them; a second round asks the silent. */
import { randomUUID } from 'node:crypto';
import { type NotCalled, planTimes, whyNotCalled } from '../core/call/plan-calls.js';
import { Call } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { lockInTransaction } from '../database/repositories/locks.js';
import { type ListedStanding, listStandings } from '../database/repositories/standings.js';

export interface RoundOptions {
  /** The second call, to those who were silent. */
  readonly again: boolean;
  /** Of these contacts only; all of them where it is left out. */
  readonly among?: readonly string[];
  /** Says who would be called, and writes nothing. */
  readonly dryRun?: boolean;
  readonly now: Date;
  readonly timeZone: string;
}
export interface PlannedRound {
  readonly called: readonly { readonly standing: ListedStanding; readonly at: Date }[];
  readonly left: readonly { readonly standing: ListedStanding; readonly why: NotCalled }[];
}

/** In a transaction; one round is planned at a time. */
export async function planRound(manager: EntityManager, options: RoundOptions): Promise<PlannedRound> {
  const { again, among, now } = options;
  await lockInTransaction(manager, 'calls');
  const standings = (await listStandings(manager)).filter(
    ({ contactId }) => among?.includes(contactId) ?? true,
  );
  const judged = standings.map((standing) => ({ standing, why: whyNotCalled(standing, again, now) }));
  const left = judged.flatMap(({ standing, why }) => (why === null ? [] : [{ standing, why }]));
  const chosen = judged.flatMap(({ standing, why }) => (why === null ? [standing] : []));
  const last = await manager.findOne(Call, { where: { state: 'planned' }, order: { dueAt: 'DESC' } });
  const times = planTimes(chosen.length, now, last?.dueAt ?? null, options.timeZone);
  const called = chosen.map((standing, at) => ({ standing, at: times[at] ?? now }));
  if (options.dryRun !== true)
    for (const { standing, at } of called)
      await manager.insert(Call, {
        id: randomUUID(),
        contactId: standing.contactId,
        round: standing.calls.length + 1,
        dueAt: at,
        state: 'planned',
        whyDropped: null,
        letterId: null,
        answeredAt: null,
        createdAt: now,
      });
  return { called, left };
}
