/**
 * The personal link: from what a browser sends to the link, its case and what is asked there. Whatever does not open it (never signed here,
 * over, taken back, of a case that is closed) is refused in the same words: they tell nothing.
 */
import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { findDay } from '../core/case/measure-case.js';
import { type FormItem, type FormQuestion, listItems } from '../core/form/list-items.js';
import { askOfCase } from '../core/letter/ask-of-case.js';
import { verifyLinkToken } from '../core/letter/thread-token.js';
import { Problem } from '../core/problem.js';
import { type Study } from '../core/study/study.js';
import { AnswerLink, type Case, CaseAnswers, Letter, Query } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { countTry } from '../database/repositories/delays.js';
import { findJoined } from '../database/repositories/joined-case.js';
import { lockCase } from '../database/repositories/locks.js';
import { Transactions } from '../database/transactions.js';
import { digestLinkProof } from '../external/link-code.js';
import { type CaseDocument, openCase } from '../external/sealed-case.js';
import { openLetter, type SealedLetter } from '../external/sealed-letter.js';
import { openQuery } from '../external/sealed-query.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';

export interface LinkCaller {
  readonly token: string;
  /** What the browser was given for the right code, if it was. */
  readonly proof?: string | undefined;
  /** The network address, as delays count it. */
  readonly address: string;
}

export interface OpenedLink {
  readonly link: AnswerLink;
  readonly found: Case;
  readonly document: CaseDocument;
  /** They have shown that they read the link's mail. */
  readonly isProven: boolean;
  /** What is asked now; none where the case is confirmed. */
  readonly items: readonly FormItem[];
  /** The newest letter that carries the link. */
  readonly carrier: SealedLetter & { readonly mailId: string };
}

/** Wrong tokens from one address that are looked at without a wait; then the longest wait between two, in seconds. */
const FREE_TRIES = 100;
const LONGEST_WAIT_S = 60;

@Injectable()
export class OpenLink {
  constructor(
    private readonly transactions: Transactions,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Runs `work` with the link, its case locked against change. Problems: `link_gone`, `link_later`. */
  async with<T>(
    caller: LinkCaller,
    work: (manager: EntityManager, opened: OpenedLink) => Promise<T>,
  ): Promise<T> {
    const done = await this.transactions.run(async (manager) => {
      const opened = await this.find(manager, caller);
      return opened && { result: await work(manager, opened) };
    });
    if (done) return done.result;
    throw await this.refuse(caller.address);
  }

  private async find(manager: EntityManager, { token, proof }: LinkCaller): Promise<OpenedLink | null> {
    const id = verifyLinkToken(token, threadSign(this.vault));
    const known = id === null ? null : await manager.findOneBy(AnswerLink, { id });
    if (!known) return null;
    await lockCase(manager, known.caseId);
    const link = await manager.findOneOrFail(AnswerLink, {
      where: { id: known.id },
      lock: { mode: 'pessimistic_write' },
    });
    if (link.revokedAt !== null || link.expiresAt <= this.now()) return null;
    const found = await findJoined(manager, link.caseId);
    if (!found || found.state === 'set_aside') return null;
    const { sealed } = await manager.findOneByOrFail(CaseAnswers, { caseId: found.id });
    const document = openCase(this.vault, found.id, sealed);
    const letter = await manager.findOneByOrFail(Letter, { id: link.letterId });
    const carrier = { ...openLetter(this.vault, letter.id, letter.sealed), mailId: letter.mailId };
    const isProven = this.isProven(link, proof);
    const items = await this.listAsked(manager, { link, found, document, isProven });
    return { link, found, document, isProven, items, carrier };
  }

  private isProven({ id, proofDigest, proofUntil }: AnswerLink, proof: string | undefined): boolean {
    if (proof === undefined || !proofDigest || !proofUntil || proofUntil <= this.now()) return false;
    const given = digestLinkProof(this.vault, id, proof);
    return given.length === proofDigest.length && timingSafeEqual(given, proofDigest);
  }

  private async listAsked(
    manager: EntityManager,
    { link, found, document, isProven }: Pick<OpenedLink, 'link' | 'found' | 'document' | 'isProven'>,
  ): Promise<FormItem[]> {
    if (found.state !== 'draft') return [];
    const queries = await manager.find(Query, {
      where: { caseId: found.id, state: In(['open', 'asked']) },
      order: { createdAt: 'ASC' },
    });
    const questions = queries.map(({ id, sealed }): FormQuestion => {
      const { name, text } = openQuery(this.vault, id, sealed);
      return { id, name, text };
    });
    const day = findDay(found.receivedAt, this.config.timeZone);
    const { asks } = askOfCase(this.study, document, day, questions);
    return listItems(this.study, { asks, questions }, { language: link.language, isProven });
  }

  private async refuse(address: string): Promise<Problem> {
    const now = this.now();
    const count = {
      key: this.vault.digest(`link\n${address}`, 'sign-in-delay'),
      free: FREE_TRIES,
      longest: LONGEST_WAIT_S,
    };
    const until = await this.transactions.run((manager) => countTry(manager, count, now));
    if (!until) return new Problem('link_gone', 'notFound', 'This link opens nothing, or nothing any more.');
    return new Problem('link_later', 'denied', 'Too many tries: wait a little before the next one.', {
      retryAfter: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
    });
  }
}
