/** Step 5: a person's own last act on a case, found in its history and taken back. */
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from '../../database/orm.js';
import { VAULT } from '../../config/tokens.js';
import { type CaseChangeSet, splitEntries } from '../../core/case/case-history.js';
import { findUndoable, UNDO_WITHIN_MS, undoAct } from '../../core/case/undo-act.js';
import { Problem } from '../../core/problem.js';
import { CaseChange } from '../../database/entities/index.js';
import { type Vault } from '../../external/vault.js';
import { type Actor, nameActor } from '../../http/access.js';
import { ActOnCase } from './act-on-case.js';
import { type CaseReview } from './case-views.js';
import { openEntries } from './find-clash.js';
import { type VersionBody } from './requests.js';

interface OwnLast {
  readonly version: number;
  readonly at: Date;
  readonly change: CaseChangeSet;
}

@Injectable()
export class UndoAct {
  constructor(
    private readonly cases: ActOnCase,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** What somebody else changed meanwhile stays; only what her act left is taken back. */
  async undo(reference: string, actor: Actor, { version }: VersionBody): Promise<void> {
    await this.cases.act({ reference, actor, version, names: [] }, async ({ manager, loaded, now }) => {
      const { row, document } = loaded;
      const last = await findOwnLast(manager, this.vault, row.id, actor, now);
      if (!last) throw new Problem('undo_too_late', 'conflict', 'There is nothing left of yours to undo.');
      const { state, changes, ...undone } = undoAct({ ...document, state: row.state }, last.change);
      const { confirmation: _signed, ...others } = document;
      return {
        document: { ...(state === null ? document : others), ...undone },
        act: {
          act: 'undo',
          undoes: last.version,
          ...(state !== null && { state: { before: row.state, after: state } }),
        },
        changes,
        ...(state !== null && {
          row: { state, setAsideReason: null, confirmedBy: null, confirmedAt: null },
        }),
      };
    });
  }
}

/** For the button; null when there is nothing to take back, or no longer. */
export async function describeUndo(
  manager: EntityManager,
  vault: Vault,
  caseId: string,
  actor: Actor,
  now: Date,
): Promise<CaseReview['undo']> {
  const last = await findOwnLast(manager, vault, caseId, actor, now);
  const what = last && findUndoable(last.change.act);
  return what && { what, until: new Date(last.at.getTime() + UNDO_WITHIN_MS).toISOString() };
}

async function findOwnLast(
  manager: EntityManager,
  vault: Vault,
  caseId: string,
  actor: Actor,
  now: Date,
): Promise<OwnLast | null> {
  const [row] = await manager.find(CaseChange, {
    where: { caseId, actor: nameActor(actor), at: MoreThan(new Date(now.getTime() - UNDO_WITHIN_MS)) },
    order: { version: 'DESC' },
    take: 1,
  });
  return row ? { version: row.version, at: row.at, change: splitEntries(openEntries(vault, row)) } : null;
}
