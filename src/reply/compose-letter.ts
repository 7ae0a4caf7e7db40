/**
 * Step 4: a letter's row, its whole MIME and its job, written in one transaction before the first try. Whatever makes a letter (an
 * outcome, a reminder, an investigator's question) makes it here.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { bareAddress } from '../config/bare-address.js';
import { type Config } from '../config/config.js';
import { BLANKS, CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { LINK_DAYS, type PersonalLink, writeLinkUrl } from '../core/form/personal-link.js';
import {
  type LetterInput,
  type LetterOutcome,
  type RemindedCase,
  type WrittenLetter,
} from '../core/letter/letter-input.js';
import { planReminders } from '../core/letter/plan-reminders.js';
import {
  makeLinkToken,
  makeSeveralToken,
  makeThreadToken,
  writeMessageId,
  writePlusAddress,
} from '../core/letter/thread-token.js';
import { writeLetter } from '../core/letter/write-letter.js';
import { type Language, type Study } from '../core/study/study.js';
import { Content, Letter, Query } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { keepLink } from '../database/repositories/answer-links.js';
import { saveReminders } from '../database/repositories/reminders.js';
import { getReminderSettings } from '../database/repositories/settings.js';
import { digestAddress } from '../external/address-digest.js';
import { composeMail } from '../external/compose-mail.js';
import { sealContent } from '../external/sealed-content.js';
import { sealLetter } from '../external/sealed-letter.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';
import { type Blanks } from '../external/blanks.js';

export interface LetterToWrite {
  readonly outcomeId: string | null;
  readonly caseId: string | null;
  /** Null for a letter on several cases, which begins a thread of its own. */
  readonly messageId: string | null;
  readonly to: string;
  readonly outcome: LetterOutcome;
  readonly language: Language;
  readonly withBlank: boolean;
  /** The first letter to this contact. */
  readonly isFirst: boolean;
  /** Message-ID that it answers, and those before it, oldest first. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly autoSubmitted: 'auto-replied' | 'auto-generated';
  /** Queries that it asks: they are asked with it. */
  readonly queryIds: readonly string[];
  /** Of a visit: written once its recipient and its sender are known. */
  readonly invite?: (organiser: { readonly name: string; readonly address: string }) => {
    readonly method: 'REQUEST' | 'CANCEL';
    readonly content: string;
  };
}

@Injectable()
export class ComposeLetter {
  private readonly from: { readonly full: string; readonly address: string; readonly domain: string };

  constructor(
    private readonly jobs: Jobs,
    @Inject(BLANKS) private readonly blanks: Blanks,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const full = config.mailFrom ?? study.contact.email;
    const address = bareAddress(full);
    this.from = { full, address, domain: address.slice(address.lastIndexOf('@') + 1) };
  }

  private write(
    asked: Pick<LetterToWrite, 'outcome' | 'language' | 'withBlank' | 'isFirst'>,
    token: string | null,
    link: PersonalLink | undefined,
  ): WrittenLetter {
    const input: LetterInput = {
      ...asked.outcome,
      study: this.study,
      language: asked.language,
      isFirst: asked.isFirst,
      withBlank: asked.withBlank,
      threadToken: token,
      link,
    };
    return writeLetter(input);
  }

