/**
 * Step 3: a message that answers a call for cases. The call is answered whatever is said; who is answered for is told by the call's signed token
 * (a colleague may answer in someone's place), else by the sender's address. “No cases” is an answer and is kept.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, VAULT } from '../config/tokens.js';
import { saysNoCase } from '../core/call/says-no-case.js';
import { findThreadCall } from '../core/letter/thread-token.js';
import { Call, Contact, type Message } from '../database/entities/index.js';
import { type EntityManager, IsNull } from '../database/orm.js';
import { type Envelope, listTraces } from '../external/sealed-envelope.js';
import { threadSign } from '../external/thread-sign.js';
import { type Vault } from '../external/vault.js';

@Injectable()
export class HeedCall {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The contact whose call is answered; null when it is none's. Not for machines, reports or forged senders. */
  async heed(
    manager: EntityManager,
    { senderDigest, sentByMachine }: Message,
    envelope: Envelope | null,
  ): Promise<Contact | null> {
    if (!envelope || sentByMachine || envelope.isReport) return null;
    const id = findThreadCall(listTraces(envelope), threadSign(this.vault));
    const named = id === null ? null : await manager.findOneBy(Call, { id });
    const contact = named
      ? await manager.findOneBy(Contact, { id: named.contactId })
      : senderDigest && (await manager.findOneBy(Contact, { addressDigest: senderDigest }));
    if (!contact) return null;
    const { affected } = await manager.update(
      Call,
      { contactId: contact.id, state: 'sent', answeredAt: IsNull() },
      { answeredAt: this.now() },
    );
    const wasCalled =
      (affected ?? 0) > 0 || (await manager.existsBy(Call, { contactId: contact.id, state: 'sent' }));
    return wasCalled ? contact : null;
  }

  /** `first`: said for the first time. Null when it is not said, or a file may say more. */
  async decline(
    manager: EntityManager,
    contact: Contact,
    { text }: Envelope,
    hasFile: boolean,
  ): Promise<'first' | 'again' | null> {
    if (hasFile || !saysNoCase(text)) return null;
    if (contact.declinedAt !== null) return 'again';
    await manager.update(Contact, contact.id, { declinedAt: this.now() });
    return 'first';
  }
}
