/** Step 5: a draft that is a known patient's goes into that patient's case, with its sheets; itself it is set aside as a duplicate. */
import { Injectable } from '@nestjs/common';
import { type EntityManager } from '../../database/orm.js';
import { transition } from '../../core/case/case-state.js';
import { joinAnswers } from '../../core/case/join-cases.js';
import { Problem } from '../../core/problem.js';
import { Query, Reading } from '../../database/entities/index.js';
import { type Actor } from '../../http/access.js';
import { ActOnCase, type InHand, requireDraft } from './act-on-case.js';
import { refuseWithdrawn } from './decide-case.js';
import { loadCase, type LoadedCase } from './load-case.js';
import { type JoinBody } from './requests.js';
import { settleReading } from './settle-sheets.js';

@Injectable()
export class JoinCases {
  constructor(private readonly cases: ActOnCase) {}

  /** The reference of the case into which it went. A case that is closed gets the sheets beside it, to be settled there. */
  async join(reference: string, actor: Actor, { version, into }: JoinBody): Promise<string> {
    let joined = into;
    await this.cases.act({ reference, actor, version, names: null }, async (inHand) => {
      const { manager, loaded } = inHand;
      requireDraft(loaded);
      const other = await loadCase(manager, this.cases.parts, into, true);
      joined = other.row.reference;
      if (other.row.id === loaded.row.id)
        throw new Problem('same_case', 'invalid', 'A case cannot go into itself.');
      if (other.row.setAsideReason === 'withdrawn') throw refuseWithdrawn();
      const isOpen = other.row.state === 'draft';
      if (isOpen) await this.merge(inHand, other);
      await moveSheets(manager, loaded, other, isOpen);
      const { proposal: _settled, ...document } = loaded.document;
      const state = transition(loaded.row.state, { kind: 'set_aside', reason: 'duplicate' });
      return {
        document,
        act: { act: 'join', other: joined, state: { before: loaded.row.state, after: state } },
        changes: [],
        row: { state, setAsideReason: 'duplicate', joinedInto: other.row.id },
      };
    });
    return joined;
  }

  private async merge({ manager, loaded, context, now }: InHand, other: LoadedCase): Promise<void> {
    const isOlder = loaded.row.receivedAt < other.row.receivedAt;
    const { answers, changes, findings } = joinAnswers(
      context.study,
      other.document.answers,
      loaded.document.answers,
      isOlder,
    );
    const receivedAt = isOlder ? other.row.receivedAt : loaded.row.receivedAt;
    await this.cases.save(
      manager,
      { row: { ...other.row, receivedAt } },
      {
        document: {
          ...other.document,
          answers,
          findings: [...other.document.findings, ...loaded.document.findings, ...findings],
        },
        act: { act: 'joined', other: loaded.row.reference },
        changes,
        row: { receivedAt },
      },
      { by: context.by, now },
    );
  }
}

async function moveSheets(
  manager: EntityManager,
  { row }: LoadedCase,
  other: LoadedCase,
  isOpen: boolean,
): Promise<void> {
  for (const reading of await manager.findBy(Reading, { caseId: row.id })) {
    await manager.update(Reading, reading.id, { caseId: other.row.id });
    const isSheet = reading.state === 'proposed' || reading.state === 'drafted';
    if (isSheet) await settleReading(manager, reading, isOpen ? 'drafted' : 'waiting');
  }
  await manager.update(Query, { caseId: row.id }, { caseId: other.row.id });
}
