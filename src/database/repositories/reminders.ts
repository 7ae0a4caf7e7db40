/** Reminders of a case: planned with the letter that asks, ended together. */
import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { type PlannedReminder, type StopReason } from '../../core/letter/plan-reminders.js';
import { type Language } from '../../core/study/study.js';
import { Reminder } from '../entities/index.js';
import { lockCase } from './locks.js';

/** Who asked to be left alone: it holds for the case's later letters too. */
const FOR_GOOD: readonly StopReason[] = ['clinician', 'investigator'];

/** Who asked to be left alone is. Those of an earlier letter of the case are superseded: one letter is reminded of at a time. */
export async function saveReminders(
  manager: EntityManager,
  letter: { readonly id: string; readonly caseId: string },
  planned: readonly PlannedReminder[],
  at: Date,
): Promise<void> {
  const ended = { caseId: letter.caseId, stopReason: In([...FOR_GOOD]) };
  if (await manager.existsBy(Reminder, ended)) return;
  const [stopped] = await manager.query<unknown[]>(
    `select 1 from cases c join contacts p on p.id = c.contact_id
     where c.id = $1 and p.reminders_stopped_at is not null`,
    [letter.caseId],
  );
  if (stopped !== undefined) return;
  await stopReminders(manager, letter.caseId, 'superseded');
  for (const { step, dueAt } of planned)
    await manager.insert(Reminder, {
      id: randomUUID(),
      caseId: letter.caseId,
      askedBy: letter.id,
      step,
      dueAt,
      urgent: false,
      state: 'planned',
      createdAt: at,
    });
}

/** Ends what has not gone yet; an investigator's own letter is no reminder and goes. */
export async function stopReminders(manager: EntityManager, caseId: string, why: StopReason): Promise<void> {
  // A letter that is being written would plan others.
  await lockCase(manager, caseId);
  const { affected } = await manager
    .createQueryBuilder()
    .update(Reminder)
    .set({ state: 'stopped', stopReason: why })
    .where({ caseId, state: In(['planned', 'held']) })
    .andWhere('step > 0')
    .execute();
  if (affected === 0 && FOR_GOOD.includes(why))
    // Nothing was planned: a row that says so keeps the next letter from planning.
    await manager.query(
      `insert into reminders (id, case_id, step, due_at, state, stop_reason)
       values (gen_random_uuid(), $1, 1, now(), 'stopped', $2)`,
      [caseId, why],
    );
}

export interface DueTogether {
  /** The case whose reminder goes. */
  readonly besides: string;
  /** To whom its letters go (external/address-digest.ts). */
  readonly recipientDigest: Buffer;
  readonly language: Language;
  readonly until: Date;
  readonly most: number;
}

/** The earliest planned reminder of each other draft whose letters go to the same address in the same language, if it is due. */
export async function findDueTogether(
  manager: EntityManager,
  { besides, recipientDigest, language, until, most }: DueTogether,
): Promise<{ readonly id: string; readonly caseId: string }[]> {
  return manager.query<{ id: string; caseId: string }[]>(
    `select id, case_id as "caseId" from (
       select distinct on (r.case_id) r.id, r.case_id, r.due_at from reminders r
         join cases c on c.id = r.case_id
         cross join lateral (
           select l.recipient_digest from letters l where l.case_id = r.case_id order by l.created_at desc limit 1
         ) last
       where r.state = 'planned' and r.step > 0 and not r.urgent and r.due_at <= $1
         and r.case_id <> $2 and c.state = 'draft' and c.language = $3 and last.recipient_digest = $4
       order by r.case_id, r.step
     ) due order by due_at, id limit $5`,
    [until, besides, language, recipientDigest, most],
  );
}
