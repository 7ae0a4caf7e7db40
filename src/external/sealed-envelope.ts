/** What is kept, sealed, of a message beside its raw bytes: enough to answer it, thread it and show it in a list. */
import { THREAD_HEADER, type ThreadTraces } from '../core/letter/thread-token.js';
import { type Bounce } from '../core/letter/judge-bounce.js';
import { type Vault } from './vault.js';

export interface Envelope {
  /** The address in From; null when there is none. */
  readonly from: string | null;
  readonly fromName: string | null;
  readonly replyTo: readonly string[];
  readonly to: readonly string[];
  readonly subject: string;
  /** Message-ID, In-Reply-To and References, with their brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Lower-case names of the headers that RFC 3834 looks at, and our own. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body as text, quoted mail included. */
  readonly text: string;
  /** A delivery report or read receipt. */
  readonly isReport: boolean;
  /** The letter's Message-ID when this is a delivery report (RFC 3464) that says it will not arrive. */
  readonly bounceOf: string | null;
  /** What it says of it; absent in what was stored before such notices were told apart: for good. */
  readonly bounce?: Bounce | null;
  /** Fields of the letter that came back in which a token of ours may be. */
  readonly returned?: string;
  /** Whom it did not reach, where the notice says so. */
  readonly bouncedFrom?: string | null;
  /** It could not be parsed whole, or could not be opened. */
  readonly damaged: boolean;
  readonly encrypted: boolean;
}

export function sealEnvelope(vault: Vault, messageId: string, envelope: Envelope): Buffer {
  return vault.sealJson(envelope, `messages.sealed_envelope:${messageId}`);
}
export function openEnvelope(vault: Vault, messageId: string, sealed: Buffer): Envelope {
  return vault.openJson(sealed, `messages.sealed_envelope:${messageId}`) as Envelope;
}

/** Where a thread's token may have come back in a message. */
export function listTraces(envelope: Envelope): ThreadTraces {
  return {
    inReplyTo: envelope.inReplyTo.join(' '),
    references: envelope.references,
    to: envelope.to,
    subject: envelope.subject,
    threadHeader: envelope.headers[THREAD_HEADER.toLowerCase()] ?? null,
    text: envelope.text,
  };
}