  /** The letter's id. */
  async save(manager: EntityManager, asked: LetterToWrite): Promise<string> {
    const id = randomUUID();
    const { caseId, to, language } = asked;
    const token = this.makeToken(asked, id);
    const { outcome, link } = await this.addLinks(manager, asked, id);
    const letter = this.write({ ...asked, outcome }, token, link);
    const mailId = writeMessageId(token, id, this.from.domain);
    const raw = await this.compose(letter, asked, { mailId, token });
    const content = sealContent(this.vault, raw);
    await manager.insert(Content, { ...content, createdAt: this.now() });
    await manager.insert(Letter, {
      id,
      outcomeId: asked.outcomeId,
      caseId,
      messageId: asked.messageId,
      kind: letter.kind,
      state: 'waiting',
      mailId,
      recipientDigest: digestAddress(this.vault, to),
      sealed: sealLetter(this.vault, id, {
        envelope: { from: this.from.address, to: [to] },
        subject: letter.subject,
        text: letter.text,
        ...(letter.asked.length > 0 && { asked: { language, lines: letter.asked } }),
        ...(letter.several && { several: { language, cases: letter.several } }),
      }),
      contentId: content.id,
      attempts: 0,
      createdAt: this.now(),
    });
    const at = this.now();
    if (asked.queryIds.length > 0)
      await manager.update(
        Query,
        { id: In([...asked.queryIds]) },
        { state: 'asked', letterId: id, askedAt: at },
      );
    // A reminder is one of a row already; every other letter that asks begins a new one.
    if (caseId !== null && outcome.outcome !== 'reminder' && isAsking(outcome)) {
      const settings = await getReminderSettings(manager, this.study);
      await saveReminders(manager, { id, caseId }, planReminders(at, settings, this.config.timeZone), at);
    }
    await this.jobs.add('send', { letterId: id });
    return id;
  }

  /** Where each of the cases that it asks of can be completed in a browser; nothing where the service has no address of its own. */
  private async addLinks(
    manager: EntityManager,
    { outcome, caseId, to, language }: LetterToWrite,
    letterId: string,
  ): Promise<{ readonly outcome: LetterOutcome; readonly link?: PersonalLink }> {
    const { publicUrl, timeZone: zone } = this.config;
    if (publicUrl === undefined) return { outcome };
    const at = this.now();
    const until = DateTime.fromJSDate(at, { zone }).plus({ days: LINK_DAYS }).endOf('day');
    const recipientDigest = digestAddress(this.vault, to);
    const make = async (of: string): Promise<PersonalLink> => {
      const link = { id: randomUUID(), caseId: of, recipientDigest, letterId, language };
      const id = await keepLink(manager, { ...link, at, expiresAt: until.toJSDate() });
      const token = makeLinkToken(id, threadSign(this.vault));
      return { url: writeLinkUrl(publicUrl, token), until: until.toFormat('dd/MM/yyyy') };
    };
    if (outcome.outcome === 'reminder_several') {
      const cases: RemindedCase[] = [];
      for (const one of outcome.cases) cases.push({ ...one, link: await make(one.caseId) });
      return { outcome: { ...outcome, cases } };
    }
    return caseId !== null && isAsking(outcome) ? { outcome, link: await make(caseId) } : { outcome };
  }

  private makeToken({ outcome, caseId }: LetterToWrite, letterId: string): string | null {
    const sign = threadSign(this.vault);
    if (outcome.outcome === 'reminder_several') return makeSeveralToken(letterId, sign);
    return caseId === null ? null : makeThreadToken(caseId, sign);
  }

  private async compose(
    letter: WrittenLetter,
    asked: LetterToWrite,
    { mailId, token }: { mailId: string; token: string | null },
  ): Promise<Buffer> {
    const blanks = asked.withBlank ? await this.blanks(asked.language) : [];
    const name = this.study.contact.team[asked.language];
    const invitation = asked.invite?.({ name, address: this.from.address });
    return composeMail({
      from: this.from.full,
      to: asked.to,
      ...(token === null ? {} : { replyTo: writePlusAddress(this.from.address, token) }),
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: mailId,
      date: this.now(),
      inReplyTo: asked.inReplyTo,
      references: asked.references,
      thread: token,
      autoSubmitted: asked.autoSubmitted,
      language: asked.language,
      ...(invitation && { invitation }),
      attachments: blanks.map(({ name, type, bytes }) => ({ name, type, bytes: Buffer.from(bytes) })),
    });
  }
}

function isAsking(outcome: LetterOutcome): boolean {
  if (!('asks' in outcome)) return false;
  return outcome.asks.length + (outcome.questions?.length ?? 0) > 0;
}
