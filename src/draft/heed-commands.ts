/**
 * Step 3: words for the robot that change something: STOP, for the case of its thread or for the contact, and VISITE. Heeded whatever
 * else the message brings; never from a machine or a forged sender, and VISITE and STOP TOUT from contacts and in known threads only.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { type Commands, findCommands } from '../core/reply/find-commands.js';
import { findStopped } from '../core/reply/find-stopped.js';
import { findThreadSeveral } from '../core/letter/thread-token.js';
import { Case, Contact, Letter, Visit } from '../database/entities/index.js';
import { type EntityManager, In } from '../database/orm.js';
import { stopReminders } from '../database/repositories/reminders.js';
import { sealVisit } from '../external/sealed-dispatch.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { openLetter } from '../external/sealed-letter.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';
import { type SheetContext } from './draft-sheet.js';

/** With the cases whose reminders ended. */
export interface Heeded extends Commands {
  readonly stopped: readonly string[];
}

const NOTHING: Heeded = { found: new Set(), hasMore: true, stopped: [] };

@Injectable()
export class HeedCommands {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async heed(
    manager: EntityManager,
    came: Pick<
      SheetContext,
      'message' | 'envelope' | 'threadCaseId' | 'severalCaseIds' | 'senderIsForged'
    > & {
      /** Whose call it answers: a word said from another of their addresses is theirs as well. */
      readonly called: Contact | null;
    },
  ): Promise<Heeded> {
    const { message, envelope, threadCaseId } = came;
    if (!envelope || came.senderIsForged || message.sentByMachine) return NOTHING;
    const commands = findCommands(envelope);
    const { found } = commands;
    const ids = threadCaseId === null ? came.severalCaseIds : [threadCaseId];
    const threads = await manager.find(Case, { where: { id: In([...ids]) }, order: { number: 'ASC' } });
    const isKnown = threads.length > 0;
    const sender =
      message.senderDigest && (await manager.findOneBy(Contact, { addressDigest: message.senderDigest }));
    const contact = sender ?? came.called;
    const isForAll = found.has('stop_all') || (found.has('stop') && !isKnown);
    const stopped = found.has('stop') ? await this.findStopped(manager, envelope, threads) : [];
    for (const id of stopped) await stopReminders(manager, id, 'clinician');
    if (isForAll && contact) await this.stopAll(manager, contact);
    if (found.has('visit') && (isKnown || contact || message.authentication === 'pass'))
      await this.askVisit(manager, message.id, threads[0]?.id ?? null);
    return { ...commands, stopped };
  }

  /** Those of its thread; of a letter on several cases, those that are meant. */
  private async findStopped(
    manager: EntityManager,
    envelope: Envelope,
    threads: readonly Case[],
  ): Promise<string[]> {
    const all = threads.map(({ id }) => id);
    const letterId = findThreadSeveral(listTraces(envelope), threadSign(this.vault));
    const letter = letterId === null ? null : await manager.findOneBy(Letter, { id: letterId });
    if (!letter) return all;
    const { several, text } = openLetter(this.vault, letter.id, letter.sealed);
    if (!several) return all;
    const meant = findStopped(envelope.text, several.cases, text);
    return all.filter((id) => meant.includes(id));
  }

  private async stopAll(manager: EntityManager, contact: Contact): Promise<void> {
    await manager.update(Contact, contact.id, { remindersStoppedAt: this.now() });
    const cases = await manager.findBy(Case, { contactId: contact.id, state: 'draft' });
    for (const { id } of cases) await stopReminders(manager, id, 'clinician');
  }

  private async askVisit(manager: EntityManager, messageId: string, caseId: string | null): Promise<void> {
    const id = randomUUID();
    const at = this.now();
    await manager.insert(Visit, {
      ...{ id, messageId, caseId, state: 'asked', startsAt: null, endsAt: null, sequence: 0 },
      sealed: sealVisit(this.vault, id, { place: '' }),
      createdAt: at,
      updatedAt: at,
    });
  }
}
