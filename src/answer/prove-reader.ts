/** Whoever opens a personal link shows that they read its mail: a code of six digits, mailed to the link's address alone. */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { CODE_TRIES } from '../core/form/personal-link.js';
import { Problem } from '../core/problem.js';
import { makeToken } from '../accounts/one-time-token.js';
import { AnswerLink, Dispatch } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { countLinkActs, recordLinkAct } from '../database/repositories/answer-links.js';
import { digestLinkCode, digestLinkProof } from '../external/link-code.js';
import { sealDispatch } from '../external/sealed-dispatch.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';
import { type Proof } from './answer-views.js';
import { type LinkCaller, OpenLink } from './open-link.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const CODES_A_DAY = 5;
/** Wrong ones, ever: beyond, the link stays without proof, and a guesser's luck below one in fifty thousand. */
const MOST_WRONG = 20;
const PROOF_MINUTES = 30;

@Injectable()
export class ProveReader {
  constructor(
    private readonly links: OpenLink,
    private readonly jobs: Jobs,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** A letter with a code goes within seconds. Problems: `code_later`, `code_too_much`. */
  ask(caller: LinkCaller): Promise<void> {
    return this.links.with(caller, async (manager, { link }) => {
      const now = this.now();
      const since = (ms: number) =>
        countLinkActs(manager, link.id, 'code_asked', new Date(now.getTime() - ms));
      if ((await since(MINUTE_MS)) > 0)
        throw new Problem('code_later', 'denied', 'A code has just been sent: please wait for it.');
      if ((await since(DAY_MS)) >= CODES_A_DAY || (await this.isWorn(manager, link.id)))
        throw new Problem('code_too_much', 'denied', 'No more codes for today: please answer by e-mail.');
      await recordLinkAct(manager, link.id, 'code_asked', now);
      const id = randomUUID();
      await manager.insert(Dispatch, {
        id,
        messageId: null,
        caseId: link.caseId,
        visitId: null,
        linkId: link.id,
        kind: 'code',
        askedBy: 'link',
        sealed: sealDispatch(this.vault, id, {
          text: '',
          askedBy: { id: 'link', name: '', initials: '' },
        }),
        letterId: null,
        createdAt: now,
      });
      await this.jobs.add('dispatch', { dispatchId: id });
    });
  }

  /** Problem `code_wrong`, for whatever reason it opens nothing. */
  async prove(caller: LinkCaller, code: string): Promise<Proof> {
    const proof = await this.links.with(caller, (manager, { link }) => this.tryCode(manager, link, code));
    // Said once the try is counted for good.
    if (!proof)
      throw new Problem('code_wrong', 'denied', 'This is not the code, or it is not valid any more.');
    return proof;
  }

  private async tryCode(manager: EntityManager, link: AnswerLink, code: string): Promise<Proof | null> {
    const now = this.now();
    const { codeDigest, codeUntil, codeTries } = link;
    const isOpen = codeDigest !== null && codeUntil !== null && codeUntil > now && codeTries < CODE_TRIES;
    const isRight =
      isOpen &&
      !(await this.isWorn(manager, link.id)) &&
      timingSafeEqual(digestLinkCode(this.vault, link.id, code.replace(/\D/g, '')), codeDigest);
    if (!isRight) {
      await manager.update(AnswerLink, link.id, { codeTries: codeTries + 1 });
      await recordLinkAct(manager, link.id, 'code_wrong', now);
      return null;
    }
    const proof = makeToken();
    const until = new Date(now.getTime() + PROOF_MINUTES * MINUTE_MS);
    // It opens once.
    await manager.update(AnswerLink, link.id, {
      codeDigest: null,
      codeUntil: null,
      proofDigest: digestLinkProof(this.vault, link.id, proof),
      proofUntil: until,
    });
    await recordLinkAct(manager, link.id, 'code_right', now);
    return { proof, until: until.toISOString() };
  }

  private async isWorn(manager: EntityManager, linkId: string): Promise<boolean> {
    return (await countLinkActs(manager, linkId, 'code_wrong', null)) >= MOST_WRONG;
  }
}
