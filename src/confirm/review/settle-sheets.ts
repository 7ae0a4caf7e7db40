/** Step 5: sheets that wait for a person's word: one beside its case, or a draft that may be a known patient's. */
import { Injectable } from '@nestjs/common';
import { type EntityManager } from '../../database/orm.js';
import { takeAnswers } from '../../core/case/take-answers.js';
import { Problem } from '../../core/problem.js';
import { Reading } from '../../database/entities/index.js';
import { forgetSettled } from '../../database/repositories/settled-messages.js';
import { type Actor } from '../../http/access.js';
import { ActOnCase, type InHand, requireDraft } from './act-on-case.js';
import { type TakeBody, type VersionBody } from './requests.js';

@Injectable()
export class SettleSheets {
  constructor(private readonly cases: ActOnCase) {}

  /** Answers of a sheet that waited, as they were read: what is doubtful in them is still to be looked at. */
  take(reference: string, actor: Actor, readingId: string, { version, names }: TakeBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names }, async (inHand) => {
      requireDraft(inHand.loaded);
      const { row, reading } = getWaiting(inHand, readingId);
      const { document } = inHand.loaded;
      const done = takeAnswers(inHand.context, document, { reading, readingId: row.id }, names);
      await settleReading(inHand.manager, row, 'drafted');
      return {
        document: { ...document, answers: done.answers, findings: done.findings },
        act: { act: 'take', names: done.names, ...(done.settled.length > 0 && { settled: done.settled }) },
        changes: done.changes,
      };
    });
  }

  dismiss(reference: string, actor: Actor, readingId: string, { version }: VersionBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names: [] }, async (inHand) => {
      const { row } = getWaiting(inHand, readingId);
      await settleReading(inHand.manager, row, 'dismissed');
      return { document: inHand.loaded.document, act: { act: 'dismiss_sheet' }, changes: [] };
    });
  }

  /** Another patient after all. */
  dismissProposal(reference: string, actor: Actor, { version }: VersionBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names: [] }, async ({ manager, loaded }) => {
      const { proposal, ...document } = loaded.document;
      if (!proposal) throw refuseSettled();
      for (const row of await manager.findBy(Reading, { caseId: loaded.row.id, state: 'proposed' }))
        await settleReading(manager, row, 'drafted');
      return { document, act: { act: 'dismiss_proposal', why: proposal.why }, changes: [] };
    });
  }
}

/** It waits no longer, and neither does the message that it came in. */
export async function settleReading(
  manager: EntityManager,
  { id, messageId }: Reading,
  state: Reading['state'],
): Promise<void> {
  await manager.update(Reading, id, { state });
  await forgetSettled(manager, messageId);
}

function getWaiting({ loaded }: InHand, id: string): InHand['loaded']['waiting'][number] {
  const found = loaded.waiting.find(({ row }) => row.id === id);
  if (!found) throw refuseSettled();
  return found;
}

export function refuseSettled(): Problem {
  return new Problem('already_settled', 'conflict', 'Somebody has settled this already.');
}
