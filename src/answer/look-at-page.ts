/**
 * The page of a personal link as its reader sees it: what is asked now. Without the code that is mailed to the link's address it shows
 * nothing that was ever answered, not even what was saved from it.
 */
import { Inject, Injectable } from '@nestjs/common';
import { STUDY, VAULT } from '../config/tokens.js';
import { wordKnown } from '../core/form/word-known.js';
import { type FormItem } from '../core/form/list-items.js';
import { typeset } from '../core/letter/typeset.js';
import { type Study } from '../core/study/study.js';
import { Message } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { openSaved } from '../external/sealed-form.js';
import { type Vault } from '../external/vault.js';
import { type AnswerItem, type AnswerPage } from './answer-views.js';
import { type LinkCaller, type OpenedLink, OpenLink } from './open-link.js';

@Injectable()
export class LookAtPage {
  constructor(
    private readonly links: OpenLink,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  look(caller: LinkCaller): Promise<AnswerPage> {
    return this.links.with(caller, (manager, opened) => this.describe(manager, opened));
  }

  private async describe(manager: EntityManager, opened: OpenedLink): Promise<AnswerPage> {
    const { link, found, isProven, items } = opened;
    const { language } = link;
    const { contact, shortTitle } = this.study;
    const isReading = await this.isReading(manager, opened);
    return {
      state: isReading ? 'reading' : items.length === 0 ? 'complete' : 'open',
      language,
      study: typeset(shortTitle[language], language),
      team: typeset(contact.team[language], language),
      phone: contact.phone,
      email: contact.email,
      reference: found.reference,
      expiresAt: link.expiresAt.toISOString(),
      isProven,
      items: isReading ? [] : items.map((item) => this.describeItem(item, opened)),
    };
  }

  private describeItem({ name, ...item }: FormItem, { link, document, isProven }: OpenedLink): AnswerItem {
    const saved = openSaved(this.vault, link.id, link.saved).find((entry) => entry.name === item.id);
    const shown = isProven && saved ? { id: item.id, text: saved.text, codes: [...saved.codes] } : null;
    return {
      ...item,
      choices: [...item.choices],
      missingCodes: [...item.missingCodes],
      isSaved: saved !== undefined,
      saved: shown,
      known: isProven ? wordKnown(this.study, document.answers, name, link.language) : null,
    };
  }

  /** What was sent from the page has not come to the case yet. */
  private async isReading(manager: EntityManager, { link }: OpenedLink): Promise<boolean> {
    if (link.messageId === null) return false;
    const message = await manager.findOneBy(Message, { id: link.messageId });
    return message?.state === 'received' || message?.state === 'read';
  }
}
