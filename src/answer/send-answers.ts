/**
 * What is put in on the page of a personal link: saved for another day, or sent. What is sent becomes a message, stored in one transaction
 * with its job and the end of what was saved: it goes the way of every message, and is answered as one.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STORE_FORM, STUDY, VAULT } from '../config/tokens.js';
import { findDay } from '../core/case/measure-case.js';
import { checkForm, type FormDoubt } from '../core/form/check-form.js';
import { type FormEntry, mergeEntries, type SentForm } from '../core/form/form-entry.js';
import { type FormItem, listItems } from '../core/form/list-items.js';
import { readForm } from '../core/form/read-form.js';
import { makeThreadToken } from '../core/letter/thread-token.js';
import { Problem } from '../core/problem.js';
import { type Language, type Study } from '../core/study/study.js';
import { AnswerLink } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { countLinkActs, type LinkAct, recordLinkAct } from '../database/repositories/answer-links.js';
import { composeForm } from '../external/compose-form.js';
import { openSaved, sealSaved } from '../external/sealed-form.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { type AnswerEntry, type SavedAnswers, type SentAnswers } from './answer-views.js';
import { type LinkCaller, type OpenedLink, OpenLink } from './open-link.js';

export interface ToSend {
  readonly entries: readonly AnswerEntry[];
  readonly submissionId: string;
  /** What was doubted is meant so. */
  readonly isSure: boolean;
}

/** A day and link: nobody fills in more, and a page that runs wild fills no disk. */
const MOST_A_DAY: Partial<Record<LinkAct, number>> = { saved: 500, sent: 20 };
const DAY_MS = 24 * 60 * 60 * 1000;
const SUBJECTS: Readonly<Record<Language, string>> = {
  fr: 'Réponses par le lien personnel',
  en: 'Answers by the personal link',
};

