/** A letter again in the same words, under a Message-ID, a date and a seal of its own. */
import { randomUUID } from 'node:crypto';
import { renewMail } from './renew-mail.js';
import { openContent, sealContent, type SealedContent } from './sealed-content.js';
import { openLetter, sealLetter } from './sealed-letter.js';
import { type Vault } from './vault.js';

export interface RenewedLetter {
  readonly id: string;
  readonly mailId: string;
  readonly sealed: Buffer;
  readonly content: SealedContent;
}

/** A Message-ID of ours ends in the letter's own id (core/letter/thread-token.ts); what its token names stays. */
export function makeRenewal(vault: Vault) {
  return (
    letter: { readonly id: string; readonly mailId: string; readonly sealed: Buffer },
    content: { readonly id: string; readonly sealed: Buffer },
    at: Date,
  ): RenewedLetter => {
    const id = randomUUID();
    const mailId = letter.mailId.replace(letter.id, id);
    const raw = renewMail(openContent(vault, content), { messageId: mailId, date: at });
    return {
      id,
      mailId,
      sealed: sealLetter(vault, id, openLetter(vault, letter.id, letter.sealed)),
      content: sealContent(vault, raw),
    };
  };
}
