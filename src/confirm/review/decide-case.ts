/** Step 5: acts on a case as a whole: its inclusion looked at, signed, set aside, opened again. */
import { Inject, Injectable } from '@nestjs/common';
import { VAULT } from '../../config/tokens.js';
import { transition } from '../../core/case/case-state.js';
import { findBlockers } from '../../core/case/find-blockers.js';
import { CONFIRMATION_MEANING, type InclusionLook, listVerdicts } from '../../core/case/review.js';
import { Problem } from '../../core/problem.js';
import { type Vault } from '../../external/vault.js';
import { type Actor } from '../../http/access.js';
import { ActOnCase, type InHand, requireDraft } from './act-on-case.js';
import { closeWithdrawn } from './close-withdrawn.js';
import { describeBlocker } from './describe-case.js';
import { asReviewed } from './load-case.js';
import { type InclusionBody, type ReopenBody, type SetAsideBody, type VersionBody } from './requests.js';

@Injectable()
export class DecideCase {
  constructor(
    private readonly cases: ActOnCase,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  seeInclusion(reference: string, actor: Actor, { version, reason }: InclusionBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names: null }, ({ loaded, context }) => {
      requireDraft(loaded);
      const { inclusion: before, ...document } = loaded.document;
      const why = (reason ?? '').trim();
      const inclusion: InclusionLook = {
        by: context.by,
        at: context.at,
        verdicts: listVerdicts(loaded.measure.check.inclusion),
        ...(why !== '' && { reason: why }),
      };
      return {
        document: { ...document, inclusion },
        act: { act: 'inclusion', inclusion: before ?? null, ...(why !== '' && { why }) },
        changes: [],
      };
    });
  }

  /** A signature: of exactly what the page showed, by a person who has just said who she is. */
  confirm(reference: string, actor: Actor, { version }: VersionBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names: null }, ({ loaded, context, now }) => {
      const { row, document } = loaded;
      const state = transition(row.state, { kind: 'confirm' });
      const blockers = findBlockers(context.study, asReviewed(loaded)).map(describeBlocker);
      if (blockers.length > 0)
        throw new Problem('not_ready', 'conflict', 'The case cannot be confirmed yet.', {}, { blockers });
      if (actor.kind !== 'user' || actor.signedUntil === null || actor.signedUntil <= now)
        throw new Problem('sign_in_again', 'denied', 'Enter your password to sign.');
      const { by, at } = context;
      return {
        document: { ...document, confirmation: { by, at, meaning: CONFIRMATION_MEANING } },
        act: { act: 'confirm', state: { before: row.state, after: state } },
        changes: [],
        row: { state, confirmedBy: by.id, confirmedAt: now },
      };
    });
  }

  setAside(reference: string, actor: Actor, { version, reason, note }: SetAsideBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names: null }, async (inHand) => {
      const { row, document } = inHand.loaded;
      const why = (note ?? '').trim();
      if (reason === 'withdrawn') {
        await this.withdraw(inHand, why);
        return null;
      }
      const state = transition(row.state, { kind: 'set_aside', reason });
      return {
        document,
        act: {
          act: 'set_aside',
          why: why === '' ? reason : `${reason}: ${why}`,
          state: { before: row.state, after: state },
        },
        changes: [],
        row: { state, setAsideReason: reason },
      };
    });
  }

  reopen(reference: string, actor: Actor, { version, reason }: ReopenBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names: null }, ({ loaded }) => {
      const { row } = loaded;
      if (row.setAsideReason === 'withdrawn') throw refuseWithdrawn();
      const state = transition(row.state, { kind: 'reopen', reason });
      const { confirmation, ...document } = loaded.document;
      return {
        document,
        act: {
          act: 'reopen',
          why: reason,
          state: { before: row.state, after: state },
          ...(confirmation && { confirmation }),
        },
        changes: [],
        row: { state, setAsideReason: null, confirmedBy: null, confirmedAt: null, joinedInto: null },
      };
    });
  }

  /** Stands above a confirmation, and cannot be undone: it is asked for in words. */
  private async withdraw(inHand: InHand, why: string): Promise<void> {
    if (inHand.loaded.row.setAsideReason === 'withdrawn') throw refuseWithdrawn();
    if (why === '')
      throw new Problem('reason_missing', 'invalid', 'A withdrawal purges the case: say how it was told.', {
        closes: 1,
      });
    await closeWithdrawn(inHand, this.vault, { kept: null, why });
  }
}

export function refuseWithdrawn(): Problem {
  return new Problem('case_withdrawn', 'conflict', 'The patient objects: the case is closed for good.');
}
