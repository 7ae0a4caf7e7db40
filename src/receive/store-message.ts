/**
 * Storing a message: raw bytes (sealed), ledger row and job in one transaction, before anything is done to it in
 * the mailbox. The same bytes under another UID, UIDVALIDITY or folder are the same message and get no second job.
 */
import { type MessageOrigin } from '../core/case/upload-origin.js';
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { Content, Message } from '../database/entities/index.js';
import { type EntityManager } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { sealContent } from '../external/sealed-content.js';
import { type Vault } from '../external/vault.js';
import { Jobs } from '../jobs/jobs.js';
import { type Place } from './ledger.js';

export interface IncomingMessage {
  readonly origin: MessageOrigin;
  readonly receivedAt: Date;
  /** The whole message; for one that is too large, its header only. */
  readonly raw: Buffer;
  /** Bytes, as the server announced them. */
  readonly size: number;
  readonly oversize: boolean;
  /** Read after what came by itself. */
  readonly isBacklog?: boolean;
  /** From a file, which proves nothing about its sender. */
  readonly isImported?: boolean;
  readonly place?: Place & { readonly uid: number };
}

export interface StoredMessage {
  readonly id: string;
  readonly was: 'new' | 'known';
}

@Injectable()
export class StoreMessage {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** Resolves once committed: `new` when this call stored it, `known` when it was there. */
  store(incoming: IncomingMessage): Promise<StoredMessage> {
    return this.transactions.run((manager) => this.storeWith(manager, incoming));
  }

  /** Within the caller's transaction (`Transactions.run`). */
  async storeWith(manager: EntityManager, incoming: IncomingMessage): Promise<StoredMessage> {
    const digest = this.vault.digest(incoming.raw, 'message');
    const id = randomUUID();
    const content = sealContent(this.vault, incoming.raw);
    const now = this.now();
    await manager.insert(Content, { ...content, createdAt: now });
    // Two watchers of two folders may hold the same bytes at the same moment: the unique digest decides.
    const added = await manager.query<{ id: string }[]>(
      `insert into messages (id, origin, state, content_id, content_digest, size, oversize, received_at, imported, created_at, updated_at)
       values ($1, $2, 'received', $3, $4, $5, $6, $7, $9, $8, $8) on conflict (content_digest) do nothing returning id`,
      [
        ...[id, incoming.origin, content.id, digest, incoming.size, incoming.oversize],
        ...[incoming.receivedAt, now, incoming.isImported === true],
      ],
    );
    const isNew = added.length > 0;
    let messageId: string = id;
    if (!isNew) {
      await manager.delete(Content, content.id);
      messageId = (await manager.findOneByOrFail(Message, { contentDigest: digest })).id;
    }
    if (incoming.place) {
      const { mailbox, folder, uidValidity, uid } = incoming.place;
      await manager.query(
        `insert into mailbox_entries (mailbox, folder, uid_validity, uid, message_id)
         values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [mailbox, folder, uidValidity, uid, messageId],
      );
    }
    if (isNew) await this.jobs.add('read', { messageId }, { isLate: incoming.isBacklog === true });
    return { id: messageId, was: isNew ? 'new' : 'known' };
  }
}
