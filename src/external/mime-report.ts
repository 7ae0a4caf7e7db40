/** Step 2, read: what a delivery report says (RFC 3464) of the letter that did not arrive, or did. */
import { type Attachment } from 'mailparser';

export interface DeliveryReport {
  /** Message-ID of the letter that it is about, with its brackets; null when it was not returned. */
  readonly originalMessageId: string | null;
  /** Bare address, as in Final-Recipient or Original-Recipient. */
  readonly recipient: string | null;
  /** RFC 3464, 2.3.3: only `failed` means that it will not arrive. */
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null;
  /** RFC 3463, as `5.1.1`. */
  readonly status: string | null;
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/** Null for another kind of report (a read receipt, an abuse report). With several recipients, the first that failed. */
export function readReport(raw: Buffer, attachments: readonly Attachment[]): DeliveryReport | null {
  const status = attachments.find(({ contentType }) =>
    /^message\/(global-)?delivery-status$/i.test(contentType),
  );
  if (status === undefined) return null;
  const blocks = status.content
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/(?:\r?\n){2,}/)
    .filter((block) => /^(final|original)-recipient:/im.test(block));
  const block = blocks.find((text) => field(text, 'action')?.toLowerCase() === 'failed') ?? blocks[0] ?? '';
  const action = field(block, 'action')?.split(/[\s(]/, 1)[0]?.toLowerCase();
  return {
    originalMessageId: findOriginal(raw, attachments),
    recipient: addressIn(field(block, 'final-recipient')) ?? addressIn(field(block, 'original-recipient')),
    action: ACTIONS.find((known) => known === action) ?? null,
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(field(block, 'status') ?? '')?.[0] ?? null,
  };
}

function field(block: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(block)?.[1]?.trim();
}

/** `rfc822; a@b.test` → `a@b.test` */
function addressIn(value: string | undefined): string | null {
  const address = value?.slice(value.indexOf(';') + 1).trim();
  return address?.includes('@') === true ? address.replace(/^<|>$/g, '') : null;
}

/** The letter comes back whole (message/rfc822) or by its headers (text/rfc822-headers), after the report itself. */
function findOriginal(raw: Buffer, attachments: readonly Attachment[]): string | null {
  const headers = attachments.find(({ contentType }) =>
    /^(text\/rfc822-headers|message\/(global-headers|rfc822|global))$/i.test(contentType),
  );
  const text = raw.toString('latin1');
  const at = text.search(
    /^content-type:[ \t]*(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)/im,
  );
  const returned = headers?.content.toString('latin1') ?? (at < 0 ? '' : text.slice(at));
  return /^message-id:\s*(<[^<>\s]+>)/im.exec(returned)?.[1] ?? null;
}
