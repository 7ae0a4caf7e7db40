/**
 * Step 4: what a person has had written → one letter, in the thread of the message that it answers, to whoever wrote that. The
 * letter and the word that it exists are one transaction: it goes once.
 */
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { guessLanguage } from '../core/letter/guess-language.js';
import { type LetterOutcome } from '../core/letter/letter-input.js';
import { writeInvitation } from '../core/letter/write-invitation.js';
import { type Language, type Study } from '../core/study/study.js';
import { Case, Dispatch, Letter, Message, Visit } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { openDispatch, openVisit } from '../external/sealed-dispatch.js';
import { openEnvelope } from '../external/sealed-envelope.js';
import { type Vault } from '../external/vault.js';
import { ComposeLetter, type LetterToWrite } from './compose-letter.js';
import { SendCode } from './send-code.js';

@Injectable()
export class SendDispatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly letters: ComposeLetter,
    private readonly codes: SendCode,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Safe to run again: what has its letter is left alone. */
  async send(dispatchId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const dispatch = await manager.findOneOrFail(Dispatch, {
        where: { id: dispatchId },
        lock: { mode: 'pessimistic_write' },
      });
      if (dispatch.letterId !== null) return;
      if (dispatch.kind === 'code') return this.codes.send(manager, dispatch);
      const message = await manager.findOneByOrFail(Message, { id: dispatch.messageId ?? '' });
      const envelope = message.sealedEnvelope
        ? openEnvelope(this.vault, message.id, message.sealedEnvelope)
        : null;
      const to = envelope?.from ?? null;
      // Whoever asked for it was told so when she asked; a message may have been purged since.
      if (!envelope || to === null) throw new Error('a message that is answered has no sender');
      const found = dispatch.caseId === null ? null : await manager.findOneBy(Case, { id: dispatch.caseId });
      const language = found?.language ?? guessLanguage(`${envelope.subject}\n${envelope.text}`) ?? 'fr';
      const written = await this.describe(manager, dispatch, { found, language, to });
      const last = await manager.findOne(Letter, {
        where: { messageId: message.id },
        order: { createdAt: 'DESC' },
      });
      const letterId = await this.letters.save(manager, {
        ...written,
        outcomeId: null,
        caseId: dispatch.caseId,
        messageId: message.id,
        to,
        language,
        withBlank: false,
        isFirst: false,
        inReplyTo: envelope.messageId,
        references: [...envelope.references, ...(last ? [last.mailId] : [])],
        // RFC 3834 asks it of what no person wrote; here it also keeps absence notices away.
        autoSubmitted: 'auto-replied',
        queryIds: [],
      });
      await manager.update(Dispatch, dispatchId, { letterId });
    });
  }

  private async describe(
    manager: EntityManager,
    dispatch: Dispatch,
    { found, language, to }: { found: Case | null; language: Language; to: string },
  ): Promise<Pick<LetterToWrite, 'outcome' | 'invite'>> {
    const { text } = openDispatch(this.vault, dispatch.id, dispatch.sealed);
    const reference = found?.reference ?? null;
    if (dispatch.kind !== 'visit_planned' && dispatch.kind !== 'visit_cancelled')
      return { outcome: { outcome: 'answer', reference, text } };
    const visit = await manager.findOneByOrFail(Visit, { id: dispatch.visitId ?? '' });
    const { place } = openVisit(this.vault, visit.id, visit.sealed);
    const { startsAt, endsAt } = visit;
    if (!startsAt || !endsAt) throw new Error('a visit without a date is told of');
    const when = DateTime.fromJSDate(startsAt, { zone: this.config.timeZone }).toFormat(
      language === 'fr' ? "dd/MM/yyyy 'à' HH:mm" : "dd/MM/yyyy 'at' HH:mm",
    );
    const outcome: LetterOutcome = { outcome: dispatch.kind, reference, when, place, text };
    const { email } = this.study.contact;
    return {
      outcome,
      invite: (organiser) => {
        const method = dispatch.kind === 'visit_planned' ? 'REQUEST' : 'CANCEL';
        const summary = `${this.study.shortTitle[language]}${reference === null ? '' : ` (${reference})`}`;
        const uid = `visit-${visit.id}@${email.slice(email.lastIndexOf('@') + 1)}`;
        const { sequence } = visit;
        const event = { method, uid, sequence, at: this.now(), startsAt, endsAt, summary, place } as const;
        return { method, content: writeInvitation({ ...event, organiser, attendee: to }) };
      },
    };
  }
}