@Injectable()
export class SendAnswers {
  constructor(
    private readonly links: OpenLink,
    @Inject(STORE_FORM) private readonly store: (manager: EntityManager, raw: Buffer) => Promise<string>,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  save(caller: LinkCaller, given: readonly AnswerEntry[]): Promise<SavedAnswers> {
    return this.links.with(caller, async (manager, opened) => {
      const entries = this.join(opened, given);
      await this.keep(manager, opened, entries);
      const touched = new Set(given.map(({ id }) => id));
      const doubts = this.check(opened, entries).filter(({ name }) => touched.has(name));
      return { saved: entries.length, doubts: doubts.map(toView) };
    });
  }

  /** Problem `form_blank` where there is nothing to send; `link_too_much`. */
  send(caller: LinkCaller, { entries: given, submissionId, isSure }: ToSend): Promise<SentAnswers> {
    return this.links.with(caller, async (manager, opened) => {
      const { link } = opened;
      if (link.submissionId === submissionId) return { state: 'sent', doubts: [] };
      const entries = this.join(opened, given);
      if (entries.length === 0) throw new Problem('form_blank', 'invalid', 'Nothing was put in.');
      const doubts = this.check(opened, entries);
      if (doubts.length > 0 && !isSure) {
        await this.keep(manager, opened, entries);
        return { state: 'doubted', doubts: doubts.map(toView) };
      }
      await this.count(manager, link.id, 'sent');
      const messageId = await this.store(manager, await this.compose(opened, entries, doubts, submissionId));
      await manager.update(AnswerLink, link.id, { messageId, submissionId, saved: null, savedAt: null });
      return { state: 'sent', doubts: [] };
    });
  }

  private async keep(
    manager: EntityManager,
    { link }: OpenedLink,
    entries: readonly FormEntry[],
  ): Promise<void> {
    await this.count(manager, link.id, 'saved');
    const saved = entries.length === 0 ? null : sealSaved(this.vault, link.id, entries);
    await manager.update(AnswerLink, link.id, { saved, savedAt: this.now() });
  }

  private async count(manager: EntityManager, linkId: string, act: 'saved' | 'sent'): Promise<void> {
    const now = this.now();
    const today = await countLinkActs(manager, linkId, act, new Date(now.getTime() - DAY_MS));
    if (today >= (MOST_A_DAY[act] ?? 0))
      throw new Problem('link_too_much', 'denied', 'Enough for today: please answer by e-mail.');
    await recordLinkAct(manager, linkId, act, now);
  }

  /** With what was saved before; of what the page may ask. Throws the Problem `item_unknown`. */
  private join(opened: OpenedLink, given: readonly AnswerEntry[]): FormEntry[] {
    const allowed = this.listAllowed(opened);
    for (const { id } of given)
      if (!allowed.has(id)) throw new Problem('item_unknown', 'invalid', 'This is not asked here.');
    const saved = openSaved(this.vault, opened.link.id, opened.link.saved);
    const later = given.map(({ id, text, codes }) => ({ name: id, text, codes }));
    return mergeEntries(saved, later).filter(({ name }) => allowed.has(name));
  }

  /** What is asked now, and what the letter asked: an answer on its way may have come meanwhile by another. */
  private listAllowed({ link, items, carrier, found, isProven }: OpenedLink): Map<string, FormItem> {
    if (found.state !== 'draft') return new Map();
    const lines = [
      ...(carrier.asked?.lines ?? []),
      ...(carrier.several?.cases.find(({ caseId }) => caseId === link.caseId)?.lines ?? []),
    ];
    const asks = lines.flatMap(({ names, isQuestion }) => (isQuestion ? [] : [{ names, reason: null }]));
    const reader = { language: link.language, isProven };
    const earlier = listItems(this.study, { asks, questions: [] }, reader);
    return new Map([...earlier, ...items].map((item) => [item.id, item]));
  }

  private check(opened: OpenedLink, entries: readonly FormEntry[]): FormDoubt[] {
    const { link, document, isProven } = opened;
    return checkForm(this.study, this.split(opened, entries).entries, {
      language: link.language,
      today: findDay(this.now(), this.config.timeZone),
      known: isProven ? document.answers : null,
    });
  }

  /** What the judge reads, and what a person does. */
  private split(opened: OpenedLink, entries: readonly FormEntry[]): SentForm {
    const allowed = this.listAllowed(opened);
    const words = entries.flatMap(({ name: id, text }) => {
      const item = allowed.get(id);
      if (item?.control !== 'words') return [];
      return [
        { name: item.name, question: `${item.number}. ${item.question ?? item.label ?? ''}`.trim(), text },
      ];
    });
    return { entries: entries.filter(({ name }) => allowed.get(name)?.control !== 'words'), words };
  }

  private compose(
    opened: OpenedLink,
    entries: readonly FormEntry[],
    doubts: readonly FormDoubt[],
    submissionId: string,
  ): Promise<Buffer> {
    const { link, found, carrier, items } = opened;
    const { language } = link;
    const sent = this.split(opened, entries);
    const doubted = new Set([
      ...doubts.map(({ name }) => name),
      ...items.flatMap(({ name, reason }) => (reason === null ? [] : [name])),
    ]);
    const [from = ''] = carrier.envelope.to;
    return composeForm({
      from,
      to: carrier.envelope.from,
      subject: `[${found.reference}] ${SUBJECTS[language]}`,
      text: readForm(this.study, language, sent).text,
      date: this.now(),
      thread: makeThreadToken(link.caseId, threadSign(this.vault)),
      references: [carrier.mailId],
      submissionId,
      form: {
        ...sent,
        caseId: found.id,
        language,
        confirms: sent.entries.flatMap(({ name }) => (doubted.has(name) ? [name] : [])),
      },
    });
  }
}

function toView({ name, kind, words }: FormDoubt): SentAnswers['doubts'][number] {
  return { id: name, kind, words };
}
