/**
 * Step 3: words for the robot that change something: STOP, for the case of its thread or for the contact, and VISITE. Heeded whatever
 * else the message brings; never from a machine or a forged sender, and VISITE and STOP TOUT from contacts and in known threads only.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { type Commands, findCommands } from '../core/reply/find-commands.js';
import { Case, Contact, Visit } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { stopReminders } from '../database/repositories/reminders.js';
import { sealVisit } from '../external/sealed-dispatch.js';
import { type Vault } from '../external/vault.js';
import { type SheetContext } from './draft-sheet.js';

const NOTHING: Commands = { found: new Set(), hasMore: true };

@Injectable()
export class HeedCommands {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async heed(
    manager: EntityManager,
    came: Pick<SheetContext, 'message' | 'envelope' | 'threadCaseId' | 'senderIsForged'> & {
      /** Whose call it answers: a word said from another of their addresses is theirs as well. */
      readonly called: Contact | null;
    },
  ): Promise<Commands> {
    const { message, envelope, threadCaseId } = came;
    if (!envelope || came.senderIsForged || message.sentByMachine) return NOTHING;
    const commands = findCommands(envelope);
    const { found } = commands;
    const thread = threadCaseId === null ? null : await manager.findOneBy(Case, { id: threadCaseId });
    const sender =
      message.senderDigest && (await manager.findOneBy(Contact, { addressDigest: message.senderDigest }));
    const contact = sender ?? came.called;
    const isForAll = found.has('stop_all') || (found.has('stop') && !thread);
    if (found.has('stop') && thread) await stopReminders(manager, thread.id, 'clinician');
    if (isForAll && contact) await this.stopAll(manager, contact);
    if (found.has('visit') && (thread || contact || message.authentication === 'pass'))
      await this.askVisit(manager, message.id, thread?.id ?? null);
    return commands;
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
