/** Step 5: acts on answers: entered, accepted one by one, or accepted where they are sure. */
import { Inject, Injectable } from '@nestjs/common';
import { VAULT } from '../../config/tokens.js';
import { acceptAnswers, acceptSure } from '../../core/case/accept-answers.js';
import { type Act } from '../../core/case/case-history.js';
import { editAnswer } from '../../core/case/edit-answer.js';
import { closesCase } from '../../core/case/opposition.js';
import { type ReviewAct } from '../../core/case/review-act.js';
import { Problem } from '../../core/problem.js';
import { type Vault } from '../../external/vault.js';
import { type Actor } from '../../http/access.js';
import { ActOnCase, type Decision, type InHand, requireDraft } from './act-on-case.js';
import { closeWithdrawn } from './close-withdrawn.js';
import { type AcceptBody, type AcceptSureBody, type AnswerBody } from './requests.js';

@Injectable()
export class ActOnAnswers {
  constructor(
    private readonly cases: ActOnCase,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  answer(reference: string, actor: Actor, { version, ...entry }: AnswerBody): Promise<void> {
    const asked = { reference, actor, version, names: [entry.name] };
    return this.cases.act(asked, async (inHand) => {
      const { loaded, context } = inHand;
      requireDraft(loaded);
      const done = editAnswer(context, loaded.document, entry);
      const { nonOpposition } = context.study;
      const change = done.changes.find(({ key }) => key === nonOpposition?.field);
      if (!change || !closesCase(context.study, change.after.answer.value))
        return decide(loaded.document, done, 'answer', entry.reason);
      // It cannot be undone: the answers are gone.
      if ((entry.reason ?? '').trim() === '')
        throw new Problem(
          'reason_missing',
          'invalid',
          'An objection closes the case and purges it: say why.',
          {
            closes: 1,
          },
        );
      await closeWithdrawn(inHand, this.vault, { kept: change.after, why: entry.reason ?? '' });
      return null;
    });
  }

  accept(reference: string, actor: Actor, { version, names }: AcceptBody): Promise<void> {
    return this.cases.act({ reference, actor, version, names }, (inHand) => {
      requireDraft(inHand.loaded);
      const done = acceptAnswers(inHand.context, inHand.loaded.document, names);
      const { field } = inHand.context.study.nonOpposition ?? {};
      const objects = field !== undefined && done.answers[field];
      // A doubtful objection is entered, with its reason: taking it by a key would purge the case.
      if (objects && done.names.includes(field) && closesCase(inHand.context.study, objects.answer.value))
        throw new Problem(
          'reason_missing',
          'invalid',
          'An objection closes the case: enter it, and say why.',
          {
            closes: 1,
          },
        );
      return decide(inHand.loaded.document, done, 'accept', null);
    });
  }

  acceptSure(reference: string, actor: Actor, { version, section }: AcceptSureBody): Promise<void> {
    const { study } = this.cases.parts;
    const names = study.fields.flatMap((field) => (field.section === section ? [field.key] : []));
    if (names.length === 0) throw new Problem('section_unknown', 'invalid', 'The study has no such section.');
    return this.cases.act({ reference, actor, version, names }, ({ loaded, context }: InHand) => {
      requireDraft(loaded);
      const done = acceptSure(context, loaded.document, loaded.findings, section);
      return decide(loaded.document, done, 'accept_sure', null);
    });
  }
}

function decide(
  document: Decision['document'],
  done: ReviewAct,
  act: Act,
  reason: string | null,
): Decision | null {
  if (done.changes.length === 0) return null;
  const why = (reason ?? '').trim();
  return {
    document: { ...document, answers: done.answers, findings: done.findings },
    act: {
      act,
      names: done.names,
      ...(why !== '' && { why }),
      ...(done.settled.length > 0 && { settled: done.settled }),
    },
    changes: done.changes,
  };
}
